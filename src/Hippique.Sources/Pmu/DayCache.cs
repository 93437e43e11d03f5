using System.Collections.Concurrent;
using Hippique.Sources.Http;

namespace Hippique.Sources.Pmu;

/// <summary>The last programme of each day that was asked for: many races that want it at once wait for one request.</summary>
internal sealed class DayCache(TimeProvider clock, IClockActivity activity)
{
    private readonly ConcurrentDictionary<DateOnly, Entry> _days = new();

    /// <summary>The programme, fetched where the last one is older than <paramref name="age"/>; a failure is not kept.</summary>
    public async Task<SourceAnswer<PmuProgramme>> GetAsync(
        DateOnly date,
        TimeSpan age,
        Func<Task<SourceAnswer<PmuProgramme>>> fetch,
        CancellationToken cancellationToken
    )
    {
        var entry = _days.GetOrAdd(date, _ => new Entry());
        using (activity.LimiterWait())
            await entry.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (entry.Last is { } last && clock.GetElapsedTime(entry.FetchedAt) < age)
                return last;
            var answer = await fetch().ConfigureAwait(false);
            if (answer is SourceAnswer<PmuProgramme>.Found)
                (entry.Last, entry.FetchedAt) = (answer, clock.GetTimestamp());
            return answer;
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);
        public SourceAnswer<PmuProgramme>? Last { get; set; }
        public long FetchedAt { get; set; }
    }
}
