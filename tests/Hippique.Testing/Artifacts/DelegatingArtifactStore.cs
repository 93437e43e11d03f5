using Hippique.Orchestration.Artifacts;

namespace Hippique.Testing.Artifacts;

/// <summary>A store in front of another one, for those that change a single step; what has a form of its own in a store is made of these steps.</summary>
public abstract class DelegatingArtifactStore(IArtifactStore inner) : IArtifactStore
{
    protected IArtifactStore Inner { get; } = inner;

    public virtual Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Inner.PutIfAbsentAsync(path, content, cancellationToken);

    public virtual Task<PutOutcome> PutIfUnchangedAsync(
        string path,
        ReadOnlyMemory<byte> content,
        string? ifVersion,
        CancellationToken cancellationToken
    ) => Inner.PutIfUnchangedAsync(path, content, ifVersion, cancellationToken);

    public virtual Task<Artifact?> GetAsync(string path, CancellationToken cancellationToken) => Inner.GetAsync(path, cancellationToken);

    public virtual Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        Inner.ListAsync(prefix, cancellationToken);

    public virtual async Task<IReadOnlyList<StampedArtifact>> StampsAsync(string prefix, CancellationToken cancellationToken) =>
        await Inner.StampsAsync(prefix, cancellationToken);

    public virtual Task<IReadOnlyList<string>> FoldersAsync(string prefix, CancellationToken cancellationToken) =>
        Inner.FoldersAsync(prefix, cancellationToken);

    public virtual Task<bool> DeleteAsync(string path, CancellationToken cancellationToken) => Inner.DeleteAsync(path, cancellationToken);
}
