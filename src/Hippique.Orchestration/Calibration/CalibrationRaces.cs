using Hippique.Gpi.Calibration;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;

namespace Hippique.Orchestration.Calibration;

/// <summary>Makes the input of the fits from recorded races. Statistics come from the record's earlier days only.</summary>
public static class CalibrationRaces
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(7);

    /// <summary>The races of one day that have a result; the others cannot be fitted on.</summary>
    public static IEnumerable<CalibrationRace> Of(RecordedDay day, RaceHistory history) =>
        day.Races.Where(race => race.Result is not null).Select(race => Of(race, history));

    /// <summary>One race with a result.</summary>
    public static CalibrationRace Of(RecordedRace race, RaceHistory history)
    {
        var result = race.Result ?? throw new ArgumentException("the race has no result", nameof(race));
        Runner[] starters = [.. race.Card.Runners.Where(runner => !runner.NonRunner)];
        var index = new Dictionary<int, int>();
        for (var i = 0; i < starters.Length; i++)
            index[starters[i].Number] = i;
        var statistics = history.Of(race.Card).ToDictionary(known => known.Number);
        var pool = race.Pools[0];
        var places =
            starters.Length >= 8 ? 3
            : starters.Length >= 4 ? 2
            : 0;
        return new CalibrationRace
        {
            Id = race.Card.Id,
            Pool = pool.Pool,
            Discipline = race.Card.Discipline,
            Starters = starters,
            Statistics = [.. starters.Select(runner => statistics.GetValueOrDefault(runner.Number))],
            H30 = Odds(Seen(pool, race.Card.Off, Phase.H30) ?? pool.Reference, index),
            H5 = Whole(Odds(Seen(pool, race.Card.Off, Phase.H5) ?? [], index)),
            Close = Whole(Odds(pool.Close, index)),
            OtherClose = race.Pools.Count > 1 ? Whole(Odds(race.Pools[1].Close, index)) : null,
            Order = Order(result.Arrival, index),
            Placed = Placed(result.Arrival, index, places),
            Dividends = result.ZEturf,
        };
    }

    private static IReadOnlyList<WinPrice>? Seen(RecordedPool pool, DateTimeOffset off, Phase phase)
    {
        var at = off - phase.BeforeOff();
        return pool.Live.LastOrDefault(state => state.At <= at) is { } state && at - state.At <= MaxAge ? state.Win : null;
    }

    private static double[] Odds(IReadOnlyList<WinPrice> prices, Dictionary<int, int> index)
    {
        var odds = new double[index.Count];
        Array.Fill(odds, double.NaN);
        foreach (var price in prices)
        {
            if (price.Odds.Value > 1 && index.TryGetValue(price.Number, out var i))
                odds[i] = price.Odds.Value;
        }
        return odds;
    }

    private static double[]? Whole(double[] odds) => odds.Length > 1 && !odds.Any(double.IsNaN) ? odds : null;

    private static List<int> Order(IReadOnlyList<IReadOnlyList<int>> arrival, Dictionary<int, int> index)
    {
        var order = new List<int>();
        foreach (var place in arrival.Take(4))
        {
            if (place.Count != 1 || !index.TryGetValue(place[0], out var i))
                break;
            order.Add(i);
        }
        return order;
    }

    private static List<int> Placed(IReadOnlyList<IReadOnlyList<int>> arrival, Dictionary<int, int> index, int places)
    {
        var placed = new List<int>();
        var before = 0;
        foreach (var group in arrival)
        {
            if (before >= places)
                break;
            foreach (var number in group)
            {
                if (index.TryGetValue(number, out var i))
                    placed.Add(i);
            }
            before += group.Count;
        }
        return placed;
    }
}
