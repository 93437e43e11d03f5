using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>What a ticket's price was made of, and what one's own stake does to it.</summary>
internal static class BasisLines
{
    /// <summary>Null for a ticket of a version that did not say.</summary>
    public static string? Of(Ticket ticket, TicketLeg leg, AccountWords words)
    {
        if (leg.PricedBy is not { } basis)
            return null;
        var of = words.Basis(basis);
        return (ticket.PoolTotal, leg.OwnStake) switch
        {
            ({ } total, { } own) => words.Get("tickets_own_stake", of, words.RoundMoney(total), own.Without, own.With1, own.With5),
            ({ } total, null) => words.Get("tickets_pool_total", of, words.RoundMoney(total)),
            _ => words.Get("tickets_basis", of),
        };
    }
}
