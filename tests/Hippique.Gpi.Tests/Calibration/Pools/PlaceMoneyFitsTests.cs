using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Pools;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Calibration.Pools;

public sealed class PlaceMoneyFitsTests
{
    [Fact]
    public void Fit_PlaceMoneyThatKnows_FindsHowMuch()
    {
        var result = Fit(InventedPools.Days(60, seed: 5, noise: .4, knows: .8));
        var fit = result.Fits.ShouldHaveSingleItem();
        fit.Pool.ShouldBe(Pool.PmuInternet);
        fit.Races.ShouldBe(320);
        // Two choices a race, and a prior that draws to 0.
        fit.StandardError.ShouldBeInRange(.03, .15);
        fit.Value.ShouldBe(.8, 3 * fit.StandardError);
        result.Estimates.Select(estimate => estimate.Count).ShouldBe([640, 320]);
        result.Estimates[1].Value.ShouldBeLessThan(0);
    }

    [Fact]
    public void Fit_PlaceMoneyThatKnowsNothing_IsNearNothing()
    {
        var estimate = Fit(InventedPools.Days(60, seed: 6, noise: .4)).Estimates[0];
        Math.Abs(estimate.Value).ShouldBeLessThan(3 * estimate.StandardError!.Value);
    }

    [Fact]
    public void Fit_MoneyThatMisleadsOnTheHeldOutDays_DoesNotCount()
    {
        var days = InventedPools.Days(60, seed: 7, noise: .4, knows: .8);
        // The last third is of another world.
        var other = InventedPools.Days(60, seed: 8, noise: .4, knows: -.8).Where(race => race.Id.Date >= days[320].Id.Date);
        var result = Fit([.. days.Take(320), .. other]);
        result.Fits.ShouldBeEmpty();
        result.Estimates[1].Value.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Fit_TooFewRaces_IsNone()
    {
        var races = InventedPools.Days(13, seed: 9, noise: .4, knows: .8);
        Fit(races[..99]).Estimates.ShouldBeEmpty();
        Fit(races[..100]).Estimates.ShouldNotBeEmpty();
    }

    [Fact]
    public void Fit_RacesWithoutAnArrivalStakesOrPlaces_AreLeftOut()
    {
        var races = InventedPools.Days(13, seed: 9, noise: .4, knows: .8)[..100];
        var none = races.Select(race => race with { Arrival = [] });
        var early = races.Select(race => race with { Moment = PriceMoment.H5 });
        var simulated = races.Select(race => race with { Look = race.Look with { Simulated = true } });
        var without = races.Select(race => race with { Look = race.Look with { Pools = [] } });
        foreach (var bad in (IEnumerable<PoolRace>[])[none, early, simulated, without])
            Fit(bad).Estimates.ShouldBeEmpty();
        // The same race twice is one.
        Fit(races.Concat(races)).Estimates[0].Count.ShouldBe(Fit(races).Estimates[0].Count);
    }

    [Fact]
    public void Fit_AfterADeadHeat_NoChoiceIsKnown()
    {
        var races = InventedPools.Days(13, seed: 9, noise: .4);
        var heats = races.Select(race => race with { Arrival = [race.Arrival[0], [.. race.Arrival[1], .. race.Arrival[2]]] });
        Fit(heats).Estimates.ShouldBeEmpty();
        var second = races.Select(race => race with { Arrival = [race.Arrival[0], race.Arrival[1]] });
        var all = Fit(second).Estimates;
        (all[0].Count + all[1].Count).ShouldBe(races.Count);
    }

    private static PlaceMoneyFits.Result Fit(IEnumerable<PoolRace> races) => PlaceMoneyFits.Fit(races, Models.ByHand, Regulated.Default);
}
