using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>The money of some tickets in one book.</summary>
public sealed record LedgerTotals
{
    public static readonly LedgerTotals None = new();

    public int Tickets { get; init; }
    public Euro Staked { get; init; }

    /// <summary>Of it on tickets that are not settled: the race is not run, or its dividend is not known.</summary>
    public Euro Open { get; init; }

    /// <summary>Of it on tickets that were paid back as a whole or in part.</summary>
    public Euro Refunded { get; init; }

    /// <summary>By the tickets that are settled, stakes that were paid back included.</summary>
    public Euro Returned { get; init; }

    /// <summary>Returned less what was staked on settled tickets.</summary>
    public Euro Profit => Returned - (Staked - Open);

    public static LedgerTotals operator +(LedgerTotals one, LedgerTotals other) =>
        new()
        {
            Tickets = one.Tickets + other.Tickets,
            Staked = one.Staked + other.Staked,
            Open = one.Open + other.Open,
            Refunded = one.Refunded + other.Refunded,
            Returned = one.Returned + other.Returned,
        };

    /// <summary>A ticket in a book; <see cref="None"/> if it is not in it.</summary>
    public static LedgerTotals Of(LedgerTicket ticket, LedgerBookKind book)
    {
        if (ticket.StakedIn(book) is not { } staked)
            return None;
        var settled = ticket.SettledIn(book);
        return new LedgerTotals
        {
            Tickets = 1,
            Staked = staked,
            Open = settled?.Returned is null ? staked : Euro.Zero,
            Refunded = settled?.Returned is null
                ? Euro.Zero
                : new Euro(settled.Legs.Where(leg => leg.Outcome == Results.SettledState.Refunded).Sum(leg => leg.Stake.Amount)),
            Returned = settled?.Returned ?? Euro.Zero,
        };
    }

    /// <summary>Bets that were imported, each as a ticket.</summary>
    public static LedgerTotals Of(IEnumerable<ImportedBet> bets) => bets.Aggregate(None, (sum, bet) => sum + Of(bet));

    private static LedgerTotals Of(ImportedBet bet) =>
        new()
        {
            Tickets = 1,
            Staked = bet.Bet.Stake,
            Open = bet.Returned is null ? bet.Bet.Stake : Euro.Zero,
            Refunded = bet.IsRefunded ? bet.Bet.Stake : Euro.Zero,
            Returned = bet.Returned ?? Euro.Zero,
        };

    public static LedgerTotals Of(IEnumerable<LedgerTicket> tickets, LedgerBookKind book) =>
        tickets.Aggregate(None, (sum, ticket) => sum + Of(ticket, book));
}
