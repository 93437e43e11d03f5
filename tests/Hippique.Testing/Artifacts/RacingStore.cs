using Hippique.Orchestration.Artifacts;

namespace Hippique.Testing.Artifacts;

/// <summary>A store in which somebody else writes just before the first write.</summary>
public sealed class RacingStore(IArtifactStore inner, Func<Task> other) : IArtifactStore
{
    private Func<Task>? _other = other;

    public async Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await OtherAsync();
        return await inner.PutIfAbsentAsync(path, content, cancellationToken);
    }

    public async Task<PutOutcome> PutIfUnchangedAsync(
        string path,
        ReadOnlyMemory<byte> content,
        string? ifVersion,
        CancellationToken cancellationToken
    )
    {
        await OtherAsync();
        return await inner.PutIfUnchangedAsync(path, content, ifVersion, cancellationToken);
    }

    public Task<Artifact?> GetAsync(string path, CancellationToken cancellationToken) => inner.GetAsync(path, cancellationToken);

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(prefix, cancellationToken);

    public Task<IReadOnlyList<string>> FoldersAsync(string prefix, CancellationToken cancellationToken) =>
        inner.FoldersAsync(prefix, cancellationToken);

    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken) => inner.DeleteAsync(path, cancellationToken);

    private async Task OtherAsync()
    {
        if (Interlocked.Exchange(ref _other, null) is { } write)
            await write();
    }
}
