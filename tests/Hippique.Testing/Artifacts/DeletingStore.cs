using Hippique.Orchestration.Artifacts;

namespace Hippique.Testing.Artifacts;

/// <summary>A store in which somebody else acts just before the first deletion.</summary>
public sealed class DeletingStore(IArtifactStore inner, Func<Task> other) : IArtifactStore
{
    private Func<Task>? _other = other;

    public Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        inner.PutIfAbsentAsync(path, content, cancellationToken);

    public Task<PutOutcome> PutIfUnchangedAsync(
        string path,
        ReadOnlyMemory<byte> content,
        string? ifVersion,
        CancellationToken cancellationToken
    ) => inner.PutIfUnchangedAsync(path, content, ifVersion, cancellationToken);

    public Task<Artifact?> GetAsync(string path, CancellationToken cancellationToken) => inner.GetAsync(path, cancellationToken);

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(prefix, cancellationToken);

    public Task<IReadOnlyList<string>> FoldersAsync(string prefix, CancellationToken cancellationToken) =>
        inner.FoldersAsync(prefix, cancellationToken);

    public async Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _other, null) is { } act)
            await act();
        return await inner.DeleteAsync(path, cancellationToken);
    }
}
