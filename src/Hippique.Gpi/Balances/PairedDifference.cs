using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Staking;

namespace Hippique.Gpi.Balances;

/// <summary>What one book gained a day more than another over the same days, and whether that can be luck.</summary>
/// <param name="Days">Days that both books have.</param>
/// <param name="PerDay">Euros a day; below 0 if it gained less.</param>
/// <param name="Interval">Of it: the wider of the one by bootstrap over these days and of the one that the claims imply, as for an ROI.</param>
/// <param name="Chance">To see a difference at least as large if there is none, two-sided: the larger of the two that follow in the same ways.</param>
public sealed record PairedDifference(int Days, double PerDay, BalanceInterval Interval, double Chance)
{
    private const int FewestDays = 2;

    /// <summary>Null if there are fewer than two days.</summary>
    /// <param name="days">Of each day the difference of the profits, and the variance that the claims give it: what both books bet alike cancels out.</param>
    public static PairedDifference? Of(IReadOnlyDictionary<DateOnly, (double Profit, double Variance)> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        if (days.Count < FewestDays)
            return null;
        var ordered = days.OrderBy(day => day.Key).ToList();
        double[] profits = [.. ordered.Select(day => day.Value.Profit)];
        var drawn = Bootstrap.Mean(profits, [.. ordered.Select(day => day.Key)]);
        var deviation = Math.Sqrt(ordered.Sum(day => day.Value.Variance)) / days.Count;
        // The days of a few lost bets are all alike, and would call a short losing run proof.
        var half = Risk.TwoSided * deviation;
        var claimed = deviation > 0 ? 2 * NormalLaw.Below(-Math.Abs(drawn.Mean) / deviation) : 0;
        return new PairedDifference(
            days.Count,
            drawn.Mean,
            new BalanceInterval(Math.Min(drawn.Low, drawn.Mean - half), Math.Max(drawn.High, drawn.Mean + half)),
            Math.Max(Bootstrap.ChanceOfNone(profits), claimed)
        );
    }
}
