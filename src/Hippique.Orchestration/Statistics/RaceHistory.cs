using Hippique.Racing;

namespace Hippique.Orchestration.Statistics;

/// <summary>
/// The record of past races, indexed by day: the statistics for a race use only days before its own, whatever else the record holds. Immutable; may be shared between threads.
/// </summary>
public sealed class RaceHistory
{
    private const int TimesKept = 3;

    public static readonly RaceHistory Empty = new([]);

    private readonly Dictionary<(DisciplineFamily, string), DayTally> _jockeys = [];
    private readonly Dictionary<(DisciplineFamily, string), DayTally> _trainers = [];
    private readonly Dictionary<(DisciplineFamily, string), DayTally> _owners = [];
    private readonly Dictionary<DisciplineFamily, DayTally> _families = [];
    private readonly Dictionary<(DisciplineFamily, string), List<(int Day, double Seconds)>> _times = [];
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _people = new(StringComparer.Ordinal);

    /// <param name="races">In any order; of two with the same day and number the first counts.</param>
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

    /// <summary>The statistics of each runner of the card on the morning of its day; empty if no earlier race of the family is on record.</summary>
    public IReadOnlyList<RunnerStatistics> Of(RaceCard card)
    {
        var family = card.Discipline.Family();
        var day = card.Id.Date.DayNumber;
        if (!_families.TryGetValue(family, out var all) || all.Before(day) is not { Starts: > 0 } everybody)
            return [];
        var rate = (double)everybody.Wins / everybody.Starts;
        return [.. card.Runners.Select(runner => Of(runner, family, day, rate))];
    }

    private RunnerStatistics Of(Runner runner, DisciplineFamily family, int day, double rate)
    {
        var jockey = Sums(_jockeys, family, runner.Jockey, day);
        var trainer = Sums(_trainers, family, runner.Trainer, day);
        return new RunnerStatistics
        {
            Number = runner.Number,
            Jockey = Record(jockey, rate),
            Trainer = Record(trainer, rate),
            JockeyMove = jockey.MeanMove,
            TrainerMove = trainer.MeanMove,
            OwnerMove = Sums(_owners, family, runner.Owner, day).MeanMove,
            Times = Times(family, runner.Horse, day),
        };
    }

    private static WinRecord? Record(DayTally.Sums sums, double rate) =>
        sums.Starts == 0 ? null : new WinRecord(sums.Starts, sums.Wins, rate, StatisticsOrigin.OwnRecord);

    private static DayTally.Sums Sums(
        Dictionary<(DisciplineFamily, string), DayTally> people,
        DisciplineFamily family,
        string? name,
        int day
    ) => people.TryGetValue((family, Names.Person(name)), out var tally) ? tally.Before(day) : default;

    private List<double> Times(DisciplineFamily family, string horse, int day)
    {
        var latest = new List<double>();
        if (!_times.TryGetValue((family, Names.Horse(horse)), out var times))
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
        var moves = PriceMoves.Of(race.Runners);
        for (var i = 0; i < race.Runners.Count; i++)
        {
            var runner = race.Runners[i];
            var move = moves?[i];
            Of(_families, race.Family).Add(day, runner.Won, move);
            Count(_jockeys, runner.Jockey);
            Count(_trainers, runner.Trainer);
            Count(_owners, runner.Owner);
            if (runner.SecondsPerKm is { } seconds)
                Of(_times, (race.Family, Key(runner.Horse))).Add((day, seconds));

            void Count(Dictionary<(DisciplineFamily, string), DayTally> people, string? name)
            {
                if (PersonKey(name) is { Length: > 0 } key)
                    Of(people, (race.Family, key)).Add(day, runner.Won, move);
            }
        }
    }

    /// <summary>Cached, because the same few thousand names occur in every race.</summary>
    private string PersonKey(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return "";
        if (!_people.TryGetValue(name, out var key))
            _people.Add(name, key = Names.Person(name));
        return key;
    }

    private string Key(string name)
    {
        if (!_keys.TryGetValue(name, out var key))
            _keys.Add(name, key = Names.Horse(name));
        return key;
    }

    private static TValue Of<TKey, TValue>(Dictionary<TKey, TValue> table, TKey key)
        where TKey : notnull
        where TValue : new()
    {
        if (!table.TryGetValue(key, out var value))
            table.Add(key, value = new TValue());
        return value;
    }
}
