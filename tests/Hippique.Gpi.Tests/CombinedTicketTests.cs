using CsCheck;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Staking.Combined;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Guards.GuardRace;

namespace Hippique.Gpi.Tests;

public sealed class CombinedTicketTests
{
    [Fact]
    public void Analyse_NoCalibration_RefusesTheCombinedBetAndInventsNoPrice()
    {
        var analysis = Analyse(Models.ByHand);
        analysis.Combined.Why.ShouldBe(NoCombined.Calibration);
        analysis.Combined.Combinations.ShouldBeEmpty();
        var guard = analysis.Guards.Single(guard => guard.Code == GuardCode.PayoutCalibration);
        guard.Passed.ShouldBeFalse();
        guard.Note.ShouldBe(GuardRemark.PayoutCalibrationInsufficient);
        analysis.Tickets.ShouldHaveSingleItem();
    }

    [Fact]
    public void Analyse_GenerousCouples_ProposesATicketOfHorsesThatPassAsSingles()
    {
        var analysis = Analyse(Models.With(Models.Payout(BetType.CouplePlace, 2)));
        analysis.Tickets.Count.ShouldBe(2);
        var combined = analysis.Tickets[1];
        combined.Id.ShouldBe("R1C3-2");
        combined.Bet.ShouldBe(BetType.CouplePlace);
        combined.Stake.ShouldBeLessThanOrEqualTo(new Euro(2));
        combined.Legs.SelectMany(leg => leg.Numbers).ShouldBeSubsetOf(analysis.Singles.Candidates);
        combined.ExpectedRoi.ShouldBeGreaterThanOrEqualTo(.40);
        (analysis.Tickets[0].Stake + combined.Stake).ShouldBeLessThanOrEqualTo(new Euro(5));
        var guard = analysis.Guards.Single(guard => guard.Code == GuardCode.PayoutMinCombo);
        guard.Value!.Value.ShouldBeGreaterThanOrEqualTo(12);
    }

    [Theory]
    [InlineData(99, .05, .10, 0, true, false)] // too few races
    [InlineData(100, .15, .12, 0, true, true)] // each at its threshold
    [InlineData(100, -.16, .10, 0, true, false)] // bias
    [InlineData(100, .05, .13, 0, true, false)] // width
    [InlineData(100, .05, .10, 30, true, true)] // shipped: holds until replaced
    [InlineData(100, .05, .10, 7, false, true)]
    [InlineData(100, .05, .10, 8, false, false)] // too old
    public void PayoutCalibration_EachCondition_Decides(int races, double bias, double width, int age, bool shipped, bool good)
    {
        var fit = Models.Payout(BetType.CouplePlace, 2, races, bias, width, Races.Id.Date.AddDays(-age), shipped);
        var analysis = Analyse(Models.With(fit));
        analysis.Guards.Single(guard => guard.Code == GuardCode.PayoutCalibration).Passed.ShouldBe(good);
        analysis.Tickets.Count.ShouldBe(good ? 2 : 1);
    }

    [Fact]
    public void Analyse_PausedByHand_DropsTheCombinedTicketOnly()
    {
        var input = Input() with { Player = new PlayerState { ExoticsPaused = true } };
        var analysis = new RaceAnalyser(V51, Models.With(Models.Payout(BetType.CouplePlace, 2))).Analyse(input);
        analysis.Outcome.ShouldBe(Outcome.Play);
        analysis.Tickets.ShouldHaveSingleItem().Bet.ShouldBe(BetType.SimplePlace);
        analysis.Guards.Single(guard => guard.Code == GuardCode.ExoticsPaused).Passed.ShouldBeFalse();
    }

    [Fact]
    public void Analyse_PoorCouples_AreRefusedByTheirExpectedValue()
    {
        var analysis = Analyse(Models.With(Models.Payout(BetType.CouplePlace, 1.2)));
        analysis.Guards.Single(guard => guard.Code == GuardCode.EvMinCombo).Passed.ShouldBeFalse();
        analysis.Tickets.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(BetType.CoupleGagnant)]
    [InlineData(BetType.Trio)]
    [InlineData(BetType.Ze2Sur4)]
    public void Analyse_OtherBets_AreTakenWhereTheyAreCalibrated(BetType bet)
    {
        // Four horses that pay too much for a place.
        (double, double)[] places = [.. Places[..2], (3.6, 5.6), (3.9, 5.9), (3.9, 5.9), (4.6, 6.6), .. Places[6..]];
        var h5 = Races.H5(Races.Card(12), Races.Prices(Pool.ZEturf, Win, places));
        var analysis = new RaceAnalyser(V51, Models.With(Models.Payout(bet, 3))).Analyse(Races.Input(h5, Pool.ZEturf));
        analysis.Singles.Candidates.Count.ShouldBeGreaterThanOrEqualTo(3);
        analysis.Combined.Bet.ShouldBe(bet);
    }

    [Fact]
    public void Analyse_PlaceBetsWithoutPlacePrices_ArePricedByAGoodCalibration()
    {
        var h5 = Races.H5(Races.Card(12), Races.Prices(Pool.PmuInternet, Win));
        var model = Models.With(Models.Payout(BetType.SimplePlace, 1.3, pool: Pool.PmuInternet));
        var analysis = new RaceAnalyser(V51, model).Analyse(Races.Input(h5, Pool.PmuInternet));
        analysis.Market.ShouldBe(BetType.SimplePlace);
        analysis.Runners.ShouldAllBe(runner => runner.PredictedDividend >= 1);
        new RaceAnalyser(V51, Models.ByHand).Analyse(Races.Input(h5, Pool.PmuInternet)).Market.ShouldBe(BetType.SimpleGagnant);
    }

    private static RaceAnalysis Analyse(GpiModel model) => new RaceAnalyser(V51, model).Analyse(Input());
}
