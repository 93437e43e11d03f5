using Hippique.Gpi.Balances;
using Hippique.Gpi.Staking;

namespace Hippique.Gpi.Tests.Balances;

/// <summary>Whether one book gained more than another by more than luck.</summary>
public sealed class PairedDifferenceTests
{
    private static readonly DateOnly First = new(2031, 3, 1);

    [Fact]
    public void Of_FewerThanTwoDays_IsNull() => PairedDifference.Of(Days([(1, 1)])).ShouldBeNull();

    [Fact]
    public void Of_BooksThatDidTheSame_IsNoDifferenceAtAll()
    {
        var same = PairedDifference.Of(Days(Enumerable.Repeat((0.0, 0.0), 20)))!;
        (same.PerDay, same.Interval, same.Chance).ShouldBe((0, new BalanceInterval(0, 0), 1));
    }

    [Fact]
    public void Of_DaysThatAreAllAlike_IsAsWideAsTheClaims()
    {
        var found = PairedDifference.Of(Days(Enumerable.Repeat((-1.0, 9.0), 16)))!;
        // σ of the mean: √(16 · 9) / 16 = .75.
        found.Interval.Low.ShouldBe(-1 - 1.959963984540054 * .75, 1e-9);
        found.Interval.High.ShouldBe(-1 + 1.959963984540054 * .75, 1e-9);
        found.Chance.ShouldBe(2 * NormalLaw.Below(-1 / .75), 1e-12);
        found.Chance.ShouldBe(.1824, 1e-4);
    }

    [Fact]
    public void Of_DaysThatDiffer_IsAtLeastAsWideAsTheResamples()
    {
        var found = PairedDifference.Of(Days(Enumerable.Range(0, 40).Select(day => (day % 2 == 0 ? 3.0 : -2.0, .01))))!;
        found.PerDay.ShouldBe(.5, 1e-12);
        // The deviation of the mean is 2.5 / √40 = .395.
        (found.Interval.High - found.Interval.Low).ShouldBe(2 * 1.96 * .395, .15);
        found.Chance.ShouldBe(2 * NormalLaw.Below(-.5 / .395), .08);
    }

    /// <summary>If nothing is behind them, one comparison in twenty looks different.</summary>
    [Fact]
    public void Of_ManyPairsWithoutADifference_OneInTwentyLooksDifferent()
    {
        var random = new Random(20310301);
        var different = 0;
        for (var pair = 0; pair < 400; pair++)
        {
            var days = Enumerable.Range(0, 30).Select(_ => (random.NextDouble() < .3 ? 7.0 : -3.0, 21.0));
            different += PairedDifference.Of(Days(days))!.Chance < .05 ? 1 : 0;
        }
        different.ShouldBeInRange(5, 28);
    }

    private static Dictionary<DateOnly, (double Profit, double Variance)> Days(IEnumerable<(double Profit, double Variance)> days) =>
        days.Select((day, index) => (Date: First.AddDays(index), Day: day)).ToDictionary(one => one.Date, one => one.Day);
}
