using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;

namespace Hippique.Orchestration.Shadow;

/// <summary>Settles tickets of shadow books on the results that were kept for the user's own, as these are settled; no source is asked.</summary>
internal sealed class ShadowSettler(SettlementSettings settings)
{
    private readonly TicketSettler _settler = new(closingOdds: settings.ClosingOdds);

    /// <summary>What the book does not know yet.</summary>
    public IEnumerable<NewEntry> Entries(IReadOnlyList<LedgerTicket> tickets, LedgerBook book, EndedRace race)
    {
        var settled = tickets
            .Select(ticket =>
                (Ticket: ticket, Now: SettledTicket.Of(_settler.Settle(Proposals.TicketOf(ticket), race.Finished), race.Known))
            )
            .Where(one => RaceBooks.IsNews(one.Ticket.Paper, one.Now))
            .ToList();
        if (settled.Count == 0)
            yield break;
        var first = tickets[0];
        var before = book.ResultOf(first.Race);
        if (before?.Fact != race.Fact)
            yield return LedgerKeys.Result(first.Race, first.Simulated, before, race.Fact);
        foreach (var (ticket, now) in settled)
            yield return LedgerKeys.Settled(ticket, new LedgerFact.Settled { Book = LedgerBookKind.Paper, Ticket = now });
    }
}
