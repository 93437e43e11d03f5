using Hippique.Gpi.Calibration;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking;
using Hippique.Gpi.Staking.Combined;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Guards.GuardRace;

namespace Hippique.Gpi.Tests;

public sealed class PoolAnalyserTests
{
    private static readonly GpiModel GenerousCouples = Models.With(Models.Payout(BetType.CouplePlace, 2));

    [Fact]
    public void Analyse_TheSameTwice_IsTheSameAndLeavesTheFirstAsItWas()
    {
        var context = Context();
        var first = PoolAnalyser.Analyse(context, context.Pools[0]);
        var guards = first.Guards.ToList();
        var second = PoolAnalyser.Analyse(context, context.Pools[0]);
        second.Guards.ShouldBe(guards);
        first.Guards.ShouldBe(guards);
        second.Kept.ShouldBe(first.Kept);
        second.Decision.ShouldBe(first.Decision);
    }

    [Fact]
    public void KellyFraction_TheDayIsTooRisky_IsReducedAndTheStakesArePlannedAgain()
    {
        var free = Analyse(V51);
        free.KellyFraction.ShouldBe(V51.KellyFraction);
        var risky = Analyse(With(guards => guards with { RorMaxDay = free.DayRuin * .999 }));
        risky.KellyFraction.ShouldBe(Math.Min(V51.KellyFraction, V51.Guards.KellyFractionReduced));
        risky.DayRuin.ShouldBe(free.DayRuin);
        risky.SinglesPlan.Considered[0].Wanted.ShouldBeLessThan(free.SinglesPlan.Considered[0].Wanted);
        Analyse(With(guards => guards with { RorMaxDay = free.DayRuin })).KellyFraction.ShouldBe(V51.KellyFraction);
    }

    [Fact]
    public void Limits_NothingIsSold_PlansNothingAndShowsThePrices()
    {
        var prices = Races.Prices(Pool.ZEturf, Win, Places, offers: []);
        var context = Context(Races.Card(12), prices);
        var analysis = PoolAnalyser.Analyse(context, context.Pools[0]);
        analysis.Limits.ShouldBeNull();
        analysis.SinglesPlan.ShouldBe(SinglesPlan.None);
        analysis.Search.Why.ShouldBe(NoCombined.Horses);
        analysis.Singles.Prices.ShouldAllBe(price => price != null);
        analysis.Kept.ShouldBeNull();
        (analysis.Decision.Outcome, analysis.Decision.Reason).ShouldBe((Outcome.Unplayable, GuardCode.RaceOffered));
    }

    [Fact]
    public void Combined_ItAloneMakesTheWholeTooRisky_IsDroppedAndTheSinglesAreKept()
    {
        var both = Analyse(V51, GenerousCouples);
        both.Combined.ShouldNotBeNull();
        var singles = Analyse(V51).Kept!;
        var (withIt, without) = (Ruin(both.Kept!), Ruin(singles));
        withIt.ShouldBeGreaterThan(without);

        var rules = With(guards => guards with { RorMaxRace = (withIt + without) / 2, RorMaxDay = 1 });
        var analysis = Analyse(rules, GenerousCouples);

        analysis.Search.Best.ShouldNotBeNull();
        analysis.Combined.ShouldBeNull();
        analysis.Guards.ShouldAllBe(guard => guard.Passed);
        (analysis.Decision.KeepsSingles, analysis.Decision.KeepsCombined).ShouldBe((true, false));
        analysis.Kept.ShouldBe(singles);
    }

    [Fact]
    public void Kept_OfTwoTickets_HasTheSumOfTheirProfitsButNotOfTheirVariances()
    {
        var both = Analyse(V51, GenerousCouples);
        var expected = both.SinglesPlan.ExpectedProfit + both.Combined!.ExpectedProfit;
        both.Kept!.Profit.ShouldBe(expected, 1e-9);
        both.Kept.Stake.ShouldBe((double)(both.SinglesPlan.Total + both.Combined.Total), 1e-12);
        var context = both.Context;
        var moments = new TicketMoments(context, both.Chances, both.Singles);
        var apart = moments.Of(both.SinglesPlan, null).Variance + moments.Of(null, both.Combined).Variance;
        // Horses of the couple are legs of the singles: they win together.
        both.Kept.Variance.ShouldBeGreaterThan(apart);
        moments.Of(both.SinglesPlan, both.Combined).ShouldBe(both.Kept);
        moments.Of(null, null).ShouldBe(new Totals(0, 0, 0));
    }

