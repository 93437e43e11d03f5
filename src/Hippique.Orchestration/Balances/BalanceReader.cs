using Hippique.Gpi.Balances;
using Hippique.Orchestration.Ledger;

namespace Hippique.Orchestration.Balances;

/// <summary>Derives balances from the ledger, so that every screen and every file shows the same.</summary>
public sealed class BalanceReader(ILedger ledger, LedgerMode mode)
{
    /// <param name="month">A day of the programme month; null: everything.</param>
    /// <param name="by">By what it is divided; null: it is not.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="Artifacts.ArtifactException">The ledger cannot be read.</exception>
    public async Task<Balance> ReadAsync(DateOnly? month, BalanceBy? by, CancellationToken cancellationToken)
    {
        IReadOnlyList<LedgerFile> files = month is { } one
            ? [await ledger.ReadAsync(one, cancellationToken).ConfigureAwait(false)]
            : await ledger.ReadAllAsync(cancellationToken).ConfigureAwait(false);
        var tickets = LedgerBook.Of(files).Tickets;
        // Invented races are shown where there are no others, as after a demo; they are never mixed with real ones.
        var simulated = tickets.Count > 0 && tickets.All(ticket => ticket.Simulated);
        List<LedgerTicket> shown = [.. tickets.Where(ticket => ticket.Simulated == simulated)];
        return new Balance
        {
            Month = month is { } day ? new DateOnly(day.Year, day.Month, 1) : null,
            PaperMode = await mode.IsPaperAsync(simulated, cancellationToken).ConfigureAwait(false),
            Simulated = simulated,
            ModelledPrices = shown.Exists(ticket => ticket.Proposed.ModelledPrices),
            Paper = Of(shown, LedgerBookKind.Paper, by),
            Played = Of(shown, LedgerBookKind.Played, by),
            SaidAfterOff = shown.Count(SaidAfterOff),
            Changed = [.. files.Where(file => file.Faults.Count > 0).Select(file => file.Path)],
        };
    }

    private static BookBalance Of(IReadOnlyList<LedgerTicket> tickets, LedgerBookKind book, BalanceBy? by)
    {
        List<BookedBet> bets = [.. tickets.SelectMany(ticket => BookedBet.Of(ticket, book))];
        return new BookBalance
        {
            Totals = LedgerTotals.Of(tickets, book),
            Figures = BalanceFigures.Of(bets.Select(bet => bet.Bet)),
            Groups = by is { } dimension
                ?
                [
                    .. BalanceKeys.InOrder(
                        bets.GroupBy(bet => BalanceKeys.Of(bet, dimension))
                            .Select(group => new BalanceGroup(group.Key, BalanceFigures.Of(group.Select(bet => bet.Bet)))),
                        dimension
                    ),
                ]
                : [],
        };
    }

    private static bool SaidAfterOff(LedgerTicket ticket) =>
        ticket.Said?.Fact switch
        {
            LedgerFact.Played played => played.Said.At > ticket.Proposed.Off,
            LedgerFact.NotPlayed skipped => skipped.Said.At > ticket.Proposed.Off,
            _ => false,
        };
}
