namespace Hippique.Orchestration.Artifacts;

/// <summary>Tells <see cref="DayVersions"/> of every write that goes through it, also of one that failed: nobody knows how far it came.</summary>
public sealed class VersionedArtifactStore(IArtifactStore inner, DayVersions versions) : IArtifactStore
{
    public async Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            return await inner.PutIfAbsentAsync(path, content, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            versions.Changed(path);
        }
    }

    public async Task<PutOutcome> PutIfUnchangedAsync(
        string path,
        ReadOnlyMemory<byte> content,
        string? ifVersion,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await inner.PutIfUnchangedAsync(path, content, ifVersion, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            versions.Changed(path);
        }
    }

    public async Task AppendLinesAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await inner.AppendLinesAsync(path, content, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            versions.Changed(path);
        }
    }

    public async Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await inner.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            versions.Changed(path);
        }
    }

    public Task<Artifact?> GetAsync(string path, CancellationToken cancellationToken) => inner.GetAsync(path, cancellationToken);

    public Task<string?> StampAsync(string path, CancellationToken cancellationToken) => inner.StampAsync(path, cancellationToken);

    public Task<IReadOnlyList<StampedArtifact>> StampsAsync(string prefix, CancellationToken cancellationToken) =>
        inner.StampsAsync(prefix, cancellationToken);

    public Task<IReadOnlyList<StoredArtifact>> ReadAllAsync(string prefix, CancellationToken cancellationToken) =>
        inner.ReadAllAsync(prefix, cancellationToken);

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(prefix, cancellationToken);

    public Task<IReadOnlyList<string>> FoldersAsync(string prefix, CancellationToken cancellationToken) =>
        inner.FoldersAsync(prefix, cancellationToken);
}
