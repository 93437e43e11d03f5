using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Market;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Pools;

/// <summary>
/// How a place pool moves from H-5 to the close, on races whose stakes were seen at both moments: what became of the share of each placed horse, by what the analysis expects of a winner
/// (<see cref="PlaceMoveFit"/>).
/// </summary>
public static class PlaceMoveFits
{
    public const int FewestRaces = 150;

    /// <param name="Fits">By pool.</param>
    /// <param name="Estimates">Of the same pools.</param>
    public sealed record Result(IReadOnlyList<PlaceMoveFit> Fits, IReadOnlyList<Estimate> Estimates);

    /// <param name="races">Both moments of each race, in any order.</param>
    /// <param name="model">Exponents, laws and what is expected of winners.</param>
    /// <param name="regulated">The dated tables.</param>
    public static Result Fit(IEnumerable<PoolRace> races, GpiModel model, Regulated regulated)
    {
        var (fits, estimates) = (new List<PlaceMoveFit>(), new List<Estimate>());
        foreach (var pool in Pairs(races).GroupBy(pair => pair.Early.Pool).OrderBy(group => group.Key))
        {
            var moves = pool.AsParallel().AsOrdered().Select(pair => Of(pair.Early, pair.Last, model, regulated)).ToList();
            moves.RemoveAll(race => race.Count == 0);
            if (moves.Count < FewestRaces)
                continue;
            var data = new Observations(2);
            for (var race = 0; race < moves.Count; race++)
                foreach (var (winner, placed) in moves[race])
                    data.Add([1, Math.Log(winner)], placed, race);
            var fit = LogMeanRegression.Fit(data);
            fits.Add(new PlaceMoveFit(pool.Key, fit.Coefficients[0], fit.Coefficients[1], fit.Deviation, moves.Count));
            var group = $"late money {pool.Key.Code()}, places";
            estimates.Add(new Estimate(group, "constant", fit.Coefficients[0], fit.StandardErrors[0], fit.Count));
            estimates.Add(new Estimate(group, "as much as a winner", fit.Coefficients[1], fit.StandardErrors[1], fit.Count));
            estimates.Add(new Estimate(group, "deviation of the log", fit.Deviation, null, fit.Count));
        }
        return new Result(fits, estimates);
    }

    private static IEnumerable<(PoolRace Early, PoolRace Last)> Pairs(IEnumerable<PoolRace> races) =>
        races
            .Where(race => !race.Look.Simulated)
            .GroupBy(race => (race.Pool, race.Id))
            .OrderBy(race => race.Key.Id)
            .Select(race =>
                (
                    Early: race.FirstOrDefault(one => one.Moment == PriceMoment.H5),
                    Last: race.FirstOrDefault(one => one.Moment == PriceMoment.Close)
                )
            )
            .Where(pair => pair is { Early.Withdrawn.Count: 0, Last: not null })
            .Select(pair => (pair.Early!, pair.Last!));

    /// <summary>Of each placed horse: what is expected of a winner, and its share at H-5 to its last one.</summary>
    private static List<(double Winner, double Placed)> Of(PoolRace early, PoolRace last, GpiModel model, Regulated regulated)
    {
        var moves = new List<(double, double)>();
        if (PlaceBets.Layout(early, model, regulated) is not { } before || PlaceBets.Layout(last, model, regulated) is not { } after)
            return moves;
        if (PaidPlaces.Of(early, before.Context.PlacesPaid) is not { } paid)
            return moves;
        var winners = new LateMove(before.Own, new MarketView(before.Context, before.Own)).OfWinners(
            model.WinDividend(early.Pool, before.Context.Discipline)
        );
        foreach (var number in paid.Keys)
        {
            var (then, at) = (before.Context.Field.IndexOf(number), after.Context.Field.IndexOf(number));
            if (then < 0 || at < 0 || before.Crowd.PositionOf(then) < 0)
                continue;
            var (seen, stays) = (before.Own.PlacePool!.Stakes, after.Own.PlacePool!.Stakes);
            if (seen.IsKnown(then) && stays.IsKnown(at))
                moves.Add((winners[then], seen.On[then] / seen.Total / (stays.On[at] / stays.Total)));
        }
        return moves;
    }
}
