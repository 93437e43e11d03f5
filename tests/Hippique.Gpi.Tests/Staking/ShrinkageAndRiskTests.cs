using CsCheck;
using Hippique.Gpi.Staking;

namespace Hippique.Gpi.Tests.Staking;

public sealed class ShrinkageAndRiskTests
{
    [Fact]
    public void Of_ExampleOfBakerAndMcHale_GivesItsNumber() => Math.Round(Shrinkage.Of(.22, 5, .03), 2).ShouldBe(.31); // method notes §4

    [Theory]
    [InlineData(.20, 5, .03, 0)]
    [InlineData(.10, 5, .03, 0)]
    [InlineData(.22, 5, 0, 1)]
    public void Of_NoEdgeOrNoDoubt_IsAtItsEnds(double p, double d, double sigma, double expected) =>
        Shrinkage.Of(p, d, sigma).ShouldBe(expected);

    [Fact]
    public void Probability_Shrunk_HasTheShrunkKellyStake() =>
        Kelly.Single(Shrinkage.Probability(.22, 5, .31), 5).ShouldBe(.31 * Kelly.Single(.22, 5), 1e-12);

    [Fact]
    public void WithChances_ExclusiveBets_StayExclusiveAndGetTheirChances()
    {
        var outcomes = Outcomes.WithChances([.5, .3, .2, 0], [.25, .15]);
        outcomes[0b11].ShouldBe(0);
        Outcomes.Chance(outcomes, 0).ShouldBe(.25, 1e-9);
        Outcomes.Chance(outcomes, 1).ShouldBe(.15, 1e-9);
        outcomes.Sum().ShouldBe(1, 1e-9);
    }

    [Fact]
    public void WithChances_TheSameChances_ChangeNothing()
    {
        double[] outcomes = [.4, .2, .3, .1];
        var same = Outcomes.WithChances(outcomes, [.3, .4]);
        for (var i = 0; i < 4; i++)
            same[i].ShouldBe(outcomes[i], 1e-12);
    }

    [Fact]
    public void Moments_OneCertainBet_IsItsProfitWithoutVariance()
    {
        var (profit, variance) = Risk.Moments([0, 1], [2], [1.5], [0]);
        profit.ShouldBe(1, 1e-12);
        variance.ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Moments_OneBet_IsTheTextbookVariance()
    {
        // 1 € at 5 with p = .25 and a dividend of log deviation .3.
        var (profit, variance) = Risk.Moments([.75, .25], [1], [5], [.3]);
        profit.ShouldBe(.25, 1e-12);
        variance.ShouldBe(.25 * 25 * Math.Exp(.09) - 1.25 * 1.25, 1e-9);
    }

    [Fact]
    public void Ruin_MoreBankroll_IsNeverMoreRisk() =>
        Gen.Select(Gen.Double[.01, 5], Gen.Double[.1, 100], Gen.Double[1, 1000])
            .Sample(
                (profit, variance, bankroll) =>
                    Risk.Ruin(profit, variance, bankroll * 2).ShouldBeLessThanOrEqualTo(Risk.Ruin(profit, variance, bankroll))
            );

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(-1, 1, 1)]
    [InlineData(1, 0, 0)]
    public void Ruin_AtItsEnds(double profit, double variance, double expected) => Risk.Ruin(profit, variance, 100).ShouldBe(expected);

    [Fact]
    public void Ruin_IsTheFormulaOfTheMethod() => Risk.Ruin(.5, 20, 40).ShouldBe(Math.Exp(-2), 1e-12);
}
