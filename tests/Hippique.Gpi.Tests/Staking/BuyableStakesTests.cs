using CsCheck;
using Hippique.Gpi.Staking;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Staking;

public sealed class BuyableStakesTests
{
    // Exclusive bets: mask 0 nobody, 1, 2 and 4 one leg each.
    private static readonly double[] HandMade = [.26, .30, .24, 0, .20, 0, 0, 0];

    private static StakeLimits Limits(decimal minimum, decimal step, decimal budget = 3m, double share = .6, decimal? maximum = null) =>
        new(
            new BetOffer(BetType.SimpleGagnant, new Euro(minimum), new Euro(step), maximum is { } most ? new Euro(most) : null),
            new Euro(budget),
            share
        );

    [Theory]
    [InlineData(1, new[] { 1, 1, 1 })]
    [InlineData(2, new[] { 0, 0, 0 })]
    public void Best_HandMadeCase_IsWhatTheOperatorSells(int step, int[] expected)
    {
        // Hand-made case 6: p .30 .24 .20 at 4, 5, 6, bankroll 21.50 €, half Kelly.
        var plan = BuyableStakes.Best(HandMade, [4, 5, 6], 21.50 * .5, Limits(step, step));
        plan.Stakes.ShouldBe(expected.Select(stake => (decimal)stake));
    }

    [Fact]
    public void Best_OneLeg_StopsAtItsShareOfTheBudget()
    {
        var plan = BuyableStakes.Best([.5, .5], [4], 1000, Limits(.5m, .5m));
        plan.Stakes.ShouldBe([1.5m]); // 60 % of 3 € is 1.80; 1.50 is the highest step below it.
    }

    [Fact]
    public void Best_MinimumAboveTheShare_AllowsOneMinimumStake()
    {
        BuyableStakes.Best([.5, .5], [4], 1000, Limits(2, 2)).Stakes.ShouldBe([2m]);
    }

    [Fact]
    public void Best_MinimumAboveTheBudget_BuysNothing()
    {
        BuyableStakes.Best([.5, .5], [4], 1000, Limits(4, 1)).Stakes.ShouldBe([0m]);
    }

    [Fact]
    public void Best_MaximumOfTheOperator_IsObeyed()
    {
        BuyableStakes.Best([.5, .5], [4], 1000, Limits(.5m, .5m, maximum: 1m)).Stakes.ShouldBe([1m]);
    }

    [Fact]
    public void Best_TwoEquallyGoodCombinations_TakesTheCheaper()
    {
        // A bet that neither gains nor loses at d = 1: staking it changes nothing.
        BuyableStakes.Best([0, 1], [1], 100, Limits(1, 1)).Total.ShouldBe(0);
    }

    [Fact]
    public void Best_ALegThatChangesNothing_IsLeftOut()
    {
        // The first always returns its stake: with it or without, wealth grows alike.
        var plan = BuyableStakes.Best([0, .5, 0, .5], [1, 4], 100, Limits(1, 1, share: 1));
        plan.Stakes.ShouldBe([0m, 3m]);
        plan.Growth.ShouldBe(.5 * Math.Log(1.09) + .5 * Math.Log(.97), 1e-12);
    }

    [Theory]
    [InlineData(0, 0, 2)] // equally good: the cheaper
    [InlineData(-.1, 3, 0)]
    [InlineData(.1, 0, 2)]
    public void Best_TwoOrThreeEuros_AreWeighedByTheirGrowth(double more, int first, int second)
    {
        // 10 €, bets of 2 or 3 €, one only. 3 € on .6 at 3 grow by .6·ln 1.6 + .4·ln .7; the dividend at which 2 € on .3 grow as much: .3·ln(1 + .2·(d − 1)) + .7·ln .8.
        var growth = .6 * Math.Log(1.6) + .4 * Math.Log(.7);
        var dividend = 1 + (Math.Exp((growth - .7 * Math.Log(.8)) / .3) - 1) / .2;
        var plan = BuyableStakes.Best([.1, .6, .3, 0], [3, dividend + more], 10, Limits(2, 1, share: 1));
        plan.Stakes.ShouldBe([first, second]);
        plan.Growth.ShouldBeGreaterThanOrEqualTo(growth - 1e-12);
    }

    [Fact]
    public void Best_TwoLegsAlike_TakesTheFirst() =>
        BuyableStakes.Best([.4, .3, .3, 0], [4, 4], 100, Limits(1, 1, budget: 1)).Stakes.ShouldBe([1m, 0m]);

