using Hippique.Gpi.Calibration;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking;
using Hippique.Gpi.Staking.Combined;
using Hippique.Gpi.Tests.Guards;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Staking.Combined;

public sealed class CombinedPlannerTests
{
    private const double Half = .5;

    [Theory]
    [InlineData(3, 1.2, BetType.CouplePlace)]
    [InlineData(1.2, 3, BetType.CoupleGagnant)]
    public void Search_TwoBetsGrow_TakesTheOneWithTheBetterGrowth(double place, double win, BetType best)
    {
        var (placed, won) = (Models.Payout(BetType.CouplePlace, place), Models.Payout(BetType.CoupleGagnant, win));
        var found = Search([placed, won], [0, 1, 2]).Best.ShouldNotBeNull();

        found.Bet.ShouldBe(best);
        var alone = new[] { placed, won }.Select(fit => Search([fit], [0, 1, 2]).Best.ShouldNotBeNull().Growth).ToList();
        found.Growth.ShouldBe(alone.Max());
        alone.Min().ShouldBeLessThan(alone.Max());
    }

    // Trio is sold alone, so whatever else the program knows cannot be bought.
    [Theory]
    [InlineData(12, new[] { 0, 1 })] // a combination has three horses
    [InlineData(7, new[] { 0, 1, 2 })] // not held with seven declared
    public void Search_TheOnlyBetSoldCannotBeFormed_IsNotSold(int runners, int[] candidates) =>
        Search([Models.Payout(BetType.Trio, 3)], candidates, runners: runners, offers: [Offer(BetType.Trio)])
            .ShouldBe(new CombinedSearch(null, NoCombined.NotSold, null));

    [Fact]
    public void Search_NothingIsSold_SaysSoThoughItIsCalibrated() =>
        Search([Models.Payout(BetType.CouplePlace, 3)], [0, 1, 2], offers: []).ShouldBe(new CombinedSearch(null, NoCombined.NotSold, null));

    [Fact]
    public void Search_OneHorse_IsTooFew() =>
        Search([Models.Payout(BetType.CouplePlace, 3)], [0]).ShouldBe(new CombinedSearch(null, NoCombined.Horses, null));

    [Fact]
    public void Search_CalibratedInAnotherPoolOrBetOnly_HasNoPrice() =>
        Search([Models.Payout(BetType.CouplePlace, 3, pool: Pool.PmuInternet), Models.Payout(BetType.SimplePlace, 3)], [0, 1, 2])
            .ShouldBe(new CombinedSearch(null, NoCombined.Calibration, null));

    [Fact]
    public void Search_SeveralCalibrationsTooPoor_NamesTheFirst()
    {
        var (first, second) = (Models.Payout(BetType.CouplePlace, 3, races: 20), Models.Payout(BetType.CoupleGagnant, 3, races: 30));
        Search([second, first], [0, 1, 2]).ShouldBe(new CombinedSearch(null, NoCombined.Calibration, first));
    }

    [Fact]
    public void Search_OnePairInTheBandOfTheCalibration_IsTheOnlyOnePriced()
    {
        // Of the golden book's first four horses, 1-2 is by far the likeliest pair.
        var likely = Models.Payout(BetType.CouplePlace, 3) with
        {
            ProbabilityLow = .2,
        };
        var found = Search([likely], [0, 1, 2, 3]).Best.ShouldNotBeNull();

        Text(found).ShouldBe("1-2");
        found.Combinations[0].PoolProbability!.Value.ShouldBeGreaterThan(.2);
    }

    [Theory]
    [InlineData(-.8, "1-2")] // the crowd underrates what is likely
    [InlineData(-1.2, "2-3")] // and what is not
    public void Search_MoneyForOne_IsTheCombinationWithTheBestExpectedProfit(double slope, string best) =>
        Text(Search([Sloped(slope)], [0, 1, 2], budget: 1).Best).ShouldBe(best);

    [Theory]
    [InlineData(-.8, "1-2 1-3")] // a base of the likeliest horse
    [InlineData(-1.2, "1-3 2-3")] // and of the least likely, though two bases hold the best pair
    public void Search_MoneyForTwo_IsTheBaseWithTheBestSum(double slope, string best)
    {
        // So little wealth that two chances grow better than twice the stake on one.
        var found = Search([Sloped(slope)], [2, 1, 0], bankroll: 20).Best.ShouldNotBeNull();

        Text(found).ShouldBe(best);
        found.UnitStake.ShouldBe(1);
        found.Total.ShouldBe(2);
        var (one, two) = (found.Combinations[0], found.Combinations[1]);
        found.ExpectedProfit.ShouldBe(one.Roi + two.Roi, 1e-12);
        var pays = one.Probability * one.Dividend + two.Probability * two.Dividend;
        found.ExpectedPayout.ShouldBe(pays / (one.Probability + two.Probability), 1e-12);
    }

