using CsCheck;
using Hippique.Gpi.Staking;

namespace Hippique.Gpi.Tests.Staking;

public sealed class OutcomesTests
{
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
    public void WithChances_TwoBetsThatMayBothWin_GetTheirChancesTogether()
    {
        var changed = Outcomes.WithChances([.4, .2, .3, .1], [.5, .6]);
        Outcomes.Chance(changed, 0).ShouldBe(.5, 1e-9);
        Outcomes.Chance(changed, 1).ShouldBe(.6, 1e-9);
        Ratio(changed).ShouldBe(2.0 / 3, 1e-9); // .4 · .1 / (.2 · .3)
    }

    /// <summary>Each step fits one bet exactly and leaves the odds ratio alone; how near the other one is after the last step depends on how closely they are tied.</summary>
    [Fact]
    public void WithChances_AnyChances_KeepTheOddsRatio() =>
        Gen.Select(Gen.Double[.05, 1].Array[4], Gen.Double[.05, .95], Gen.Double[.05, .95])
            .Sample(
                (weights, first, second) =>
                {
                    var outcomes = weights.Select(weight => weight / weights.Sum()).ToArray();
                    var changed = Outcomes.WithChances(outcomes, [first, second]);
                    (changed[2] + changed[3]).ShouldBe(second, 1e-9);
                    changed.Sum().ShouldBe(1, 1e-9);
                    Ratio(changed).ShouldBe(Ratio(outcomes), 1e-6 * Ratio(outcomes));
                }
            );

    [Fact]
    public void WithChances_ABetThatNeverWins_StaysSo() => Outcomes.WithChances([1, 0], [.5]).ShouldBe([.5, 0]);

    [Fact]
    public void WithChances_ABetThatAlwaysWins_StaysSo() => Outcomes.WithChances([0, 1], [.5])[0].ShouldBe(0);

    [Theory]
    [InlineData(0, .4)]
    [InlineData(1, .5)]
    public void Chance_IsTheSumOfTheOutcomesInWhichItWins(int bet, double chance) =>
        Outcomes.Chance([.4, .1, .2, .3], bet).ShouldBe(chance, 1e-12);

    private static double Ratio(double[] outcomes) => outcomes[0] * outcomes[3] / (outcomes[1] * outcomes[2]);
}
