using System.Collections.Concurrent;
using Hippique.Sources.Http;

namespace Hippique.Sources.Pmu;

/// <summary>
/// The last programme of each of the last days that were asked for: many races that want it at once wait for one request. A process that was replaced by another leaves them to it
/// (<paramref name="earlier"/>).
/// </summary>
/// <param name="clock">Of the age of a programme.</param>
/// <param name="activity">Told that somebody waits for a request.</param>
/// <param name="earlier">What earlier processes fetched; null: this one's memory is all.</param>
internal sealed class DayCache(TimeProvider clock, IClockActivity activity, EarlierProgrammes? earlier = null)
{
    /// <summary>Above the age by which a look is judged: how late one may come that still goes by its planned instant.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMinutes(1);

    /// <summary>Today, tomorrow and the days whose results are still asked for; a programme is a megabyte.</summary>
    public const int MaxDays = 4;

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
            if (entry.Last is { } last && IsNewEnough(entry.For, clock.GetElapsedTime(entry.FetchedAt)))
                return last;
            // What this process knows it knows better than any note: its age is no matter of the wall clock.
            if (
                entry.Last is null
                && age > TimeSpan.Zero
                && await TakeUpAsync(date, entry, IsNewEnough, cancellationToken).ConfigureAwait(false) is { } known
            )
                return known;
            var answer = await fetch(place.Urgency).ConfigureAwait(false);
            if (answer is SourceAnswer<PmuProgramme>.Found { Value: var programme })
            {
                (entry.Last, entry.For, entry.FetchedAt) = (answer, moment, clock.GetTimestamp());
                if (earlier is not null)
                    await earlier.NoteAsync(programme, moment, cancellationToken).ConfigureAwait(false);
            }
            return answer;
        }
        finally
        {
            entry.Gate.Leave(place);
        }

        bool IsNewEnough(DateTimeOffset fetchedFor, TimeSpan fetchedAgo) => moment - fetchedFor < age && fetchedAgo < age + Lateness;
    }

    /// <summary>The next call fetches the programme, whatever its age, also of a later process: the last one lacks something.</summary>
    public async Task ForgetAsync(DateOnly date, CancellationToken cancellationToken)
    {
        _days.TryRemove(date, out _);
        if (earlier is not null)
            await earlier.ForgetAsync(date, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The programme that the process before this one fetched.</summary>
    private async Task<SourceAnswer<PmuProgramme>?> TakeUpAsync(
        DateOnly date,
        Entry entry,
        Func<DateTimeOffset, TimeSpan, bool> isNewEnough,
        CancellationToken cancellationToken
    )
    {
        if (earlier is null || await earlier.FindAsync(date, isNewEnough, cancellationToken).ConfigureAwait(false) is not { } found)
            return null;
        // From here on the age is measured as that of any other, whatever becomes of the clock.
        var fetchedAt = clock.GetTimestamp() - (long)(found.Age.TotalSeconds * clock.TimestampFrequency);
        (entry.Last, entry.For, entry.FetchedAt) = (found.Programme, found.For, fetchedAt);
        return entry.Last;
    }

    private sealed class Entry
    {
        public UrgentQueue Gate { get; } = new(inherits: true);

        public SourceAnswer<PmuProgramme>? Last { get; set; }
        public DateTimeOffset For { get; set; }
        public long FetchedAt { get; set; }
    }
}
