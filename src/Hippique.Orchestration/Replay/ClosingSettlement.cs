using Hippique.Racing;

namespace Hippique.Orchestration.Replay;

/// <summary>
/// What a win bet returned at the closing price, where the official dividends are not at hand. A stand-in for a replay; real settlement uses official dividends only.
/// </summary>
public static class ClosingSettlement
{
    /// <summary>
    /// What the ticket returned, stakes of non-runners included; null where it cannot be said (another bet, no result, no closing price of a winner in the ticket's pool).
    /// </summary>
    public static Euro? Returned(Ticket ticket, RaceResult? result)
    {
        if (ticket.Bet != BetType.SimpleGagnant || result is not { Official: true, Arrival: [{ Count: > 0 } winners, ..] })
            return null;
        var close = CloseOf(ticket.Pool, result);
        var returned = Euro.Zero;
        foreach (var leg in ticket.Legs)
        {
            var number = leg.Numbers[0];
            if (result.NonRunners.Contains(number))
                returned += leg.Stake;
            else if (winners.Contains(number))
            {
                if (Dividend(number, winners, close) is not { } dividend)
                    return null;
                returned += leg.Stake * dividend;
            }
        }
        return returned;
    }

    /// <summary>
    /// For 1 €. In a dead heat each horse's backers get their stakes and an equal share of what the losers left:
    /// <c>1 + o · (1 − Σ 1/o of the winners) / n</c>, rounded down to 0.10 as the operators do.
    /// </summary>
    private static decimal? Dividend(int number, IReadOnlyList<int> winners, IReadOnlyList<WinPrice> close)
    {
        var odds = winners.Select(winner => close.FirstOrDefault(price => price.Number == winner)).ToList();
        if (odds.Contains(null))
            return null;
        var own = (decimal)odds.First(price => price!.Number == number)!.Odds.Value;
        if (winners.Count == 1)
            return own;
        var share = 1m + own * (1m - odds.Sum(price => 1m / (decimal)price!.Odds.Value)) / winners.Count;
        return Math.Max(1m, Math.Floor(share * 10m) / 10m);
    }

    private static IReadOnlyList<WinPrice> CloseOf(Pool pool, RaceResult result) =>
        result.Pool == pool ? result.Close : result.Others.FirstOrDefault(other => other.Pool == pool)?.Close ?? [];
}
