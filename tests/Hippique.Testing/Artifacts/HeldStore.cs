using Hippique.Orchestration.Artifacts;

namespace Hippique.Testing.Artifacts;

/// <summary>A store that counts how often <paramref name="watched"/> is read, and holds its readers back while a test wants it.</summary>
public sealed class HeldStore(IArtifactStore inner, string watched) : IArtifactStore
{
    private volatile TaskCompletionSource _release = Released();
    private int _reads;

    /// <summary>Reads that have begun.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>What a read throws; null: nothing.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Readers wait until <see cref="Release"/>.</summary>
    public void Hold() => _release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _release.TrySetResult();

    public Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        inner.PutIfAbsentAsync(path, content, cancellationToken);

    public Task<PutOutcome> PutIfUnchangedAsync(
        string path,
        ReadOnlyMemory<byte> content,
        string? ifVersion,
        CancellationToken cancellationToken
    ) => inner.PutIfUnchangedAsync(path, content, ifVersion, cancellationToken);

    public async Task<Artifact?> GetAsync(string path, CancellationToken cancellationToken)
    {
        if (path == watched)
        {
            Interlocked.Increment(ref _reads);
            await _release.Task.WaitAsync(cancellationToken);
            if (Failure is { } failure)
                throw failure;
        }
        return await inner.GetAsync(path, cancellationToken);
    }

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(prefix, cancellationToken);

    public Task<IReadOnlyList<string>> FoldersAsync(string prefix, CancellationToken cancellationToken) =>
        inner.FoldersAsync(prefix, cancellationToken);

    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken) => inner.DeleteAsync(path, cancellationToken);

    private static TaskCompletionSource Released()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
