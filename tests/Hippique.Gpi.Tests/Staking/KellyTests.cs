using CsCheck;
using Hippique.Gpi.Staking;

namespace Hippique.Gpi.Tests.Staking;

public sealed class KellyTests
{
    [Theory]
    [InlineData(.25, 5, .0625)]
    [InlineData(.20, 5, 0)]
    [InlineData(.10, 5, 0)]
    [InlineData(.9, 1, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(.5, .5, 0)]
    public void Single_IsEdgeOverOdds(double probability, double dividend, double expected) =>
        Kelly.Single(probability, dividend).ShouldBe(expected, 1e-12);

    [Fact]
    public void Simultaneous_SmoczynskiAndTomkins_GivesTheirNumbers()
    {
        // Golden numbers of the method notes §4: odds 2.5/3.2/2.8, p .55/.25/.20.
        Span<double> fractions = stackalloc double[3];
        var growth = Kelly.Simultaneous([.55, .25, .20], [2.5, 3.2, 2.8], fractions);
        Math.Round(fractions[0], 6).ShouldBe(.271739);
        Math.Round(fractions[1], 6).ShouldBe(.032609);
        fractions[2].ShouldBe(0);
        Math.Round(growth, 6).ShouldBe(.046783);
    }

    [Fact]
    public void Simultaneous_HandMadeCase_HalfKellyInEuros()
    {
        // Hand-made case 6: p .30 .24 .20 at 4, 5, 6, bankroll 21.50 €.
        Span<double> fractions = stackalloc double[3];
        Kelly.Simultaneous([.30, .24, .20], [4, 5, 6], fractions);
        Math.Round(fractions[0] * 21.5 / 2, 3).ShouldBe(1.402);
        Math.Round(fractions[1] * 21.5 / 2, 3).ShouldBe(1.122);
        Math.Round(fractions[2] * 21.5 / 2, 3).ShouldBe(.935);
    }

    [Fact]
    public void Simultaneous_TwoRunnersThatCannotBothLose_StakesEverything()
    {
        // Even chances at 3 each: whoever wins, half the wealth returns threefold.
        Span<double> fractions = stackalloc double[2];
        var growth = Kelly.Simultaneous([.5, .5], [3, 3], fractions);
        fractions.ToArray().ShouldBe([.5, .5]);
        growth.ShouldBe(Math.Log(1.5), 1e-12);
    }

    [Fact]
    public void Simultaneous_AtTheReserveRate_IsNotTaken()
    {
        // The first: R = .5/.75 = 2/3; the second's p·o is exactly that, the third's below.
        Span<double> fractions = stackalloc double[3];
        Kelly.Simultaneous([.5, .25, .25], [4, 8.0 / 3, 2], fractions);
        fractions[0].ShouldBe(.5 - 2.0 / 3 / 4, 1e-12);
        fractions[1].ShouldBe(0, 1e-12);
        fractions[2].ShouldBe(0);
    }

    [Fact]
    public void Simultaneous_NoValue_StakesNothing()
    {
        Span<double> fractions = [9, 9];
        Kelly.Simultaneous([.5, .5], [1.9, 2], fractions).ShouldBe(0);
        fractions.ToArray().ShouldBe([0, 0]);
    }

    [Fact]
    public void Growth_IsTheMeanLogarithmOfWealth()
    {
        // .3 · ln(1 − .3 + .2·4) + .2 · ln(1 − .3 + .1·6) + .5 · ln(1 − .3)
        var byHand = .3 * Math.Log(1.5) + .2 * Math.Log(1.3) + .5 * Math.Log(.7);
        Kelly.Growth([.3, .2], [4, 6], [.2, .1]).ShouldBe(byHand, 1e-12);
    }

    [Fact]
    public void Growth_ARunnerThatCannotWin_CostsNothingButItsStake() =>
        Kelly.Growth([.5, 0, .5], [4, 9, 2], [.5, 0, .5]).ShouldBe(.5 * Math.Log(2), 1e-12);

    [Fact]
    public void Simultaneous_AnyRace_IsBoundedAndNoSmallChangeGrowsFaster() =>
        Gen.Select(Gen.Double[.01, 1].Array[2, 12], Gen.Double[1.1, 30].Array[12])
            .Sample(
                (weights, odds) =>
                {
                    var total = weights.Sum() * 1.02;
                    var p = weights.Select(w => w / total).ToArray();
                    var o = odds[..p.Length];
                    var fractions = new double[p.Length];
                    var growth = Kelly.Simultaneous(p, o, fractions);
                    fractions.ShouldAllBe(f => f >= 0);
                    fractions.Sum().ShouldBeLessThan(1);
                    for (var i = 0; i < p.Length; i++)
                        foreach (var step in (double[])[-1e-3, 1e-3])
                        {
                            var changed = (double[])fractions.Clone();
                            changed[i] = Math.Max(0, changed[i] + step);
                            if (changed.Sum() < 1)
                                Kelly.Growth(p, o, changed).ShouldBeLessThanOrEqualTo(growth + 1e-9);
                        }
                }
            );
}
