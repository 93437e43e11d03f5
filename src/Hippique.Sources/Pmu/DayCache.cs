using System.Collections.Concurrent;
using Hippique.Sources.Http;

namespace Hippique.Sources.Pmu;

/// <summary>The last programme of each day that was asked for: many races that want it at once wait for one request.</summary>
internal sealed class DayCache(TimeProvider clock, IClockActivity activity)
{
    /// <summary>Above the age by which a look is judged: how late one may come that still goes by its planned instant.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<DateOnly, Entry> _days = new();

    /// <summary>
    /// The programme, fetched where the last one was fetched for a moment more than <paramref name="age"/> ago; a failure is not kept. The moments of looks are those for
    /// which they were planned, so that a replay, in which every look comes in time, shares the same programmes.
    /// </summary>
    public async Task<SourceAnswer<PmuProgramme>> GetAsync(
        DateOnly date,
        DateTimeOffset moment,
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
            if (entry.Last is { } last && moment - entry.For < age && clock.GetElapsedTime(entry.FetchedAt) < age + Lateness)
                return last;
            var answer = await fetch().ConfigureAwait(false);
            if (answer is SourceAnswer<PmuProgramme>.Found)
                (entry.Last, entry.For, entry.FetchedAt) = (answer, moment, clock.GetTimestamp());
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
        public DateTimeOffset For { get; set; }
        public long FetchedAt { get; set; }
    }
}
