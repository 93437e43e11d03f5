using Hippique.Sources.Storage;

namespace Hippique.Orchestration.Artifacts;

/// <summary>What sources keep, among the artifacts.</summary>
public sealed class ArtifactSourceStore(IArtifactStore store) : ISourceStore
{
    public async Task<ReadOnlyMemory<byte>?> GetAsync(string path, CancellationToken cancellationToken) =>
        (await store.GetAsync(path, cancellationToken).ConfigureAwait(false))?.Content;

    public Task PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        store.PutIfAbsentAsync(path, content, cancellationToken);

    public Task AppendLinesAsync(string path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) =>
        store.AppendLinesAsync(path, lines, cancellationToken);

    public Task UpdateAsync(string path, Func<ReadOnlyMemory<byte>?, byte[]> next, CancellationToken cancellationToken) =>
        store.UpdateAsync(path, there => next(there?.Content), cancellationToken);

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        store.ListAsync(prefix, cancellationToken);
}
