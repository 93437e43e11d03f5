using Hippique.Gpi.Balances;
using Hippique.Gpi.Staking;

namespace Hippique.Gpi.Tests.Balances;

public sealed class HolmTests
{
    /// <summary>The example of R's <c>p.adjust(c(.01, .04, .03, .005), "holm")</c>.</summary>
    [Fact]
    public void Adjust_ChancesInAnyOrder_AreThoseOfTheStepDown() =>
        Holm.Adjust([.01, .04, .03, .005]).Select(chance => Math.Round(chance, 6)).ShouldBe([.03, .06, .06, .02]);

    [Fact]
    public void Adjust_OneComparison_StaysAsItIs() => Holm.Adjust([.2]).ShouldBe([.2]);

    [Fact]
    public void Adjust_NeverExceedsOne() => Holm.Adjust([.9, .8, .7]).ShouldAllBe(chance => chance == 1);

    [Theory]
    [InlineData(0, .5)]
    [InlineData(-1, .158655254)]
    [InlineData(-1.959963985, .025)]
    [InlineData(1.644853627, .95)]
    [InlineData(-4, 3.167124e-5)]
    public void NormalLaw_IsThatOfTheTables(double z, double below) => NormalLaw.Below(z).ShouldBe(below, 3e-7 * Math.Max(below, .1));

    [Fact]
    public void Power_AtTheLimitOfTheInterval_IsOneHalf() => Power.Of(.1, .1 / 1.959963984540054).ShouldBe(.5, 1e-6);
}
