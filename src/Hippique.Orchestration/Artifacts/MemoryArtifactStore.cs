using System.Collections.Concurrent;

namespace Hippique.Orchestration.Artifacts;

/// <summary>Artifacts kept in memory: a replay collects a whole day here before it touches the disk.</summary>
public sealed class MemoryArtifactStore : IArtifactStore
{
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ArtifactPaths.Check(path);
        var bytes = content.ToArray();
        var there = _files.GetOrAdd(path, bytes);
        if (ReferenceEquals(there, bytes))
            return Task.FromResult(PutOutcome.Written);
        return Task.FromResult(there.AsSpan().SequenceEqual(bytes) ? PutOutcome.Same : PutOutcome.Conflict);
    }

    public Task<PutOutcome> PutIfUnchangedAsync(
        string path,
        ReadOnlyMemory<byte> content,
        string? ifVersion,
        CancellationToken cancellationToken
    )
    {
        if (ifVersion is null)
            return PutIfAbsentAsync(path, content, cancellationToken);
        ArtifactPaths.Check(path);
        var bytes = content.ToArray();
        if (!_files.TryGetValue(path, out var there))
            return Task.FromResult(PutOutcome.Conflict);
        if (there.AsSpan().SequenceEqual(bytes))
            return Task.FromResult(PutOutcome.Same);
        var replaced = DiskArtifactStore.VersionOf(there) == ifVersion && _files.TryUpdate(path, bytes, there);
        return Task.FromResult(replaced ? PutOutcome.Written : PutOutcome.Conflict);
    }

    public Task<Artifact?> GetAsync(string path, CancellationToken cancellationToken)
    {
        ArtifactPaths.Check(path);
        return Task.FromResult(_files.TryGetValue(path, out var bytes) ? new Artifact(bytes, DiskArtifactStore.VersionOf(bytes)) : null);
    }

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var found = _files.Keys.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        found.Sort(StringComparer.Ordinal);
        return Task.FromResult<IReadOnlyList<string>>(found);
    }

    public Task<IReadOnlyList<string>> FoldersAsync(string prefix, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([
            .. _files
                .Keys.Where(path => path.StartsWith(prefix, StringComparison.Ordinal) && path.IndexOf('/', prefix.Length) > 0)
                .Select(path => path[prefix.Length..path.IndexOf('/', prefix.Length)])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ]);

    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        ArtifactPaths.Check(path);
        return Task.FromResult(_files.TryRemove(path, out _));
    }
}
