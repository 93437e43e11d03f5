using System.Collections.Concurrent;
using Hippique.Sources.Http;

namespace Hippique.Sources.Pmu;

/// <summary>The last programme of each of the last days that were asked for: many races that want it at once wait for one request.</summary>
internal sealed class DayCache(TimeProvider clock, IClockActivity activity)
{
    /// <summary>Above the age by which a look is judged: how late one may come that still goes by its planned instant.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMinutes(1);

    /// <summary>Today, tomorrow and the days whose results are still asked for; a programme is a megabyte.</summary>
    private const int MaxDays = 4;

    private readonly ConcurrentDictionary<DateOnly, Entry> _days = new();

    /// <summary>
    /// The programme, fetched where the last one was fetched for a moment more than <paramref name="age"/> ago; a failure is not kept. The moments of looks are those for
    /// which they were planned, so that a replay, in which every look comes in time, shares the same programmes. A fetch for which somebody more urgent waits becomes as urgent.
    /// </summary>
    public async Task<SourceAnswer<PmuProgramme>> GetAsync(
        DateOnly date,
        DateTimeOffset moment,
        TimeSpan age,
        RequestUrgency urgency,
        Func<Urgency, Task<SourceAnswer<PmuProgramme>>> fetch,
        CancellationToken cancellationToken
    )
    {
        var entry = _days.GetOrAdd(date, _ => new Entry());
        // Whoever waits at an entry that goes keeps it for that one answer.
        while (_days.Count > MaxDays)
            _days.TryRemove(_days.Where(day => day.Key != date).MinBy(day => day.Value.FetchedAt).Key, out _);
        UrgentQueue.Place place;
        using (activity.LimiterWait())
            place = await entry.Gate.EnterAsync(new Urgency(urgency), cancellationToken).ConfigureAwait(false);
        try
        {
            if (entry.Last is { } last && moment - entry.For < age && clock.GetElapsedTime(entry.FetchedAt) < age + Lateness)
                return last;
            var answer = await fetch(place.Urgency).ConfigureAwait(false);
            if (answer is SourceAnswer<PmuProgramme>.Found)
                (entry.Last, entry.For, entry.FetchedAt) = (answer, moment, clock.GetTimestamp());
            return answer;
        }
        finally
        {
            entry.Gate.Leave(place);
        }
    }

    /// <summary>The next call fetches the programme, whatever its age: the last one lacks something.</summary>
    public void Forget(DateOnly date) => _days.TryRemove(date, out _);

    private sealed class Entry
    {
        public UrgentQueue Gate { get; } = new(inherits: true);

        public SourceAnswer<PmuProgramme>? Last { get; set; }
        public DateTimeOffset For { get; set; }
        public long FetchedAt { get; set; }
    }
}
