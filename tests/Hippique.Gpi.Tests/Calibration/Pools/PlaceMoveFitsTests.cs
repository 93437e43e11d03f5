using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Pools;
using Hippique.Gpi.Market;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Calibration.Pools;

public sealed class PlaceMoveFitsTests
{
    private const double Constant = -.05;
    private const double Winner = .6;

    [Fact]
    public void Fit_PoolsThatMoveByTheLaw_FindsTheLaw()
    {
        var result = Fit(Moved(20));
        var fit = result.Fits.ShouldHaveSingleItem();
        (fit.Pool, fit.Races).ShouldBe((Pool.PmuInternet, 160));
        // Stakes are whole cents of some thousand euros.
        fit.Constant.ShouldBe(Constant, .002);
        fit.Winner.ShouldBe(Winner, .01);
        fit.Deviation.ShouldBeLessThan(.01);
        result.Estimates.ShouldAllBe(estimate => estimate.Count == 480);
    }

    [Fact]
    public void Fit_TooFewRaces_IsNone() => Fit(Moved(18)).Fits.ShouldBeEmpty();

    [Fact]
    public void Fit_OneMomentAlone_OrAHorseWithdrawnSince_SaysNothing()
    {
        var races = Moved(20);
        Fit(races.Where(race => race.Moment == PriceMoment.H5)).Fits.ShouldBeEmpty();
        Fit(races.Select(race => race with { Withdrawn = [10] })).Fits.ShouldBeEmpty();
        Fit(races.Select(race => race with { Dividends = [] })).Fits.ShouldBeEmpty();
    }

    /// <summary>
    /// Races at H-5 and at the close: what lies on each placed horse grew by the law, and what lies on the others by what is left.
    /// </summary>
    private static List<PoolRace> Moved(int days)
    {
        var races = new List<PoolRace>();
        foreach (var last in InventedPools.Days(days, seed: 3))
        {
            var early = last with { Moment = PriceMoment.H5 };
            var context = PlaceBets.ContextOf(early, Models.ByHand, Regulated.Default);
            var pool = context.Pools[0];
            var late = new LateMove(pool, new MarketView(context, pool)).OfWinners(
                Models.ByHand.WinDividend(Pool.PmuInternet, Discipline.Flat)
            );
            var placed = last.Arrival.Select(place => place[0] - 1).ToHashSet();
            var shares = last.Look.Pools[0].Stakes![1].Stakes.Select(stake => stake.Amount.ToDouble() / 30_000).ToArray();
            var then = shares.ToArray();
            foreach (var i in placed)
                then[i] = shares[i] * Math.Exp(Constant + Winner * Math.Log(late[i]));
            var rest = (1 - placed.Sum(i => then[i])) / (1 - placed.Sum(i => shares[i]));
            for (var i = 0; i < then.Length; i++)
                if (!placed.Contains(i))
                    then[i] *= rest;
            var stakes = InventedPools.Stakes(BetType.SimplePlace, then, 1_000_000);
            races.Add(last);
            races.Add(
                early with
                {
                    Look = early.Look with { Pools = [early.Look.Pools[0] with { Stakes = [early.Look.Pools[0].Stakes![0], stakes] }] },
                }
            );
        }
        return races;
    }

    private static PlaceMoveFits.Result Fit(IEnumerable<PoolRace> races) => PlaceMoveFits.Fit(races, Models.ByHand, Regulated.Default);
}
