using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Pools;

/// <summary>
/// What the money in a pool's places adds to the law of the finishing order: who comes in next among those left, by the law's weight times <c>r^β</c>, on the last stakes of past races
/// (<see cref="PlaceMoneyFit"/>). The last third of the days is held out; β counts if it predicts the places there better than 0.
/// </summary>
public static class PlaceMoneyFits
{
    /// <summary>Of which two thirds of the days are learnt from.</summary>
    public const int FewestRaces = 100;

    /// <summary>Precision of the prior of β: a standard deviation of .5 about 0.</summary>
    private const double Precision = 4;

    /// <summary>Fixes the law's weight at its own value.</summary>
    private const double Fixed = 1e12;

    /// <param name="Fits">By pool; those that count.</param>
    /// <param name="Estimates">Of every pool with enough races.</param>
    public sealed record Result(IReadOnlyList<PlaceMoneyFit> Fits, IReadOnlyList<Estimate> Estimates);

    /// <param name="races">Stakes of the close count, whatever else is among them.</param>
    /// <param name="model">Exponents and laws.</param>
    /// <param name="regulated">The dated tables.</param>
    /// <param name="fewest">Races of a pool, under which nothing is fitted.</param>
    public static Result Fit(IEnumerable<PoolRace> races, GpiModel model, Regulated regulated, int fewest = FewestRaces)
    {
        var (fits, estimates) = (new List<PlaceMoneyFit>(), new List<Estimate>());
        foreach (var pool in Placings(races, model, regulated).GroupBy(race => race.Pool).OrderBy(group => group.Key))
        {
            List<Placing> all = [.. pool];
            if (all.Count < fewest)
                continue;
            var from = HeldOutFrom(all);
            var (learn, judge) = (Sets(all.Where(race => race.Day < from)), Sets(all.Where(race => race.Day >= from)));
            var fit = ConditionalLogit.Fit(learn, [Fixed, Precision], [1, 0]);
            var (beta, error) = (fit.Weights[1], fit.StandardErrors[1]);
            var gain = ConditionalLogit.LogLosses(judge, [1, beta]).Average() - ConditionalLogit.LogLosses(judge, [1, 0]).Average();
            var group = $"place money {pool.Key.Code()}";
            estimates.Add(new Estimate(group, "exponent of the ratio", beta, error, fit.Sets));
            estimates.Add(new Estimate($"{group}, held-out loss", "with it less without", gain, null, judge.Count));
            if (gain < 0)
                fits.Add(new PlaceMoneyFit(pool.Key, beta, error, all.Count(race => race.Day < from)));
        }
        return new Result(fits, estimates);
    }

    private static DateOnly HeldOutFrom(List<Placing> races)
    {
        DateOnly[] days = [.. races.Select(race => race.Day).Distinct().Order()];
        return days[days.Length * 2 / 3];
    }

    private static ParallelQuery<Placing> Placings(IEnumerable<PoolRace> races, GpiModel model, Regulated regulated) =>
        races
            .Where(race => race is { Moment: PriceMoment.Close, Arrival.Count: > 1, Look.Simulated: false })
            .DistinctBy(race => (race.Pool, race.Id))
            .OrderBy(race => race.Id)
            .AsParallel()
            .AsOrdered()
            .Select(race => Of(race, model, regulated))
            .OfType<Placing>();

    /// <summary>The choices of second and, where it is paid, third; null if the stakes say nothing of them.</summary>
    private static Placing? Of(PoolRace race, GpiModel model, Regulated regulated)
    {
        if (PlaceBets.Layout(race, model, regulated) is not { } layout)
            return null;
        var (places, crowd, field) = (layout.Own.PlacePool!, layout.Crowd, layout.Context.Field);
        var logs = PlaceMoney.Ratios(places, crowd).Select(ratio => Math.Log(ratio)).ToArray();
        var law = model.OrderLaw(race.Pool, layout.Context.Discipline, crowd.Exponent);
        var (choices, before) = (new List<(double[], int)>(), new List<int>());
        foreach (var place in race.Arrival.Take(Math.Min(layout.Context.PlacesPaid, 3)))
        {
            // Who came in after a dead heat, or after a horse without a price, says nothing of a place of its own.
            if (place.Count != 1 || field.IndexOf(place[0]) is var next && (next < 0 || crowd.PositionOf(next) < 0))
                break;
            if (before.Count > 0 && Choice(crowd, before.Count == 1 ? law.Second : law.Third, logs, before, next) is { } choice)
                choices.Add(choice);
            before.Add(next);
        }
        return choices.Count == 0 ? null : new Placing(race.Pool, race.Id.Date, choices);
    }

    /// <summary>Rows of <c>ln weight, ln r</c> of those left, and which of them came in; null if only one is left.</summary>
    private static (double[] Rows, int Chosen)? Choice(PoolOrders crowd, PlaceWeight weight, double[] logs, List<int> before, int next)
    {
        var (rows, chosen) = (new List<double>(), -1);
        for (var i = 0; i < logs.Length; i++)
        {
            if (crowd.PositionOf(i) is not (>= 0 and var at) || before.Contains(i))
                continue;
            if (i == next)
                chosen = rows.Count / 2;
            rows.Add(Math.Log(weight.Of(crowd.Orders.Win(at))));
            rows.Add(logs[i]);
        }
        return rows.Count > 2 ? ([.. rows], chosen) : null;
    }

    private static ChoiceSets Sets(IEnumerable<Placing> races)
    {
        var sets = new ChoiceSets(2);
        foreach (var (rows, chosen) in races.SelectMany(race => race.Choices))
            sets.Add(rows, chosen);
        return sets;
    }

    private sealed record Placing(Pool Pool, DateOnly Day, IReadOnlyList<(double[] Rows, int Chosen)> Choices);
}
