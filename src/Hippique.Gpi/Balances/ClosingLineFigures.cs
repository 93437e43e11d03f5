namespace Hippique.Gpi.Balances;

/// <summary>Prices taken against closing prices.</summary>
/// <param name="Bets">Those that have a closing price; one at least.</param>
/// <param name="Mean">Of <c>ln(price taken / closing price)</c>.</param>
/// <param name="Interval">Of the mean; null if the bets lie on a single day.</param>
public sealed record ClosingLineFigures(int Bets, double Mean, BalanceInterval? Interval)
{
    /// <summary>Null if no bet has a closing price.</summary>
    internal static ClosingLineFigures? Of(IEnumerable<BalanceBet> bets)
    {
        var days = new Dictionary<DateOnly, (double Above, double Below)>();
        var (count, sum) = (0, 0.0);
        foreach (var bet in bets)
        {
            if (bet.ClosingLineValue is not { } line)
                continue;
            var (above, below) = days.GetValueOrDefault(bet.Date);
            days[bet.Date] = (above + line, below + 1);
            count++;
            sum += line;
        }
        return count == 0 ? null : new ClosingLineFigures(count, sum / count, BalanceInterval.Of(days));
    }
}
