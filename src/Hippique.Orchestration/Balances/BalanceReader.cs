using Hippique.Orchestration.Ledger;

namespace Hippique.Orchestration.Balances;

/// <summary>Derives balances from the ledger, so that every screen and every file shows the same.</summary>
public sealed class BalanceReader(ILedger ledger, ImportedBets imported, LedgerMode mode)
{
    /// <param name="month">A day of the programme month; null: everything.</param>
    /// <param name="by">By what it is divided; null: it is not.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="Artifacts.ArtifactException">The ledger cannot be read.</exception>
    public async Task<Balance> ReadAsync(DateOnly? month, BalanceBy? by, CancellationToken cancellationToken)
    {
        var days = month is { } day ? DayRange.OfMonth(day) : DayRange.All;
        var tickets = await TicketsAsync(days, cancellationToken).ConfigureAwait(false);
        var balance = await OfAsync(tickets, by, cancellationToken).ConfigureAwait(false);
        return balance with { Month = month is null ? null : days.From };
    }

    /// <summary>The balance of tickets that were read.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public async Task<Balance> OfAsync(BalancedTickets tickets, BalanceBy? by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tickets);
        // Each of the two draws its own intervals.
        var played = Task.Run(() => tickets.Book(LedgerBookKind.Played, by), cancellationToken);
        var paper = tickets.Book(LedgerBookKind.Paper, by);
        return new Balance
        {
            PaperMode = await mode.IsPaperAsync(tickets.Simulated, cancellationToken).ConfigureAwait(false),
            Simulated = tickets.Simulated,
            ModelledPrices = tickets.ModelledPrices,
            Paper = paper,
            Played = await played.ConfigureAwait(false),
            Imported = tickets.Imported.Count == 0 ? null : tickets.Book(LedgerBookKind.Imported, by),
            SaidAfterOff = tickets.SaidAfterOff,
            Changed = tickets.Changed,
        };
    }

    /// <summary>The tickets of some days.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public async Task<BalancedTickets> TicketsAsync(DayRange days, CancellationToken cancellationToken)
    {
        var files = await FilesAsync(ledger, days, cancellationToken).ConfigureAwait(false);
        mode.Note(files.SelectMany(file => file.Entries));
        return BalancedTickets.Of(files, await FilesAsync(imported.Ledger, days, cancellationToken).ConfigureAwait(false), days);
    }

    private static async Task<IReadOnlyList<LedgerFile>> FilesAsync(ILedger ledger, DayRange days, CancellationToken cancellationToken) =>
        (days.From.Year, days.From.Month) == (days.To.Year, days.To.Month)
            ? [await ledger.ReadAsync(days.From, cancellationToken).ConfigureAwait(false)]
            : await ledger.ReadAllAsync(cancellationToken).ConfigureAwait(false);
}
