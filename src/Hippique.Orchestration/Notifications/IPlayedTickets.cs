using Hippique.Orchestration.Ledger;
using Hippique.Racing;

namespace Hippique.Orchestration.Notifications;

/// <summary>What the player has said about proposed tickets.</summary>
public interface IPlayedTickets
{
    /// <summary>The player has said of every ticket of the race that it was bought, or that it will not be.</summary>
    Task<bool> IsDecidedAsync(RaceId race, CancellationToken cancellationToken);
}

/// <summary>What the ledger has.</summary>
internal sealed class SaidTickets(ILedger ledger) : IPlayedTickets
{
    public async Task<bool> IsDecidedAsync(RaceId race, CancellationToken cancellationToken)
    {
        var book = (await ledger.ReadAsync(race.Date, cancellationToken).ConfigureAwait(false)).Book;
        List<LedgerTicket> tickets = [.. book.Tickets.Where(ticket => ticket.Race == race)];
        return tickets.Count > 0 && tickets.TrueForAll(ticket => ticket.Said is not null);
    }
}