    [Fact]
    public void IsBetterThan_ATicketComesBeforeARefusal_ThenTheGrowthDecides()
    {
        var played = Analyse(V51);
        var refused = Analyse(With(guards => guards with { EvMinGlobal = 9 }));
        played.IsBetterThan(refused).ShouldBeTrue();
        refused.IsBetterThan(played).ShouldBeFalse();
        var better = played with { SinglesPlan = played.SinglesPlan with { Growth = played.SinglesPlan.Growth * 2 } };
        better.IsBetterThan(played).ShouldBeTrue();
        played.IsBetterThan(better).ShouldBeFalse();
        played.IsBetterThan(played).ShouldBeFalse();
    }

    [Fact]
    public void IsBetterThan_NeitherHasATicket_TheOneNearerToABetIs()
    {
        var refused = Analyse(With(guards => guards with { RoiMinSp = 9 }));
        refused.SinglesPlan.Growth.ShouldBe(0);
        var nearer = refused with { Singles = Changed(refused.Singles, price => price with { Probability = price.Probability * 1.1 }) };
        nearer.IsBetterThan(refused).ShouldBeTrue();
        refused.IsBetterThan(nearer).ShouldBeFalse();
        var empty = refused with { Singles = Changed(refused.Singles, price => price with { InWindow = false }) };
        refused.IsBetterThan(empty).ShouldBeTrue();
        empty.IsBetterThan(refused).ShouldBeFalse();
        empty.IsBetterThan(empty).ShouldBeFalse();
    }

    /// <summary>The same race with place prices that are worth nothing, and with place prices that are worth more than the win.</summary>
    [Theory]
    [InlineData(.7, BetType.SimpleGagnant)]
    [InlineData(6, BetType.SimplePlace)]
    public void Analyse_PlacesAndWinAreSold_TheTicketIsOfTheMarketWithMoreGrowth(double generosity, BetType market)
    {
        var places = Win.Select(odds => (1 + (odds - 1) / 5 * generosity, 1 + (odds - 1) / 4 * generosity)).ToArray();
        var context = Context(Races.Card(12), Races.Prices(Pool.ZEturf, Win, places));
        var generous = new AnalysisContext(
            context.Input,
            With(guards => guards with { SpCoverageMin = [null, null, null], BookRange = new Interval(0, 9), OverroundPlaceMax = 9 }),
            WithGenerousWins(),
            context.Regulated
        );
        PoolAnalyser.Analyse(generous, generous.Pools[0]).Singles.Bet.ShouldBe(market);
    }

    [Fact]
    public void Analyse_OnlyPlacesAreSold_LooksAtNoWin()
    {
        BetOffer[] offers = [new(BetType.SimplePlace, new Euro(1), new Euro(1), null)];
        var context = Context(Races.Card(12), Races.Prices(Pool.ZEturf, Win, Places, offers));
        PoolAnalyser.Analyse(context, context.Pools[0]).Singles.Bet.ShouldBe(BetType.SimplePlace);
    }

    private static SinglesMarket Changed(SinglesMarket market, Func<SinglePrice, SinglePrice> change) =>
        new(market.Bet, [.. market.Prices.Select(price => price is null ? null : change(price))], market.Deviation, market.DividendAt);

    /// <summary>Winners pay a half more than their odds say.</summary>
    private static GpiModel WithGenerousWins() =>
        Models.ByHand with
        {
            WinDividends = [.. Models.ByHand.WinDividends.Select(fit => fit with { Constant = fit.Constant + .4 })],
        };

    [Theory]
    [InlineData(4, true)]
    [InlineData(3, false)]
    public void Homogeneous_EqualStarters_NeedsFourOfThem(int starters, bool homogeneous)
    {
        var context = Context(Races.Card(starters), Races.Prices(Pool.ZEturf, [.. Enumerable.Repeat(3.5, starters)]));
        PoolAnalyser.Analyse(context, context.Pools[0]).Homogeneous.ShouldBe(homogeneous);
    }

    private static double Ruin(Totals totals) => Risk.Ruin(totals.Profit, totals.Variance, 500);

    private static PoolAnalysis Analyse(RuleSet rules, GpiModel? model = null)
    {
        var context = new AnalysisContext(Input(), rules, model ?? Models.ByHand, Regulated.Default);
        return PoolAnalyser.Analyse(context, context.Pools[0]);
    }
}
