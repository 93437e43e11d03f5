using Hippique.Gpi.Staking;

namespace Hippique.Gpi.Tests.Staking;

public sealed class DrawdownTests
{
    private const double Half = .5;
    private const double Accuracy = .001;

    [Fact]
    public void EverBelow_EveryOutcomeGains_IsZero()
    {
        // Odds 2.1, 3.6, 8 at p .5, .3, .2: Kelly stakes p, and o·p is 1.05, 1.08 and 1.6.
        Drawdown.EverBelow(Half, [.5, .3, .2], [1.05, 1.08, 1.6]).ShouldBe(0);
        // What cannot happen takes nothing, even if it would take all.
        Drawdown.EverBelow(Half, [.5, .3, .2, 0], [1.05, 1.08, 1, 0]).ShouldBe(0);
    }

    [Theory]
    [InlineData(.5, .9, 1.1)]
    [InlineData(.6, .5, 1.3)]
    public void EverBelow_WithoutGrowth_IsCertain(double p, double loss, double gain) =>
        Drawdown.EverBelow(Half, [p, 1 - p], [loss, gain]).ShouldBe(1);

    [Theory]
    [InlineData(.5, 1)]
    [InlineData(.4, 2)]
    [InlineData(.2, 1)]
    [InlineData(.2, 7)]
    [InlineData(.1, 2)]
    [InlineData(.1, 3)]
    public void EverBelow_OneBetAtFullKelly_IsTheGamblersRuin(double f, int k) => ShouldBeTheGamblersRuin(f, k);

    [Fact]
    public void EverBelow_TheFirstLossLeavesExactlyAHalfOrAlmost_IsToldApart()
    {
        // p 2/3 at 3, full Kelly: a loss halves, a win doubles: the gambler's ruin of one step, (1/3)/(2/3). A hundredth less staked, and it takes two losses in a row at least.
        Drawdown.EverBelow(Half, [2 / 3.0, 1 / 3.0], [2, .5]).ShouldBe(.5, 1e-9);
        Drawdown.EverBelow(Half, [2 / 3.0, 1 / 3.0], [1.98, .51]).ShouldBeLessThan(.3);
    }

    [Fact]
    public void EverBelow_AReturnOfNothing_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Drawdown.EverBelow(Half, [.5, .5], [0, 3]));

    // A loss is one step down, a win k steps up; at full Kelly exp(−θ·step) is the return itself, so a walk that cannot jump over a level reaches m steps down with (1 − f)^m.
    internal static void ShouldBeTheGamblersRuin(double f, int k)
    {
        var (loss, gain) = (1 - f, Math.Pow(1 - f, -k));
        var odds = 1 + (gain - 1) / f;
        var p = (1 + f * (odds - 1)) / odds;
        var falls = Math.Ceiling(Math.Log(Half) / Math.Log(loss) - 1e-9);
        Drawdown.EverBelow(Half, [p, 1 - p], [gain, loss]).ShouldBe(Math.Pow(loss, falls), Accuracy);
    }
}