    [Fact]
    public void Search_TwoPairsOfAField_GrowAsTheirJointOutcomesSay()
    {
        var context = Context([Sloped(-.8)], bankroll: 20);
        var found = Search(context, [0, 1, 2], 2).Best.ShouldNotBeNull();

        // Both pairs are paid together where their three horses are the first three.
        var chances = GuardRace.Chances(context);
        var outcomes = chances.Orders.Joint([.. found.Combinations.Select(pair => SetBet.Of(3, [.. pair.Runners]))]);
        outcomes[3].ShouldBe(chances.Orders.Together([0, 1, 2], 3), 1e-12);
        double[] dividends = [.. found.Combinations.Select(pair => pair.Dividend)];
        found.Growth.ShouldBe(BuyableStakes.Growth(outcomes, dividends, [1, 1], 20 * Half, .3), 1e-15);
    }

    [Theory]
    [InlineData(500, 2)] // two euros are little of it
    [InlineData(24, 1)] // two would grow too, but less
    public void Search_OnePair_IsStakedWhereTheHalfOfTheBankrollGrowsBest(double bankroll, int stake)
    {
        var found = Search([Models.Payout(BetType.CouplePlace, 1.5)], [0, 1], bankroll: bankroll).Best.ShouldNotBeNull();

        found.UnitStake.ShouldBe(stake);
        var pair = found.Combinations.ShouldHaveSingleItem();
        double Growth(decimal euros) =>
            BuyableStakes.Growth([1 - pair.Probability, pair.Probability], [pair.Dividend], [euros], bankroll * Half, .3);
        found.Growth.ShouldBe(Growth(stake), 1e-15);
        found.Growth.ShouldBeGreaterThan(Growth(3 - stake));
    }

    [Fact]
    public void Search_NoStakeGrows_SaysSo()
    {
        // One euro is too much for half of ten; and .9 of a fair dividend is a loss for anybody.
        foreach (var (generosity, bankroll) in new[] { (1.5, 10), (.9, 500) })
        {
            var found = Search([Models.Payout(BetType.CouplePlace, generosity)], [0, 1], bankroll: bankroll);
            (found.Best, found.Why).ShouldBe((null, NoCombined.Growth));
        }
    }

    [Theory]
    [InlineData(BetType.CouplePlace)] // the other is looked at after it
    [InlineData(BetType.CoupleGagnant)] // and before it
    public void Search_OneBetIsPricedAndAnotherNot_SaysWhyThePricedOneIsNone(BetType priced) =>
        Search([Models.Payout(priced, .9)], [0, 1]).ShouldBe(new CombinedSearch(null, NoCombined.Growth, null));

    /// <summary>One euro and steps of one euro on each pair of the field.</summary>
    private static BetOffer Offer(BetType bet) => new(bet, new Euro(1), new Euro(1), null);

    /// <summary>Pays a pair of a fifth 1.5 times its fair dividend, and the others more or less by the slope.</summary>
    private static PayoutFit Sloped(double slope)
    {
        var curve = new PayoutCurve(Math.Log(1.5) - (1 + slope) * Math.Log(.2), slope, 0, 0);
        return Models.Payout(BetType.CouplePlace, 1) with { AtH5 = curve, AtClose = curve };
    }

    private static CombinedSearch Search(
        PayoutFit[] payouts,
        int[] candidates,
        int runners = 12,
        BetOffer[]? offers = null,
        decimal budget = 2,
        double bankroll = 500
    ) => Search(Context(payouts, runners, offers, bankroll), candidates, budget);

    private static CombinedSearch Search(AnalysisContext context, int[] candidates, decimal budget)
    {
        var pool = context.Pools[0];
        var crowd = new PoolOrders(context.Model, Pool.ZEturf, context.Discipline, pool.Win);
        return new CombinedPlanner(context, pool, GuardRace.Chances(context), crowd).Search(
            [.. candidates.Select(Candidate)],
            new Euro(budget),
            Half
        );
    }

    private static AnalysisContext Context(PayoutFit[] payouts, int runners = 12, BetOffer[]? offers = null, double bankroll = 500)
    {
        var prices = Races.Prices(
            Pool.ZEturf,
            GuardRace.Win[..runners],
            offers: offers ?? [Offer(BetType.CouplePlace), Offer(BetType.CoupleGagnant)]
        );
        var input = Races.Input(Races.H5(Races.Card(runners), prices), Pool.ZEturf) with { Bankroll = new Euro((decimal)bankroll) };
        return new AnalysisContext(input, GuardRace.V51, Models.With(payouts), Regulated.Default);
    }

    private static SinglePrice Candidate(int runner) =>
        new()
        {
            Runner = runner,
            Price = 4,
            Basis = PriceSource.Odds,
            Probability = .3,
            Sigma = 0,
            Dividend = 4,
            Low = 3,
            High = 5,
            InWindow = true,
            MinimumPrice = 3,
        };

    private static string Text(CombinedPlan? plan) =>
        string.Join(' ', plan.ShouldNotBeNull().Combinations.Select(one => string.Join('-', one.Runners.Select(i => i + 1))).Order());
}
