using Hippique.Orchestration.Artifacts;

namespace Hippique.Testing.Artifacts;

/// <summary>A store in which somebody else acts just before the first deletion.</summary>
public sealed class DeletingStore(IArtifactStore inner, Func<Task> other) : DelegatingArtifactStore(inner)
{
    private Func<Task>? _other = other;

    public override async Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _other, null) is { } act)
            await act();
        return await Inner.DeleteAsync(path, cancellationToken);
    }
}
