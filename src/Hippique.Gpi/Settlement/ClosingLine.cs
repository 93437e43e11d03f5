using Hippique.Racing;

namespace Hippique.Gpi.Settlement;

/// <summary>The price taken against the closing price of the same pool: shows earlier than the balance whether bets were worth it.</summary>
/// <param name="Odds">Closing win odds.</param>
/// <param name="Value"><c>ln(price taken / closing price)</c>; above 0 if the price taken was the better one.</param>
public sealed record ClosingLine(double Odds, double Value)
{
    /// <summary>Null if there is none: another bet than a win bet, a leg that was refunded or left open, a horse without a closing price in the ticket's pool.</summary>
    public static ClosingLine? Of(Ticket ticket, LegSettlement leg, RaceResult? result)
    {
        if (ticket.Bet != BetType.SimpleGagnant || result is null || leg.Outcome is not (LegOutcome.Won or LegOutcome.Lost))
            return null;
        var close = PoolDividends.Of(result, ticket.Pool, ticket.Bet)?.Close.FirstOrDefault(price => price.Number == leg.Leg.Numbers[0]);
        return close is null ? null : new ClosingLine(close.Odds.Value, Math.Log(leg.Leg.Odds / close.Odds.Value));
    }
}
