using Hippique.Gpi;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;

namespace Hippique.Orchestration.Exposure;

/// <summary>
/// What is at stake of proposed tickets at a moment. On paper every proposal counts as played. Once the user says what he plays, a ticket counts with what was staked; while nothing was
/// said, as proposed until it expires, and not at all after that. For one question: what it has read of the ledger it does not read again.
/// </summary>
internal sealed class MoneyAtStake(ILedger ledger, LedgerMode mode, bool simulated)
{
    private readonly Dictionary<(int Year, int Month), LedgerFile> _files = [];
    private bool? _paper;

    /// <param name="date">Programme day of the races.</param>
    /// <param name="proposed">As they were proposed.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <returns>Those with something at stake, in the given order.</returns>
    public async Task<IReadOnlyList<PlayedRace>> OfAsync(
        DateOnly date,
        IReadOnlyList<PlayedRace> proposed,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (proposed.Count == 0 || await IsPaperAsync(cancellationToken).ConfigureAwait(false))
            return proposed;
        var file = await FileAsync(date, cancellationToken).ConfigureAwait(false);
        // A ledger that something else has changed must not end an analysis; to count too much is the safe side.
        if (file.Faults.Count > 0)
            return proposed;
        var tickets = file.Book.Tickets.ToLookup(ticket => ticket.Race);
        return [.. proposed.Select(race => AtStake(race, [.. tickets[race.Race]], now)).OfType<PlayedRace>()];
    }

    /// <summary>What the bets of a day have lost, with all that has no result yet counted as lost; below 0 if they have won.</summary>
    /// <param name="date">Programme day.</param>
    /// <param name="atStake">What <see cref="OfAsync"/> says of its races.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    public async Task<Euro> LostAsync(DateOnly date, IReadOnlyList<PlayedRace> atStake, CancellationToken cancellationToken)
    {
        var staked = new Euro(atStake.Sum(race => race.Staked.Amount));
        var file = await FileAsync(date, cancellationToken).ConfigureAwait(false);
        if (atStake.Count == 0 || file.Faults.Count > 0)
            return staked;
        var book = await IsPaperAsync(cancellationToken).ConfigureAwait(false) ? LedgerBookKind.Paper : LedgerBookKind.Played;
        var races = atStake.Select(race => race.Race).ToHashSet();
        var tickets = file.Book.Tickets.Where(ticket => races.Contains(ticket.Race));
        return staked - new Euro(tickets.Sum(ticket => ticket.SettledIn(book)?.Returned?.Amount ?? 0));
    }

    private async Task<bool> IsPaperAsync(CancellationToken cancellationToken) =>
        _paper ??= await mode.IsPaperAsync(simulated, cancellationToken).ConfigureAwait(false);

    private async Task<LedgerFile> FileAsync(DateOnly date, CancellationToken cancellationToken) =>
        _files.TryGetValue((date.Year, date.Month), out var read)
            ? read
            : _files[(date.Year, date.Month)] = await ledger.ReadAsync(date, cancellationToken).ConfigureAwait(false);

    private static PlayedRace? AtStake(PlayedRace race, IReadOnlyList<LedgerTicket> tickets, DateTimeOffset now)
    {
        var staked =
            tickets.Count == 0
                ? Unsaid(race.Staked, race.Off - PlanSchedule.LastLook, now)
                : new Euro(tickets.Sum(ticket => Of(ticket, now).Amount));
        if (staked == Euro.Zero)
            return null;
        var share = (double)(staked.Amount / race.Staked.Amount);
        return race with
        {
            Staked = staked,
            Totals = new TicketTotals(race.Totals.ExpectedProfit * share, race.Totals.Variance * share * share),
        };
    }

    private static Euro Of(LedgerTicket ticket, DateTimeOffset now) =>
        ticket.Said?.Fact switch
        {
            LedgerFact.Played played => played.Stake,
            null => Unsaid(ticket.Proposed.Stake, ticket.Proposed.ExpiresAt, now),
            _ => Euro.Zero,
        };

    private static Euro Unsaid(Euro proposed, DateTimeOffset expires, DateTimeOffset now) => now < expires ? proposed : Euro.Zero;
}
