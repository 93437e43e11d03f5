using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Testing.Artifacts;

/// <summary>A store whose disk fails at the <paramref name="failAt"/>-th write (from 1) and at every later one until it is mended.</summary>
public sealed class BreakingStore(IArtifactStore inner, int failAt) : DelegatingArtifactStore(inner)
{
    private int _writes;

    public bool Mended { get; set; }

    /// <summary>Writes so far, the failed ones among them.</summary>
    public int Writes => _writes;

    public override Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Count(path);
        return Inner.PutIfAbsentAsync(path, content, cancellationToken);
    }

    public override Task<PutOutcome> PutIfUnchangedAsync(
        string path,
        ReadOnlyMemory<byte> content,
        string? ifVersion,
        CancellationToken cancellationToken
    )
    {
        Count(path);
        return Inner.PutIfUnchangedAsync(path, content, ifVersion, cancellationToken);
    }

    public override Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        Count(path);
        return Inner.DeleteAsync(path, cancellationToken);
    }

    private void Count(string path)
    {
        if (Interlocked.Increment(ref _writes) >= failAt && !Mended)
            throw new ArtifactException(Problem.Verbatim($"{path}: cannot be written: the disk is full"));
    }
}