    [Fact]
    public void Best_TheWholeBudget_MayBeSpentAndNoMore()
    {
        // Three sure winners at equal dividends: as many as 3 € buy.
        BuyableStakes.Best([0, 0, 0, 0, 0, 0, 0, 1], [2, 2, 2], 100, Limits(1, 1)).Total.ShouldBe(3m);
        BuyableStakes.Best([0, 0, 0, 0, 0, 0, 0, 1], [2, 2, 2], 100, Limits(1, 1, budget: 2.9m)).Total.ShouldBe(2m);
    }

    [Fact]
    public void Growth_OverTheOutcomes_IsTheMeanLogarithmOfWealth()
    {
        // 100 €: 2 € at 5 and 1 € at 3; nobody .4, the first .3, the second .2, both .1.
        var byHand = .4 * Math.Log(.97) + .3 * Math.Log(1.07) + .2 * Math.Log(1) + .1 * Math.Log(1.1);
        BuyableStakes.Growth([.4, .3, .2, .1], [5, 3], [2m, 1m], 100).ShouldBe(byHand, 1e-12);
    }

    [Fact]
    public void Growth_UncertainDividends_AreTakenAtThreeNodesWithTheirMeanKept()
    {
        // Factors e^(−√3σ), 1 and e^(√3σ) with weights 1, 4, 1, scaled so that their mean is 1.
        const double Deviation = .3;
        var step = Math.Exp(Math.Sqrt(3) * Deviation);
        var scale = 6 / (1 / step + 4 + step);
        double At(double factor) => .7 * Math.Log(.98) + .3 * Math.Log(1 + (2 * 5 * factor - 2) / 100);
        var byHand = (At(scale / step) + 4 * At(scale) + At(scale * step)) / 6;
        BuyableStakes.Growth([.7, .3], [5], [2m], 100, Deviation).ShouldBe(byHand, 1e-12);
    }

    [Fact]
    public void Growth_AnUncertainDividend_NeverPaysLessThanTheStake()
    {
        // At 1.1 the lowest node would pay .6: the stake comes back instead.
        const double Deviation = .3;
        var step = Math.Exp(Math.Sqrt(3) * Deviation);
        var scale = 6 / (1 / step + 4 + step);
        double At(double factor) => Math.Log(1 + 10 * (Math.Max(1, 1.1 * factor) - 1) / 100);
        BuyableStakes.Growth([0, 1], [1.1], [10m], 100, Deviation).ShouldBe((4 * At(scale) + At(scale * step)) / 6, 1e-12);
    }

    [Fact]
    public void Growth_AnOutcomeThatCannotHappen_CostsNothing() =>
        BuyableStakes.Growth([0, 1], [3], [10m], 10).ShouldBe(Math.Log(3), 1e-12);

    [Fact]
    public void Growth_AnOutcomeThatTakesEverything_IsMinusInfinity() =>
        BuyableStakes.Growth([.5, .5], [3], [10m], 10).ShouldBe(double.NegativeInfinity);

    [Fact]
    public void Growth_UncertainDividends_AreWorthLessThanCertainOnes()
    {
        var certain = BuyableStakes.Growth([.7, .3], [5], [20m], 100);
        BuyableStakes.Growth([.7, .3], [5], [20m], 100, .32).ShouldBeLessThan(certain);
        BuyableStakes.Growth([.7, .3], [5], [20m], 100, 1e-9).ShouldBe(certain, 1e-12);
    }

    [Fact]
    public void Best_AnyOffer_IsBuyableWithinBudgetAndNeverNegative() =>
        Gen.Select(Gen.Double[.05, 1].Array[4], Gen.Double[1.5, 20].Array[3], Gen.Int[1, 6], Gen.Int[1, 4], Gen.Double[5, 500])
            .Sample(
                (weights, dividends, minimum, step, wealth) =>
                {
                    var sum = weights.Sum();
                    double[] outcomes = [weights[0] / sum, weights[1] / sum, weights[2] / sum, 0, weights[3] / sum, 0, 0, 0];
                    var limits = Limits(minimum * .5m, step * .5m);
                    var plan = BuyableStakes.Best(outcomes, dividends, wealth, limits);
                    plan.Total.ShouldBeLessThanOrEqualTo(3m);
                    plan.Growth.ShouldBeGreaterThanOrEqualTo(0);
                    foreach (var stake in plan.Stakes)
                    {
                        stake.ShouldBeLessThanOrEqualTo(limits.LegMaximum);
                        (stake == 0 || (stake >= minimum * .5m && (stake - minimum * .5m) % (step * .5m) == 0)).ShouldBeTrue();
                    }
                }
            );
}
