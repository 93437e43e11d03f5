using CsCheck;
using Hippique.Gpi.Pools;

namespace Hippique.Gpi.Tests.Pools;

public sealed class OwnStakeTests
{
    // Golden numbers of the method notes §4: dividend 20 in a pool of 100,000 € with a take-out of 17 %, p .06.
    private static readonly OwnStake Golden = new(100_000, .83, 20);

    [Fact]
    public void Best_GoldenPool_GivesItsStakeAndProfit()
    {
        var best = Golden.Best(.06);
        Math.Round(best, 1).ShouldBe(415.9);
        Math.Round(Golden.Profit(.06, best), 2).ShouldBe(39.61);
    }

    [Theory]
    [InlineData(60_000, 5, -.0004)]
    [InlineData(1_500, 12, -.041)]
    public void Dividend_FiveEuros_MovesItByWhatTheNotesSay(double pool, double before, double move) =>
        (new OwnStake(pool, 1 - .133, before).Dividend(5) / before - 1).ShouldBe(move, Math.Abs(move) * .02);

    [Fact]
    public void Dividend_WithoutAStake_IsWhatItWas() => Golden.Dividend(0).ShouldBe(20, 1e-12);

    [Theory]
    [InlineData(.05)] // exactly fair
    [InlineData(.02)]
    public void Best_NoEdge_IsNothing(double probability) => Golden.Best(probability).ShouldBe(0);

    [Fact]
    public void Best_AnyPool_NoOtherStakeEarnsMore() =>
        Gen.Select(Gen.Double[500, 200_000], Gen.Double[.7, .92], Gen.Double[1.5, 60], Gen.Double[.01, .9], Gen.Double[0, 2])
            .Sample(
                (pool, paidOut, before, probability, other) =>
                {
                    var own = new OwnStake(pool, paidOut, before);
                    var best = own.Best(probability);
                    own.Profit(probability, best * other).ShouldBeLessThanOrEqualTo(own.Profit(probability, best) + 1e-9);
                    own.Dividend(best).ShouldBeLessThanOrEqualTo(before + 1e-9);
                }
            );
}
