using Hippique.Orchestration.Artifacts;

namespace Hippique.Testing.Artifacts;

/// <summary>A store that counts how often <paramref name="watched"/> is read, and holds its readers back while a test wants it.</summary>
public sealed class HeldStore(IArtifactStore inner, string watched) : DelegatingArtifactStore(inner)
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

    public override async Task<Artifact?> GetAsync(string path, CancellationToken cancellationToken)
    {
        if (path == watched)
        {
            Interlocked.Increment(ref _reads);
            await _release.Task.WaitAsync(cancellationToken);
            if (Failure is { } failure)
                throw failure;
        }
        return await Inner.GetAsync(path, cancellationToken);
    }

    private static TaskCompletionSource Released()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
