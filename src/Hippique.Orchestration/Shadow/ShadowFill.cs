using System.Collections.Concurrent;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;
using Hippique.Racing;

namespace Hippique.Orchestration.Shadow;

/// <summary>What a filling added.</summary>
/// <param name="Days">Days that a book at least has gone through now.</param>
/// <param name="Races">Races that were analysed, once for each book.</param>
/// <param name="Tickets">Tickets that were entered.</param>
/// <param name="Settled">Settlements that were entered.</param>
public readonly record struct ShadowFilled(int Days, int Races, int Tickets, int Settled)
{
    public static ShadowFilled operator +(ShadowFilled one, ShadowFilled other) =>
        new(one.Days + other.Days, one.Races + other.Races, one.Tickets + other.Tickets, one.Settled + other.Settled);
}

/// <summary>
/// Keeps shadow books: goes through days that are over with what their looks left, and settles. The analysis is pure, so nothing of this is done while a race is decided. A book goes
/// through a day once: what it entered stays when rules or models change.
/// </summary>
public sealed class ShadowFill(IArtifactStore store, PlanStore plans, SettlementSettings settlement, TimeProvider clock)
{
    private readonly EndedRaces _ends = new(store);
    private readonly ShadowSettler _settler = new(settlement);

    /// <summary>Kept, so that a month that has not changed is not parsed twice.</summary>
    private readonly ConcurrentDictionary<string, StoredLedger> _ledgers = new(StringComparer.Ordinal);

    /// <summary>One day after the other, each settled before the next: closing-line values of earlier bets count.</summary>
    /// <param name="books">Each follows the days that it is for.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day; of the day that is being run, and of later ones, nothing is done.</param>
    /// <param name="cancellationToken">Stops between races; a day is entered as a whole or not at all.</param>
    /// <exception cref="ArtifactException">A file cannot be read or written.</exception>
    public async Task<ShadowFilled> FillAsync(
        IReadOnlyList<ShadowBook> books,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        var figures = new ShadowFigures(store);
        var total = default(ShadowFilled);
        foreach (var date in await DaysAsync(from, to, cancellationToken).ConfigureAwait(false))
        {
            var own = books.Where(book => book.Follows(date)).ToList();
            total += await ProposeAsync(own, date, figures, cancellationToken).ConfigureAwait(false);
            total += await SettleAsync(own, date, onlyOpen: false, cancellationToken).ConfigureAwait(false);
        }
        return total;
    }

    /// <summary>The same of the days that no book has gone through yet, and of a few of them only: a call of the queue may not last.</summary>
    /// <param name="books">Each follows the days that it is for.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="most">Days; the next call goes on.</param>
    /// <param name="cancellationToken">Stops between races.</param>
    /// <exception cref="ArtifactException">A file cannot be read or written.</exception>
    public async Task<ShadowFilled> GoOnAsync(
        IReadOnlyList<ShadowBook> books,
        DateOnly from,
        DateOnly to,
        int most,
        CancellationToken cancellationToken
    )
    {
        var figures = new ShadowFigures(store);
        var total = default(ShadowFilled);
        foreach (var date in await DaysAsync(from, to, cancellationToken).ConfigureAwait(false))
        {
            if (total.Days >= most)
                break;
            var own = books.Where(book => book.Follows(date)).ToList();
            var filled = await ProposeAsync(own, date, figures, cancellationToken).ConfigureAwait(false);
            total += filled;
            if (filled.Days > 0)
                total += await SettleAsync(own, date, onlyOpen: false, cancellationToken).ConfigureAwait(false);
        }
        return total;
    }

    /// <summary>Tickets of the days that are not settled.</summary>
    public async Task<IReadOnlyList<Ticket>> OpenAsync(
        IReadOnlyList<ShadowBook> books,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        var open = new List<Ticket>();
        foreach (var book in books)
        {
            foreach (var file in await MonthsAsync(book, from, to, cancellationToken).ConfigureAwait(false))
                open.AddRange(
                    LedgerBook
                        .Of(file.Entries)
                        .Tickets.Where(ticket => ticket.Race.Date >= from && ticket.Race.Date <= to)
                        .Where(IsOpen)
                        .Select(Proposals.TicketOf)
                );
        }
        return open;
    }

