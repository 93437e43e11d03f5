using Hippique.Gpi.Staking;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Staking;

public sealed class StakeLimitsTests
{
    [Theory]
    [InlineData(1, 3, .6, null, 1.8)] // its share of the budget
    [InlineData(2, 3, .6, null, 2)] // or one minimum stake
    [InlineData(1, 3, .6, 1.5, 1.5)] // or the operator's maximum
    [InlineData(1, 3, .6, 1.9, 1.8)]
    [InlineData(4, 3, .6, null, 4)]
    public void LegMaximum_IsTheShareOneMinimumOrTheOperatorsMaximum(
        double minimum,
        double budget,
        double share,
        double? maximum,
        double expected
    ) => Limits(minimum, 1, budget, share, maximum).LegMaximum.ShouldBe((decimal)expected);

    [Theory]
    [InlineData(1, .5, 3, 1, new[] { 0, 1, 1.5, 2, 2.5, 3 })] // the last step is the budget itself
    [InlineData(1, .5, 2.9, 1, new[] { 0, 1, 1.5, 2, 2.5 })]
    [InlineData(1, .25, 3, .5, new[] { 0, 1, 1.25, 1.5 })]
    [InlineData(3, 1, 3, .1, new[] { 0.0, 3 })] // one minimum stake is always allowed
    [InlineData(4, 1, 3, 1, new[] { 0.0 })] // but never more than the budget
    [InlineData(1, 0, 3, 1, new[] { 0.0, 1 })] // sold at one stake only
    public void Choices_AreNothingTheMinimumAndEveryStepAboveIt(
        double minimum,
        double step,
        double budget,
        double share,
        double[] expected
    ) => Limits(minimum, step, budget, share).Choices().ShouldBe(expected.Select(stake => (decimal)stake));

    private static StakeLimits Limits(double minimum, double step, double budget, double share, double? maximum = null) =>
        new(
            new BetOffer(
                BetType.SimplePlace,
                new Euro((decimal)minimum),
                new Euro((decimal)step),
                maximum is { } most ? new Euro((decimal)most) : null
            ),
            new Euro((decimal)budget),
            share
        );
}
