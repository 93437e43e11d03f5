using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Staking;

namespace Hippique.Gpi.Balances;

/// <summary>The ROI of one book less that of another over the same days; a book without a bet has an ROI of 0.</summary>
/// <param name="Days">Days that both books have.</param>
/// <param name="Value">Profit for 1 €, less that of the other.</param>
/// <param name="Interval">The wider of the one by bootstrap over days and of the one that the claims imply, in which the books count as independent.</param>
public sealed record RoiDifference(int Days, double Value, BalanceInterval Interval)
{
    private const int FewestDays = 2;

    /// <summary>Null if there are fewer than two days.</summary>
    /// <param name="one">Settled bets; refunded ones are left out.</param>
    /// <param name="other">Those of the other book.</param>
    /// <param name="days">Days that both have; bets of others are left out.</param>
    public static RoiDifference? Of(IEnumerable<BalanceBet> one, IEnumerable<BalanceBet> other, IReadOnlyList<DateOnly> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        if (days.Count < FewestDays)
            return null;
        var (mine, theirs) = (Counted(one, days), Counted(other, days));
        var drawn = Bootstrap.RatioDifference(PerDay(mine, days), PerDay(theirs, days));
        var half = Risk.TwoSided * Math.Sqrt(Variance(mine) + Variance(theirs));
        return new RoiDifference(
            days.Count,
            drawn.Mean,
            new BalanceInterval(Math.Min(drawn.Low, drawn.Mean - half), Math.Max(drawn.High, drawn.Mean + half))
        );
    }

    private static List<BalanceBet> Counted(IEnumerable<BalanceBet> bets, IReadOnlyList<DateOnly> days)
    {
        var known = days.ToHashSet();
        return [.. bets.Where(bet => !bet.Refunded && known.Contains(bet.Date))];
    }

    private static List<(double Profit, double Staked)> PerDay(List<BalanceBet> bets, IReadOnlyList<DateOnly> days)
    {
        var byDay = bets.ToLookup(bet => bet.Date);
        return [.. days.Select(day => (byDay[day].Sum(bet => bet.Profit.ToDouble()), byDay[day].Sum(bet => bet.Stake.ToDouble())))];
    }

    private static double Variance(List<BalanceBet> bets)
    {
        var staked = bets.Sum(bet => bet.Stake.ToDouble());
        return staked > 0 ? bets.Sum(bet => bet.Variance ?? 0) / (staked * staked) : 0;
    }
}
