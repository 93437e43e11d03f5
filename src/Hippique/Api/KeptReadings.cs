using System.Collections.Concurrent;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Api;

/// <summary>
/// What is made from files of the store, kept while these stay as they are: a change of this process is seen at once, one by another program or by hand within <see cref="Look"/>.
/// What was asked for last is kept.
/// </summary>
/// <typeparam name="TKey">What is asked for.</typeparam>
/// <typeparam name="TValue">What is made.</typeparam>
internal sealed class KeptReadings<TKey, TValue>(IArtifactStore store, TimeProvider clock, int maxKept) : IDisposable
    where TKey : notnull
    where TValue : class
{
    /// <summary>How long a change by others may go unseen: the files are looked at so often, and no more often.</summary>
    internal static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TKey, Entry> _kept = new();
    private readonly SemaphoreSlim _making = new(1, 1);

    /// <summary>Grows with every change of this process.</summary>
    public required Func<TKey, long> VersionOf { get; init; }

    /// <summary>The files that it is made from; null: there is nothing to make it from.</summary>
    public required Func<TKey, CancellationToken, Task<IReadOnlyList<string>?>> FilesOf { get; init; }

    /// <summary>Makes it; null if there is nothing to make it from.</summary>
    public required Func<TKey, CancellationToken, Task<TValue?>> Make { get; init; }

    /// <summary>How many are kept.</summary>
    internal int Count => _kept.Count;

    public void Dispose() => _making.Dispose();

    /// <summary>Null if there is nothing to make it from.</summary>
    public ValueTask<TValue?> GetAsync(TKey key, CancellationToken cancellationToken) =>
        _kept.TryGetValue(key, out var entry) && entry.Version == VersionOf(key) && clock.GetElapsedTime(entry.LookedAt) < Look
            ? ValueTask.FromResult<TValue?>(entry.Value)
            : new ValueTask<TValue?>(LookAsync(key, cancellationToken));

    private async Task<TValue?> LookAsync(TKey key, CancellationToken cancellationToken)
    {
        await _making.WaitAsync(cancellationToken);
        try
        {
            // Before anything is read: a change in the meantime makes the reading old, never the other way round.
            var (version, now) = (VersionOf(key), clock.GetTimestamp());
            if (_kept.TryGetValue(key, out var entry) && entry.Version == version)
            {
                if (clock.GetElapsedTime(entry.LookedAt, now) < Look)
                    return entry.Value;
                if (await StampAsync(entry.Files, cancellationToken) == entry.Stamp)
                {
                    entry.LookedAt = now;
                    return entry.Value;
                }
            }
            return await MakeAsync(key, version, now, cancellationToken);
        }
        finally
        {
            _making.Release();
        }
    }

    private async Task<TValue?> MakeAsync(TKey key, long version, long now, CancellationToken cancellationToken)
    {
        if (await FilesOf(key, cancellationToken) is not { } files)
        {
            _kept.TryRemove(key, out _);
            return null;
        }
        var stamp = await StampAsync(files, cancellationToken);
        if (await Make(key, cancellationToken) is not { } value)
            return null;
        _kept[key] = new Entry(value, version, files, stamp) { LookedAt = now };
        while (_kept.Count > maxKept)
            _kept.TryRemove(_kept.MinBy(kept => kept.Value.LookedAt).Key, out _);
        return value;
    }

    private async Task<string> StampAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var stamps = new string?[files.Count];
        for (var i = 0; i < stamps.Length; i++)
            stamps[i] = await store.StampAsync(files[i], cancellationToken);
        return string.Join('\n', stamps);
    }

    private sealed class Entry(TValue value, long version, IReadOnlyList<string> files, string stamp)
    {
        public TValue Value => value;
        public long Version => version;
        public IReadOnlyList<string> Files => files;
        public string Stamp => stamp;

        /// <summary>When the files were looked at last, by the clock's timestamp.</summary>
        public long LookedAt { get; set; }
    }
}
