using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Testing.Artifacts;

/// <summary>A store whose disk fails at the <paramref name="failAt"/>-th write (from 1) and at every later one until it is mended.</summary>
public sealed class BreakingStore(IArtifactStore inner, int failAt) : IArtifactStore
{
    private int _writes;

    public bool Mended { get; set; }

    /// <summary>Writes so far, the failed ones among them.</summary>
    public int Writes => _writes;

    public Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Count(path);
        return inner.PutIfAbsentAsync(path, content, cancellationToken);
    }

    public Task<PutOutcome> PutIfUnchangedAsync(
        string path,
        ReadOnlyMemory<byte> content,
        string? ifVersion,
        CancellationToken cancellationToken
    )
    {
        Count(path);
        return inner.PutIfUnchangedAsync(path, content, ifVersion, cancellationToken);
    }

    public Task<Artifact?> GetAsync(string path, CancellationToken cancellationToken) => inner.GetAsync(path, cancellationToken);

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(prefix, cancellationToken);

    public Task<IReadOnlyList<string>> FoldersAsync(string prefix, CancellationToken cancellationToken) =>
        inner.FoldersAsync(prefix, cancellationToken);

    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        Count(path);
        return inner.DeleteAsync(path, cancellationToken);
    }

    private void Count(string path)
    {
        if (Interlocked.Increment(ref _writes) >= failAt && !Mended)
            throw new ArtifactException(Problem.Verbatim($"{path}: cannot be written: the disk is full"));
    }
}
