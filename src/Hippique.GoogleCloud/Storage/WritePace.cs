namespace Hippique.GoogleCloud.Storage;

/// <summary>One change of an object at a time, and the rest of a second between two.</summary>
internal sealed class WritePace(TimeProvider clock, TimeSpan between)
{
    /// <summary>More objects than a process changes in a second; above it, those that may be changed again at once are forgotten.</summary>
    private const int MaxKept = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Objects of which the last change is remembered.</summary>
    public int Kept
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>Waits until nobody else in this process changes the object.</summary>
    public async Task<Turn> TakeAsync(string name, CancellationToken cancellationToken)
    {
        Entry entry;
        lock (_gate)
        {
            if (_entries.Count >= MaxKept)
                Prune();
            if (!_entries.TryGetValue(name, out entry!))
                _entries[name] = entry = new Entry();
            entry.Users++;
        }
        try
        {
            await entry.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Leave(entry);
            throw;
        }
        return new Turn(this, entry);
    }

    private TimeSpan Rest(Entry entry) => entry.Changed is { } last ? between - clock.GetElapsedTime(last) : TimeSpan.Zero;

    private void Leave(Entry entry)
    {
        lock (_gate)
            entry.Users--;
    }

    private void Prune()
    {
        foreach (var (name, entry) in _entries.Where(pair => pair.Value.Users == 0 && Rest(pair.Value) <= TimeSpan.Zero).ToList())
        {
            _entries.Remove(name);
            entry.Gate.Dispose();
        }
    }

    /// <summary>The right to change one object, until it is given back.</summary>
    internal sealed class Turn(WritePace pace, Entry entry) : IDisposable
    {
        /// <summary>What this process left there last; null: not known.</summary>
        public long? Known => entry.Generation;

        public Task RestAsync(CancellationToken cancellationToken) =>
            BucketRetry.SleepAsync(pace.Clock, pace.Rest(entry), cancellationToken);

        /// <param name="generation">What is there now; 0: nothing; null: not known, and the change may have happened.</param>
        public void Changed(long? generation) => (entry.Changed, entry.Generation) = (pace.Clock.GetTimestamp(), generation);

        public void Dispose()
        {
            entry.Gate.Release();
            pace.Leave(entry);
        }
    }

    internal sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);
        public int Users { get; set; }
        public long? Changed { get; set; }
        public long? Generation { get; set; }
    }

    private TimeProvider Clock => clock;
}
