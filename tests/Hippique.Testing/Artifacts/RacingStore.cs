using Hippique.Orchestration.Artifacts;

namespace Hippique.Testing.Artifacts;

/// <summary>A store in which somebody else writes just before the first write.</summary>
public sealed class RacingStore(IArtifactStore inner, Func<Task> other) : DelegatingArtifactStore(inner)
{
    private Func<Task>? _other = other;

    public override async Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await OtherAsync();
        return await Inner.PutIfAbsentAsync(path, content, cancellationToken);
    }

    public override async Task<PutOutcome> PutIfUnchangedAsync(
        string path,
        ReadOnlyMemory<byte> content,
        string? ifVersion,
        CancellationToken cancellationToken
    )
    {
        await OtherAsync();
        return await Inner.PutIfUnchangedAsync(path, content, ifVersion, cancellationToken);
    }

    private async Task OtherAsync()
    {
        if (Interlocked.Exchange(ref _other, null) is { } write)
            await write();
    }
}
