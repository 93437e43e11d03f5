using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;

namespace Hippique.Orchestration.Calibration;

/// <summary>Makes the input of the fits from recorded races. Statistics come from the record's earlier days only.</summary>
public static class CalibrationRaces
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(7);

    /// <summary>A reference price that is stamped later than this before the price of H-5 is that price: the move between the two would be measured as none.</summary>
    private static readonly TimeSpan ReferenceBeforeH5 = TimeSpan.FromMinutes(2);

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
        var places = Regulated.Default.PlacesPaid(race.Card.Id.Date, FieldSize.Of(race.Card));
        var h30 = Seen(pool, race.Card.Off, Phase.H30);
        var h5 = Seen(pool, race.Card.Off, Phase.H5);
        return new CalibrationRace
        {
            Id = race.Card.Id,
            Pool = pool.Pool,
            Discipline = race.Card.Discipline,
            Starters = starters,
            Declared = race.Card.Declared,
            Statistics = [.. starters.Select(runner => statistics.GetValueOrDefault(runner.Number))],
            H30 = Odds(h30?.Win ?? Reference(pool, h5?.At ?? race.Card.Off - Phase.H5.BeforeOff()), index),
            IsH30Seen = h30 is not null || pool.IsReferenceOfH30(race.Card.Off),
            H5 = Whole(Odds(h5?.Win ?? [], index)),
            Close = Whole(Odds(pool.Close, index)),
            OtherClose = race.Pools.Count > 1 ? Whole(Odds(race.Pools[1].Close, index)) : null,
            Order = Order(result.Arrival, index),
            Placed = Placed(result.Arrival, index, places),
            Dividends = result.ZEturf,
        };
    }

    private static RecordedState? Seen(RecordedPool pool, DateTimeOffset off, Phase phase)
    {
        var at = off - phase.BeforeOff();
        return pool.Live.LastOrDefault(state => state.At <= at) is { } state && at - state.At <= MaxAge ? state : null;
    }

    /// <summary>Reference prices without a stamp are believed; a file that stamps none would else have no early prices.</summary>
    private static IReadOnlyList<WinPrice> Reference(RecordedPool pool, DateTimeOffset h5) =>
        pool.ReferenceAt > h5 - ReferenceBeforeH5 ? [] : pool.Reference;

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
