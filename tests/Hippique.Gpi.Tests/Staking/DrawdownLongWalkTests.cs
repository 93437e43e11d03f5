using CsCheck;
using Hippique.Gpi.Staking;

namespace Hippique.Gpi.Tests.Staking;

/// <summary>Small shares of wealth, of which it takes many losses to fall to a half, and what a simulation gives. They take seconds, and minutes with every mutant compiled in.</summary>
public sealed class DrawdownLongWalkTests
{
    private const double Half = .5;
    private const double Accuracy = .001;

    [Theory]
    [InlineData(.03, 1)]
    [InlineData(.01, 4)]
    [InlineData(.004, 2)]
    [InlineData(.001, 1)]
    public void EverBelow_OneSmallBetAtFullKelly_IsTheGamblersRuin(double f, int k) => DrawdownTests.ShouldBeTheGamblersRuin(f, k);

    // Small steps are a diffusion: full Kelly falls to a half in 50 %, half Kelly in 12.5 %, quarter Kelly in .8 % (method notes §4).
    [Theory]
    [InlineData(.5, 1, .5)]
    [InlineData(.5, .5, .125)]
    [InlineData(.5, .25, .0078125)]
    [InlineData(.2, .5, .008)]
    public void EverBelow_SmallSteps_ComeToTheFormulaOfTheFraction(double share, double fraction, double expected)
    {
        const double P = .501;
        var f = (2 * P - 1) * fraction;
        Drawdown.EverBelow(share, [P, 1 - P], [1 + f, 1 - f]).ShouldBe(expected, Accuracy);
    }

    [Theory]
    [InlineData(.5)]
    [InlineData(1.0)]
    public void EverBelow_SeveralHorses_IsWhatASimulationGives(double fraction)
    {
        // p .30 .24 .20 at 4, 5, 6 of a bankroll, the optimum of all three.
        double[] odds = [4, 5, 6];
        double[] chances = [.30, .24, .20];
        var shares = new double[3];
        Kelly.Simultaneous(chances, odds, shares);
        var staked = shares.Sum() * fraction;
        double[] p = [.30, .24, .20, .26];
        double[] returns = [.. odds.Select((o, i) => 1 - staked + shares[i] * fraction * o), 1 - staked];
        Drawdown.EverBelow(Half, p, returns).ShouldBe(Simulated(p, returns), .006);
    }

    [Fact]
    public void EverBelow_TwoLossesAtLeast_IsWhatASimulationGives() =>
        Drawdown.EverBelow(Half, [2 / 3.0, 1 / 3.0], [1.98, .51]).ShouldBe(Simulated([2 / 3.0, 1 / 3.0], [1.98, .51]), .006);

    [Fact]
    public void EverBelow_AtFullKelly_LiesBetweenTheShareAndTheDeepestFallPastIt() =>
        Gen.Select(Gen.Double[.05, .6], Gen.Double[1.02, 3], Gen.Double[.1, .9])
            .Sample(
                (p, edge, share) =>
                {
                    var odds = edge / p;
                    var f = Kelly.Single(p, odds);
                    if (f > .95)
                        return;
                    // 1/wealth is a martingale at full Kelly, so the chance is the mean of wealth where it first passes.
                    Drawdown.EverBelow(share, [p, 1 - p], [1 - f + f * odds, 1 - f]).ShouldBeInRange(share * (1 - f) - 1e-9, share + 1e-9);
                },
                iter: 50
            );

    /// <summary>40,000 walks, each until it has fallen or is so high that it hardly comes back; deviation .0025 at most.</summary>
    private static double Simulated(double[] p, double[] returns)
    {
        var random = new Random(20251201);
        const int Walks = 40_000;
        var fallen = 0;
        for (var walk = 0; walk < Walks; walk++)
        {
            var wealth = 1.0;
            while (wealth is > Half and < 2000)
            {
                var draw = random.NextDouble();
                var outcome = 0;
                while (outcome < p.Length - 1 && (draw -= p[outcome]) > 0)
                    outcome++;
                wealth *= returns[outcome];
            }
            fallen += wealth <= Half ? 1 : 0;
        }
        return (double)fallen / Walks;
    }
}
