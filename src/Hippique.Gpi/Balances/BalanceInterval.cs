using Hippique.Gpi.Calibration.Fitting;

namespace Hippique.Gpi.Balances;

/// <summary>Where a mean lies with 95 % confidence, by bootstrap over days.</summary>
public readonly record struct BalanceInterval(double Low, double High)
{
    /// <summary>One day alone is drawn again and again: its interval would be a point.</summary>
    private const int FewestDays = 2;

    /// <summary>Interval of <c>Σ Above / Σ Below</c>; null if there are fewer than two days.</summary>
    /// <param name="days">The sums of each day, each day once.</param>
    internal static BalanceInterval? Of(IReadOnlyDictionary<DateOnly, (double Above, double Below)> days)
    {
        if (days.Count < FewestDays)
            return null;
        var drawn = Bootstrap.Ratio([.. days.Values.Select(day => day.Above)], [.. days.Values.Select(day => day.Below)], [.. days.Keys]);
        return new BalanceInterval(drawn.Low, drawn.High);
    }
}
