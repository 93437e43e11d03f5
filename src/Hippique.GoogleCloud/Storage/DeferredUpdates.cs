using Hippique.Orchestration.Artifacts;

namespace Hippique.GoogleCloud.Storage;

/// <summary>
/// Small artifacts that change often, kept in memory between two saves. The changes themselves are kept, not only what came of them: a save makes them again from what is in the
/// store by then, which another process may have written.
/// </summary>
/// <param name="store">Where they are saved.</param>
/// <param name="clock">Of the age of what was read.</param>
/// <param name="maxAge">After which an artifact is read again, since another process may have changed it.</param>
internal sealed class DeferredUpdates(IArtifactStore store, TimeProvider clock, TimeSpan maxAge) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _saving = new(1, 1);

    /// <summary>As it is with the changes that are not yet saved; null: nothing is there. What was never changed here comes from the store.</summary>
    /// <exception cref="ArtifactException">It cannot be read, and nothing is known of it.</exception>
    public async Task<ReadOnlyMemory<byte>?> GetAsync(string path, CancellationToken cancellationToken)
    {
        Kept? kept;
        lock (_gate)
            kept = _kept.GetValueOrDefault(path);
        return kept is null
            ? (await store.GetAsync(path, cancellationToken).ConfigureAwait(false))?.Content
            : await ReadAsync(path, kept, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Never fails because of the store: what cannot be read now is changed when it can.</summary>
    public async Task UpdateAsync(string path, Func<ReadOnlyMemory<byte>?, byte[]> next, CancellationToken cancellationToken)
    {
        Kept kept;
        bool isFresh;
        lock (_gate)
        {
            if (!_kept.TryGetValue(path, out kept!))
                _kept[path] = kept = new Kept();
            isFresh = IsFresh(kept);
        }
        try
        {
            if (!isFresh)
                await ReadAsync(path, kept, cancellationToken).ConfigureAwait(false);
        }
        // The change counts from nothing until the store answers; the save makes it again.
        catch (ArtifactException) { }
        lock (_gate)
        {
            kept.Value = next(kept.Value);
            kept.Pending.Add(next);
        }
    }

    /// <summary>Saves what was changed before the call.</summary>
    /// <param name="path">Only that; null: all.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    /// <exception cref="ArtifactException">Of one that could not be saved; the others were, and it is kept.</exception>
    public async Task SaveAsync(string? path, CancellationToken cancellationToken)
    {
        await _saving.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            List<(string Path, Kept Kept)> changed;
            lock (_gate)
                changed =
                [
                    .. _kept
                        .Where(pair => pair.Value.Pending.Count > 0 && (path is null || pair.Key == path))
                        .Select(pair => (pair.Key, pair.Value)),
                ];
            await Task.WhenAll(changed.Select(one => SaveAsync(one.Path, one.Kept, cancellationToken))).ConfigureAwait(false);
        }
        finally
        {
            _saving.Release();
        }
    }

    /// <summary>What was saved is read again when it is next asked for.</summary>
    public void Forget(string path)
    {
        lock (_gate)
        {
            if (_kept.TryGetValue(path, out var kept) && kept.Pending.Count == 0)
                _kept.Remove(path);
        }
    }

    public void Dispose() => _saving.Dispose();

    private async Task SaveAsync(string path, Kept kept, CancellationToken cancellationToken)
    {
        Func<ReadOnlyMemory<byte>?, byte[]>[] changes;
        lock (_gate)
            changes = [.. kept.Pending];
        ReadOnlyMemory<byte>? saved = null;
        await store
            .UpdateAsync(
                path,
                there =>
                {
                    saved = changes.Aggregate(there?.Content, (value, change) => change(value));
                    return saved!.Value.ToArray();
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        lock (_gate)
        {
            kept.Pending.RemoveRange(0, changes.Length);
            kept.Saves++;
            kept.Set(saved, clock.GetTimestamp());
        }
    }

    private async Task<ReadOnlyMemory<byte>?> ReadAsync(string path, Kept kept, CancellationToken cancellationToken)
    {
        int saves;
        lock (_gate)
        {
            if (kept.IsKnown && IsFresh(kept))
                return kept.Value;
            saves = kept.Saves;
        }
        try
        {
            var there = await store.GetAsync(path, cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                // A save in between knows better what is there.
                if (kept.Saves == saves)
                    kept.Set(there?.Content, clock.GetTimestamp());
                return kept.Value;
            }
        }
        catch (ArtifactException)
        {
            lock (_gate)
            {
                kept.ReadAt = clock.GetTimestamp();
                // Old, but not wrong by more than other processes have done since.
                if (kept.IsKnown)
                    return kept.Value;
            }
            throw;
        }
    }

    private bool IsFresh(Kept kept) => kept.ReadAt is { } at && clock.GetElapsedTime(at) < maxAge;

    private sealed class Kept
    {
        public List<Func<ReadOnlyMemory<byte>?, byte[]>> Pending { get; } = [];

        public ReadOnlyMemory<byte>? Value { get; set; }

        /// <summary>Whether it was ever read or saved.</summary>
        public bool IsKnown { get; private set; }

        /// <summary>When it was read, or could not be.</summary>
        public long? ReadAt { get; set; }

        public int Saves { get; set; }

        /// <summary>What is in the store, and behind it what is not yet.</summary>
        public void Set(ReadOnlyMemory<byte>? there, long at)
        {
            Value = Pending.Aggregate(there, (value, change) => change(value));
            (IsKnown, ReadAt) = (true, at);
        }
    }
}
