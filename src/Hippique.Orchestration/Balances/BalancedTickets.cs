using Hippique.Gpi.Balances;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Racing;

namespace Hippique.Orchestration.Balances;

/// <summary>The tickets of some days, of which balances are made.</summary>
public sealed class BalancedTickets
{
    private BalancedTickets(
        IReadOnlyList<LedgerTicket> tickets,
        bool simulated,
        IReadOnlyList<ImportedBet> imported,
        IReadOnlyList<string> changed
    ) => (Tickets, Simulated, Imported, Changed) = (tickets, simulated, imported, changed);

    /// <summary>In the order in which they were proposed.</summary>
    public IReadOnlyList<LedgerTicket> Tickets { get; }

    /// <summary>The races are invented: there are no others in the ledger on these days.</summary>
    public bool Simulated { get; }

    /// <summary>Bets of these days that the user has imported, in the order in which they were.</summary>
    public IReadOnlyList<ImportedBet> Imported { get; }

    /// <summary>Files of the ledger that something else than this program has changed.</summary>
    public IReadOnlyList<string> Changed { get; }

    /// <summary>Prices behind some of them were modelled for a replay.</summary>
    public bool ModelledPrices => Tickets.Any(ticket => ticket.Proposed.ModelledPrices);

    /// <summary>Those of which it was said for the first time after the off, or said otherwise after it, that they were played or not.</summary>
    public int SaidAfterOff => Tickets.Count(WasSaidAfterOff);

    /// <param name="files">Of the whole ledger.</param>
    /// <param name="imported">Of the whole ledger of imported bets.</param>
    /// <param name="days">Which of them.</param>
    internal static BalancedTickets Of(IEnumerable<LedgerFile> files, IEnumerable<LedgerFile> imported, DayRange days)
    {
        var read = Within(files, ArtifactPaths.LedgerFolder, days);
        var own = Within(imported, ArtifactPaths.ImportedFolder, days);
        List<LedgerTicket> tickets = [.. LedgerBook.Of(read).Tickets.Where(ticket => days.Contains(ticket.Race.Date))];
        // Invented races are shown where there are no others, as after a demo; they are never mixed with real ones.
        var simulated = tickets.Count > 0 && tickets.TrueForAll(ticket => ticket.Simulated);
        return new BalancedTickets(
            [.. tickets.Where(ticket => ticket.Simulated == simulated)],
            simulated,
            [.. LedgerBook.Of(own).Imported.Where(bet => days.Contains(bet.Race.Date))],
            [.. read.Concat(own).Where(file => file.Faults.Count > 0).Select(file => file.Path)]
        );
    }

    private static List<LedgerFile> Within(IEnumerable<LedgerFile> files, string folder, DayRange days) =>
        [
            .. files.Where(file =>
                string.CompareOrdinal(file.Path, ArtifactPaths.LedgerIn(folder, days.From)) >= 0
                && string.CompareOrdinal(file.Path, ArtifactPaths.LedgerIn(folder, days.To)) <= 0
            ),
        ];

    /// <param name="book">Paper and money are never added up.</param>
    /// <param name="by">By what it is divided; null: it is not.</param>
    public BookBalance Book(LedgerBookKind book, BalanceBy? by)
    {
        List<BookedBet> bets = [.. Bets(book)];
        return new BookBalance
        {
            Totals = book == LedgerBookKind.Imported ? LedgerTotals.Of(Imported) : LedgerTotals.Of(Tickets, book),
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

    /// <summary>How the profit of a book of tickets grew, and how it would have by what was claimed.</summary>
    public IReadOnlyList<ProfitPoint> Curve(LedgerBookKind book)
    {
        var points = new List<ProfitPoint>();
        var (profit, claimed, variance) = (Euro.Zero, Euro.Zero, 0.0);
        foreach (var bet in Bets(book).Select(booked => booked.Bet).Where(bet => !bet.Refunded).OrderBy(bet => bet.Off))
        {
            profit += bet.Returned - bet.Stake;
            // Every proposal carries a claim.
            var (expected, chance) = (bet.ExpectedReturn!.Value, bet.Probability!.Value);
            claimed += expected - bet.Stake;
            // It returns expected / chance or nothing.
            variance += Math.Pow(expected.ToDouble(), 2) * (1 - chance) / chance;
            points.Add(new ProfitPoint(bet.Off, profit, claimed, Math.Sqrt(variance)));
        }
        return points;
    }

    private IEnumerable<BookedBet> Bets(LedgerBookKind book) =>
        book == LedgerBookKind.Imported ? Imported.SelectMany(BookedBet.Of) : Tickets.SelectMany(ticket => BookedBet.Of(ticket, book));

    private static bool WasSaidAfterOff(LedgerTicket ticket) =>
        ticket.Said?.Fact switch
        {
            LedgerFact.Played played => played.Said.At > ticket.Proposed.Off,
            LedgerFact.NotPlayed skipped => skipped.Said.At > ticket.Proposed.Off,
            _ => false,
        };
}
