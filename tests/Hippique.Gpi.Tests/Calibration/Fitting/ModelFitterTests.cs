using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Calibration.Fitting;

public sealed class ModelFitterTests
{
    private static readonly IReadOnlyDictionary<string, FactorRules> Columns = new Dictionary<string, FactorRules>
    {
        ["v5.1"] = RuleSets.Load("gpi-v5.1").Value.FactorRules,
    };

    [Fact]
    public void Fit_RacesDrawnFromAKnownLaw_RecoversExponentAndOrders()
    {
        var races = InventedRaces.Draw(4000, exponent: 1.12, a: 0.8, b: 2, seed: 21);
        var model = Fit(races, new DateOnly(2027, 1, 1)).Model;

        var exponent = model.Exponent(Pool.PmuNational, Discipline.Harness);
        Math.Abs(exponent.Value - 1.12).ShouldBeLessThan(3.5 * exponent.StandardError!.Value);
        var law = model.OrderLaws.Single(fit => fit.Family == PoolFamily.National && fit.Discipline == ModelDiscipline.Harness);
        law.SecondA.ShouldBe(0.8, 0.12);
        law.SecondB.ShouldBe(2, 0.8);
        law.FourthA.ShouldBe(0.8, 0.12);
    }

    [Fact]
    public void Fit_HeldOutRacesReversed_FindsTheSameNumbers()
    {
        var races = InventedRaces.Draw(600, exponent: 1.1, a: 1, b: 0, seed: 22);
        var from = new DateOnly(2026, 2, 10);
        var changed = races.Select(race => race.Id.Date < from ? race : race with { Order = [.. race.Order.Reverse()] }).ToList();

        var before = Fit(races, from).Model;
        var after = Fit(changed, from).Model;

        after.Exponents.ShouldBe(before.Exponents);
        after.Weights.ShouldBe(before.Weights);
        before.Data.Races.ShouldBe(400);
        before.Data.HeldOut["pmu_national"].ShouldBe(from);
        // The scores are what the held-out races are for.
        after.Scores.ShouldNotBe(before.Scores);
    }

    [Fact]
    public void Fit_TooFewRaces_IsRefused() =>
        Should.Throw<InvalidOperationException>(() => Fit(InventedRaces.Draw(50, 1, 1, 0, seed: 3), new DateOnly(2027, 1, 1)));

    [Fact]
    public void DefaultSplit_RacesOfTwoMonths_HoldsOutTheSecond()
    {
        var races = InventedRaces.Draw(590, 1, 1, 0, seed: 4);
        FitData.DefaultSplit(races)[Pool.PmuNational].ShouldBe(new DateOnly(2026, 2, 1));
    }

    [Fact]
    public void PlaceTable_RacesDrawnFromTheLaw_IsWithinBounds()
    {
        var races = InventedRaces.Draw(1500, exponent: 1, a: 0.8, b: 1.5, seed: 31);
        var right = new OrderLaw(new(0.8, 1.5), new(0.8, 1.5), new(0.8, 1.5));
        Trot(races, right).Passed.ShouldBeTrue();
        // Harville says too much of favourites.
        Trot(races, OrderLaw.Harville).Passed.ShouldBeFalse();
    }

    /// <summary>Every place pays 2 on the days that are learnt from, and 3 on the last third: the relation is flat at 2, the bias one half.</summary>
    [Fact]
    public void Fit_PlaceDividendsOfAnotherPool_LearnsTheFirstTwoThirdsAndJudgesOnTheRest()
    {
        var races = InventedRaces.Draw(900, exponent: 1.1, a: 1, b: 0, seed: 23);
        var heldOut = races[600].Id.Date;
        // A field of the same size everywhere would leave the field's weight open.
        var places = races.Select((race, i) => Paid(i % 2 == 0 ? race : Smaller(race), race.Id.Date < heldOut ? 2 : 3)).ToList();

        var model = Fit(races, new DateOnly(2026, 3, 1), places).Model;

        var payouts = model.Payouts.Where(fit => fit.Pool == Pool.PmuInternet).ToList();
        payouts.Count.ShouldBe(5);
        foreach (var fit in payouts)
        {
            fit.Bet.ShouldBe(BetType.SimplePlace);
            fit.PricedBy.ShouldBe(Pool.PmuInternet);
            fit.AtClose.Constant.ShouldBe(Math.Log(2), 1e-6);
            fit.AtClose.LogProbability.ShouldBe(0, 1e-6);
            fit.AtClose.Squared.ShouldBe(0, 1e-6);
            // Nothing was seen at H-5.
            fit.AtH5.ShouldBe(fit.AtClose);
            fit.Value.ShouldBeInRange(2 * fit.ProbabilityLow, 2 * fit.ProbabilityHigh);
            fit.Bias.ShouldBe(0.5, 1e-6);
            fit.Shipped.ShouldBeFalse();
        }
    }

    [Fact]
    public void Fit_TooFewPlaceDividends_FitsNoneOfTheirPool()
    {
        var races = InventedRaces.Draw(300, exponent: 1.1, a: 1, b: 0, seed: 24);
        var places = races.Take(90).Select(race => Paid(race, 2)).ToList();
        Fit(races, new DateOnly(2026, 3, 1), places)
            .Estimates.ShouldNotContain(estimate => estimate.Group.Contains("pmu_internet simple_place"));
    }

    private static CalibrationRace Paid(CalibrationRace race, decimal dividend) =>
        race with
        {
            Pool = Pool.PmuInternet,
            Discipline = Discipline.Unknown,
            Dividends = [.. race.Placed.Select(i => new Dividend(BetType.SimplePlace, [race.Starters[i].Number], dividend))],
        };

    /// <summary>Without the last of the field that was not placed, which leaves ten.</summary>
    private static CalibrationRace Smaller(CalibrationRace race)
    {
        var last = Enumerable.Range(0, race.Starters.Count).Last(i => !race.Order.Contains(i));
        return race with
        {
            Starters = [.. race.Starters.Where((_, i) => i != last)],
            Statistics = new RunnerStatistics?[race.Starters.Count - 1],
            H30 = [.. race.H30.Where((_, i) => i != last)],
            Close = [.. race.Close!.Where((_, i) => i != last)],
            Order = [],
            Placed = [.. race.Placed.Select(i => i > last ? i - 1 : i)],
        };
    }

    private static PlaceTable Trot(IReadOnlyList<CalibrationRace> races, OrderLaw law) =>
        PlaceTable.Of(races, race => WinForecast.Market(race.Close!), _ => law).Single(table => table.Family == DisciplineFamily.Trot);

    private static FittedModel Fit(IReadOnlyList<CalibrationRace> races, DateOnly from, IReadOnlyList<CalibrationRace>? places = null)
    {
        var data = new FitData(races, new Dictionary<Pool, DateOnly> { [Pool.PmuNational] = from });
        var origin = new ModelData
        {
            From = default,
            To = default,
            Races = 0,
        };
        return new ModelFitter(GpiModels.Default, Columns).Fit("invented", data, origin, places);
    }
}
