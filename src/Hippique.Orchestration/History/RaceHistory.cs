using Hippique.Racing;

namespace Hippique.Orchestration.History;

/// <summary>
/// The record of past races, indexed by day: a race sees only days before its own, whatever else the record holds. Immutable; may be shared between threads.
/// </summary>
public sealed class RaceHistory
{
    private const int TimesKept = 3;

    public static readonly RaceHistory Empty = new([]);

    private readonly Dictionary<(DisciplineFamily, string), Tally> _jockeys = [];
    private readonly Dictionary<(DisciplineFamily, string), Tally> _trainers = [];
    private readonly Dictionary<DisciplineFamily, Tally> _families = [];
    private readonly Dictionary<(DisciplineFamily, string), List<(int Day, double Seconds)>> _times = [];

    /// <param name="races">In any order; of two with the same name the first counts.</param>
    public RaceHistory(IEnumerable<PastRace> races)
    {
        var seen = new HashSet<(DateOnly, string)>();
        foreach (var race in races.OrderBy(race => race.Date))
        {
            if (seen.Add((race.Date, race.Race)))
                Add(race);
        }
        Races = seen.Count;
    }

    public int Races { get; }

    /// <summary>What is known of each runner of the card on the morning of its day.</summary>
    public IReadOnlyList<RunnerStatistics> Of(RaceCard card)
    {
        var family = card.Discipline.Family();
        var day = card.Id.Date.DayNumber;
        if (!_families.TryGetValue(family, out var all) || all.Before(day) is not { Starts: > 0 } everybody)
            return [];
        var rate = (double)everybody.Wins / everybody.Starts;
        return
        [
            .. card.Runners.Select(runner => new RunnerStatistics
            {
                Number = runner.Number,
                Jockey = Record(_jockeys, family, runner.Jockey, day, rate),
                Trainer = Record(_trainers, family, runner.Trainer, day, rate),
                Times = Times(family, runner.Horse, day),
            }),
        ];
    }

    private static WinRecord? Record(
        Dictionary<(DisciplineFamily, string), Tally> people,
        DisciplineFamily family,
        string? name,
        int day,
        double rate
    )
    {
        var key = NameKey.Of(name);
        if (key.Length == 0 || !people.TryGetValue((family, key), out var tally))
            return null;
        var (starts, wins) = tally.Before(day);
        return starts == 0 ? null : new WinRecord(starts, wins, rate, StatisticsOrigin.OwnRecord);
    }

    private List<double> Times(DisciplineFamily family, string horse, int day)
    {
        var latest = new List<double>();
        if (!_times.TryGetValue((family, NameKey.Of(horse)), out var times))
            return latest;
        for (var i = times.Count - 1; i >= 0 && latest.Count < TimesKept; i--)
        {
            if (times[i].Day < day)
                latest.Add(times[i].Seconds);
        }
        return latest;
    }

    private void Add(PastRace race)
    {
        var day = race.Date.DayNumber;
        var family = Of(_families, race.Family);
        foreach (var runner in race.Runners)
        {
            family.Add(day, runner.Won);
            if (NameKey.Of(runner.Jockey) is { Length: > 0 } jockey)
                Of(_jockeys, (race.Family, jockey)).Add(day, runner.Won);
            if (NameKey.Of(runner.Trainer) is { Length: > 0 } trainer)
                Of(_trainers, (race.Family, trainer)).Add(day, runner.Won);
            if (runner.SecondsPerKm is { } seconds)
                Of(_times, (race.Family, NameKey.Of(runner.Horse))).Add((day, seconds));
        }
    }

    private static TValue Of<TKey, TValue>(Dictionary<TKey, TValue> table, TKey key)
        where TKey : notnull
        where TValue : new()
    {
        if (!table.TryGetValue(key, out var value))
            table.Add(key, value = new TValue());
        return value;
    }

    /// <summary>Starts and wins up to and with each day that had any.</summary>
    private sealed class Tally
    {
        private readonly List<(int Day, int Starts, int Wins)> _days = [];

        public void Add(int day, bool won)
        {
            var (lastDay, starts, wins) = _days.Count > 0 ? _days[^1] : default;
            var next = (day, starts + 1, wins + (won ? 1 : 0));
            if (_days.Count > 0 && lastDay == day)
                _days[^1] = next;
            else
                _days.Add(next);
        }

        public (int Starts, int Wins) Before(int day)
        {
            int low = 0,
                high = _days.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_days[middle].Day < day)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low == 0 ? default : (_days[low - 1].Starts, _days[low - 1].Wins);
        }
    }
}