    /// <summary>Settles the day's tickets of each book; a race is read once for all.</summary>
    /// <param name="books">Whose tickets.</param>
    /// <param name="date">Programme day.</param>
    /// <param name="onlyOpen">What is settled is not looked at again: a correction comes within a few days.</param>
    /// <param name="cancellationToken">Stops between races.</param>
    public async Task<ShadowFilled> SettleAsync(
        IReadOnlyList<ShadowBook> books,
        DateOnly date,
        bool onlyOpen,
        CancellationToken cancellationToken
    )
    {
        var total = default(ShadowFilled);
        var ended = new Dictionary<RaceId, EndedRace?>();
        foreach (var book in books)
        {
            var ledger = LedgerOf(book);
            var races = LedgerBook
                .Of((await ledger.ReadAsync(date, cancellationToken).ConfigureAwait(false)).Entries)
                .Tickets.Where(ticket => ticket.Race.Date == date && (!onlyOpen || IsOpen(ticket)))
                .Select(ticket => ticket.Race)
                .Distinct()
                .ToList();
            if (races.Count == 0)
                continue;
            foreach (var race in races.Where(race => !ended.ContainsKey(race)))
                ended[race] = await EndOfAsync(race, cancellationToken).ConfigureAwait(false);
            var added = await AppendAsync(ledger, date, file => News(LedgerBook.Of(file.Entries), races), cancellationToken)
                .ConfigureAwait(false);
            total += new ShadowFilled(0, 0, 0, added.Count(entry => entry.Fact is LedgerFact.Settled));
        }
        return total;

        IReadOnlyList<NewEntry> News(LedgerBook book, List<RaceId> races)
        {
            var tickets = book.Tickets.ToLookup(ticket => ticket.Race);
            return
            [
                .. races
                    .Where(race => ended[race] is not null)
                    .SelectMany(race => _settler.Entries([.. tickets[race]], book, ended[race]!)),
            ];
        }
    }

    private async Task<ShadowFilled> ProposeAsync(
        List<ShadowBook> books,
        DateOnly date,
        ShadowFigures figures,
        CancellationToken cancellationToken
    )
    {
        ShadowDay? day = null;
        var total = default(ShadowFilled);
        foreach (var book in books)
        {
            var ledger = LedgerOf(book);
            if (IsCovered(await ledger.ReadAsync(date, cancellationToken).ConfigureAwait(false), date))
                continue;
            if (day is null)
            {
                // Invented races teach nothing about real ones.
                if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { Simulated: false } plan)
                    return total;
                day = await ShadowDay.ReadAsync(store, plan, figures, cancellationToken).ConfigureAwait(false);
            }
            var files = await ReadAsync(ledger, date.AddDays(-ShadowProposals.DaysBack), date, cancellationToken).ConfigureAwait(false);
            var made = ShadowProposals.Of(book, day, LedgerBook.Of(files), Today, cancellationToken);
            // Another process may have been through the day meanwhile: its entries stand, as a whole.
            var added = await AppendAsync(ledger, date, file => IsCovered(file, date) ? [] : made, cancellationToken).ConfigureAwait(false);
            if (added.Count > 0)
                total += new ShadowFilled(0, ((LedgerFact.Covered)made[^1].Fact).Seen, added.Count - 1, 0);
        }
        return day is null ? total : total with { Days = 1 };
    }

    /// <summary>A book that something else has changed is not gone on with, and costs no other book its day; every look at it says that it was changed.</summary>
    private static async Task<IReadOnlyList<NewEntry>> AppendAsync(
        StoredLedger ledger,
        DateOnly date,
        Func<LedgerFile, IReadOnlyList<NewEntry>> next,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await ledger.AppendAsync(date, next, cancellationToken).ConfigureAwait(false);
        }
        catch (LedgerChangedException)
        {
            return [];
        }
    }

    private async Task<EndedRace?> EndOfAsync(RaceId race, CancellationToken cancellationToken)
    {
        if (await plans.FindAsync(race, cancellationToken).ConfigureAwait(false) is not { } planned)
            return null;
        // A file that was changed by hand leaves the tickets of its own race open.
        try
        {
            return await _ends.ReadAsync(planned, cancellationToken).ConfigureAwait(false);
        }
        catch (ArtifactException broken) when (broken.IsUnreadable)
        {
            return null;
        }
    }

    private Task<IReadOnlyList<LedgerFile>> MonthsAsync(ShadowBook book, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        ReadAsync(LedgerOf(book), from, to, cancellationToken);

    private StoredLedger LedgerOf(ShadowBook book) => _ledgers.GetOrAdd(book.Folder, folder => new StoredLedger(store, folder));

    private static bool IsCovered(LedgerFile file, DateOnly date) => file.Entries.Any(entry => entry.Key == ShadowProposals.KeyOf(date));

    private static bool IsOpen(LedgerTicket ticket) => ticket.SettledIn(LedgerBookKind.Paper)?.Returned is null;

    private static async Task<IReadOnlyList<LedgerFile>> ReadAsync(
        StoredLedger ledger,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        var files = new List<LedgerFile>();
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
            files.Add(await ledger.ReadAsync(month, cancellationToken).ConfigureAwait(false));
        return files;
    }

    private DateOnly Today => ParisTime.ProgrammeOf(clock.GetUtcNow());

    /// <summary>Stored days that are over.</summary>
    private async Task<IReadOnlyList<DateOnly>> DaysAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        [
            .. (await store.FoldersAsync("", cancellationToken).ConfigureAwait(false))
                .Select(ArtifactPaths.DayOf)
                .OfType<DateOnly>()
                .Where(date => date >= from && date <= to && date < Today)
                .Order(),
        ];
}
