using CsCheck;
using Hippique.Gpi.Staking;

namespace Hippique.Gpi.Tests.Staking;

public sealed class RiskTests
{
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
    public void Moments_TwoBetsThatWinTogether_AreThoseOfTheirSum()
    {
        // 1 € at 4 and 2 € at 3: nobody .5, the first .2, the second .2, both .1.
        var (profit, variance) = Risk.Moments([.5, .2, .2, .1], [1, 2], [4, 3], [0, 0]);
        profit.ShouldBe(.2 * 4 + .2 * 6 + .1 * 10 - 3, 1e-12); // 0
        variance.ShouldBe(.2 * 16 + .2 * 36 + .1 * 100 - 9, 1e-12); // 11.4
    }

    [Fact]
    public void Moments_UncertainDividends_AddTheVarianceOfWhatTheyPay()
    {
        var (profit, variance) = Risk.Moments([.5, .2, .2, .1], [1, 2], [4, 3], [.2, .3]);
        profit.ShouldBe(0, 1e-12);
        // The first is paid in .3 of the cases, the second too; each spreads by amount²·(exp(σ²) − 1).
        variance.ShouldBe(11.4 + .3 * 16 * (Math.Exp(.04) - 1) + .3 * 36 * (Math.Exp(.09) - 1), 1e-12);
    }

    [Theory]
    [InlineData(2, 16, .5)]
    [InlineData(-2, 16, -.5)]
    [InlineData(2, 0, 0)]
    [InlineData(2, 1e-6, 2000)]
    public void Sharpe_IsProfitOverDeviation(double profit, double variance, double expected) =>
        Risk.Sharpe(profit, variance).ShouldBe(expected, 1e-9);

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
    [InlineData(0, 0, 1)]
    public void Ruin_AtItsEnds(double profit, double variance, double expected) => Risk.Ruin(profit, variance, 100).ShouldBe(expected);

    [Fact]
    public void BetsToTell_FivePercentAtOddsOfFive_AreAboutSixThousandFourHundred()
    {
        // Method notes §4. p = .21: variance .21 · .79 · 25 = 4.1475; 1.96² · 4.1475 / .05² = 6,373.
        Risk.BetsToTell(1, .05, 4.1475).ShouldBe(6373, 1);
        Risk.BetsToTell(10, .5, 41.475).ShouldBe(6373, 1);
        Risk.BetsToTell(3, -.15, 12.4425).ShouldBe(6373, 1);
        Risk.BetsToTell(3, 0, 12).ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void Ruin_IsTheFormulaOfTheMethod() => Risk.Ruin(.5, 20, 40).ShouldBe(Math.Exp(-2), 1e-12);
}
