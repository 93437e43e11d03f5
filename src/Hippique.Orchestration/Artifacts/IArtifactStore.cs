namespace Hippique.Orchestration.Artifacts;

/// <summary>
/// Named byte strings that are only ever added (design, rule 4), on a disk or in a bucket. A path is relative, with <c>/</c>
/// (<c>2025-11-22/R1C3/tickets.json</c>); it never holds <c>..</c>, an empty part or a root. A write is whole or absent: a reader never sees half of one. What several writers
/// change together goes through <see cref="ArtifactUpdates"/>.
/// </summary>
public interface IArtifactStore
{
    /// <summary>Writes where nothing is. If the same bytes are already there, the result is <see cref="PutOutcome.Same"/>; other bytes are kept and reported.</summary>
    Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the artifact if it still has <paramref name="ifVersion"/> (null: if it is absent), also against writers in other processes; for files that grow, such as the
    /// day's plan.
    /// </summary>
    Task<PutOutcome> PutIfUnchangedAsync(string path, ReadOnlyMemory<byte> content, string? ifVersion, CancellationToken cancellationToken);

    /// <summary>
    /// Adds whole lines, each with its line feed, at the end of an artifact, which is made if it is absent. Of several writers each one's lines are there once and together, in
    /// some order. A store that has a cheaper way than to write the whole artifact anew takes it.
    /// </summary>
    /// <exception cref="ArtifactBusyException">Other writers changed it at every try.</exception>
    Task AppendLinesAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        this.UpdateAsync(path, there => there.With(content.Span), cancellationToken);

    /// <summary>Null if there is none.</summary>
    Task<Artifact?> GetAsync(string path, CancellationToken cancellationToken);

    /// <summary>
    /// What tells whether an artifact has changed since the last look, without its content where the store can do without; null if there is none. It may also change when the
    /// bytes do not.
    /// </summary>
    async Task<string?> StampAsync(string path, CancellationToken cancellationToken) =>
        (await GetAsync(path, cancellationToken).ConfigureAwait(false))?.Version;

    /// <summary>Paths that start with <paramref name="prefix"/>, in ordinal order.</summary>
    Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>
    /// The same with what tells whether each has changed since the last look (<see cref="StampAsync"/>), without their contents where the store can do without.
    /// </summary>
    async Task<IReadOnlyList<StampedArtifact>> StampsAsync(string prefix, CancellationToken cancellationToken)
    {
        var stamped = new List<StampedArtifact>();
        foreach (var path in await ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            if (await StampAsync(path, cancellationToken).ConfigureAwait(false) is { } stamp)
                stamped.Add(new StampedArtifact(path, stamp));
        }
        return stamped;
    }

    /// <summary>
    /// All artifacts whose paths start with <paramref name="prefix"/>, in ordinal order of the paths; one that is deleted meanwhile may be missing. A store that need not read again
    /// what has not changed since it was last read does not.
    /// </summary>
    async Task<IReadOnlyList<StoredArtifact>> ReadAllAsync(string prefix, CancellationToken cancellationToken)
    {
        var paths = await ListAsync(prefix, cancellationToken).ConfigureAwait(false);
        var found = await Task.WhenAll(paths.Select(path => GetAsync(path, cancellationToken))).ConfigureAwait(false);
        return [.. paths.Zip(found).Where(pair => pair.Second is not null).Select(pair => new StoredArtifact(pair.First, pair.Second!))];
    }

    /// <summary>Names of the folders directly below <paramref name="prefix"/> (<c>""</c> or ending in <c>/</c>), in ordinal order; what lies in them is not looked at.</summary>
    Task<IReadOnlyList<string>> FoldersAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Deletes an artifact; false if there is none. For what is older than it is kept; a fact of a race is never deleted before.</summary>
    Task<bool> DeleteAsync(string path, CancellationToken cancellationToken);
}

/// <summary>What became of a write.</summary>
public enum PutOutcome
{
    Written,

    /// <summary>The same bytes were already there.</summary>
    Same,

    /// <summary>Other bytes were already there; they were kept.</summary>
    Conflict,
}

/// <param name="Content">The bytes.</param>
/// <param name="Version">Changes whenever the bytes do; for <see cref="IArtifactStore.PutIfUnchangedAsync"/>.</param>
public sealed record Artifact(ReadOnlyMemory<byte> Content, string Version);

/// <param name="Path">Where it lies.</param>
/// <param name="Stamp">Another one once it has changed.</param>
public sealed record StampedArtifact(string Path, string Stamp);

/// <param name="Path">Where it lies.</param>
/// <param name="Artifact">What lies there.</param>
public sealed record StoredArtifact(string Path, Artifact Artifact);
