using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Ledger;

namespace Hippique.Orchestration.Shadow;

/// <summary>A shadow book as its files have it.</summary>
internal sealed record BookRead
{
    public required string Id { get; init; }

    /// <summary>What it has been through.</summary>
    public required IReadOnlyDictionary<DateOnly, LedgerFact.Covered> Days { get; init; }

    /// <summary>Its tickets of these days.</summary>
    public required IReadOnlyList<LedgerTicket> Tickets { get; init; }

    /// <summary>Settled legs.</summary>
    public required IReadOnlyList<BookedBet> Bets { get; init; }

    /// <summary>How many tickets of a day are not settled; days without one are missing.</summary>
    public required IReadOnlyDictionary<DateOnly, int> OpenDays { get; init; }

    /// <summary>Files that something else than this program has changed.</summary>
    public required IReadOnlyList<string> Changed { get; init; }

    /// <param name="store">Where.</param>
    /// <param name="id">Its folder.</param>
    /// <param name="month">A day of the programme month; null: everything.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    public static async Task<BookRead> OfAsync(IArtifactStore store, string id, DateOnly? month, CancellationToken cancellationToken)
    {
        var ledger = new StoredLedger(store, ShadowBook.FolderOf(id));
        IReadOnlyList<LedgerFile> files = month is { } one
            ? [await ledger.ReadAsync(one, cancellationToken).ConfigureAwait(false)]
            : await ledger.ReadAllAsync(cancellationToken).ConfigureAwait(false);
        var book = LedgerBook.Of(files);
        return new BookRead
        {
            Id = id,
            Days = book.Days.DistinctBy(day => day.Date).ToDictionary(day => day.Date),
            Tickets = book.Tickets,
            Bets = [.. book.Tickets.SelectMany(ticket => BookedBet.Of(ticket, LedgerBookKind.Paper))],
            OpenDays = book
                .Tickets.Where(ticket => ticket.SettledIn(LedgerBookKind.Paper)?.Returned is null)
                .CountBy(ticket => ticket.Race.Date)
                .ToDictionary(),
            Changed = [.. files.Where(file => file.Faults.Count > 0).Select(file => file.Path)],
        };
    }
}
