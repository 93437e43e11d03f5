using Hippique.Orchestration.Artifacts;

namespace Hippique.Testing.Artifacts;

/// <summary>Lets a test change what is stored while it is being looked at.</summary>
/// <param name="inner">The store.</param>
/// <param name="listed">Called after each list, with its number from 1.</param>
/// <param name="read">Called before each artifact is read.</param>
public sealed class ListedStore(IArtifactStore inner, Func<int, Task>? listed = null, Func<string, Task>? read = null)
    : DelegatingArtifactStore(inner)
{
    private int _lists;

    public override async Task<Artifact?> GetAsync(string path, CancellationToken cancellationToken)
    {
        if (read is not null)
            await read(path);
        return await Inner.GetAsync(path, cancellationToken);
    }

    public override async Task<IReadOnlyList<StampedArtifact>> StampsAsync(string prefix, CancellationToken cancellationToken)
    {
        var stamps = await Inner.StampsAsync(prefix, cancellationToken);
        if (listed is not null)
            await listed(++_lists);
        return stamps;
    }
}
