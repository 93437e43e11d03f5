using Hippique.Gpi.Pricing;
using Hippique.Gpi.Staking;

namespace Hippique.Gpi.Tests.Pricing;

public sealed class ShrinkageTests
{
    [Fact]
    public void Of_ExampleOfBakerAndMcHale_GivesItsNumber() => Math.Round(Shrinkage.Of(.22, 5, .03), 2).ShouldBe(.31); // method notes §4

    [Theory]
    [InlineData(.20, 5, .03, 0)]
    [InlineData(.10, 5, .03, 0)]
    [InlineData(.25, 4, 0, 0)]
    [InlineData(.22, 5, 0, 1)]
    public void Of_NoEdgeOrNoDoubt_IsAtItsEnds(double p, double d, double sigma, double expected) =>
        Shrinkage.Of(p, d, sigma).ShouldBe(expected);

    [Fact]
    public void Probability_Shrunk_HasTheShrunkKellyStake() =>
        Kelly.Single(Shrinkage.Probability(.22, 5, .31), 5).ShouldBe(.31 * Kelly.Single(.22, 5), 1e-12);
}
