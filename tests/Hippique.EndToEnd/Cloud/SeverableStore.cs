using Hippique.Orchestration.Artifacts;

namespace Hippique.EndToEnd.Cloud;

/// <summary>A store that a container reaches no more once it is gone.</summary>
internal sealed class SeverableStore(IArtifactStore inner, CloudContainer.Wire wire) : IArtifactStore
{
    public Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Over(() => inner.PutIfAbsentAsync(path, content, cancellationToken));

    public Task<PutOutcome> PutIfUnchangedAsync(
        string path,
        ReadOnlyMemory<byte> content,
        string? ifVersion,
        CancellationToken cancellationToken
    ) => Over(() => inner.PutIfUnchangedAsync(path, content, ifVersion, cancellationToken));

    public Task AppendLinesAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        wire.Check();
        return inner.AppendLinesAsync(path, content, cancellationToken);
    }

    public Task<Artifact?> GetAsync(string path, CancellationToken cancellationToken) =>
        Over(() => inner.GetAsync(path, cancellationToken));

    public Task<string?> StampAsync(string path, CancellationToken cancellationToken) =>
        Over(() => inner.StampAsync(path, cancellationToken));

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        Over(() => inner.ListAsync(prefix, cancellationToken));

    public Task<IReadOnlyList<StampedArtifact>> StampsAsync(string prefix, CancellationToken cancellationToken) =>
        Over(() => inner.StampsAsync(prefix, cancellationToken));

    public Task<IReadOnlyList<StoredArtifact>> ReadAllAsync(string prefix, CancellationToken cancellationToken) =>
        Over(() => inner.ReadAllAsync(prefix, cancellationToken));

    public Task<IReadOnlyList<string>> FoldersAsync(string prefix, CancellationToken cancellationToken) =>
        Over(() => inner.FoldersAsync(prefix, cancellationToken));

    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken) =>
        Over(() => inner.DeleteAsync(path, cancellationToken));

    private Task<T> Over<T>(Func<Task<T>> call)
    {
        wire.Check();
        return call();
    }
}
