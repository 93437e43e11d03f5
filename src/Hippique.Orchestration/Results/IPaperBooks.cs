using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>
/// Books beside the user's, which are kept on paper when the results of earlier days are asked for. A fault of theirs is logged and costs no result.
/// </summary>
public interface IPaperBooks
{
    /// <summary>Enters what they would have proposed on the days before <paramref name="today"/>.</summary>
    /// <returns>Their open tickets of these days, whose dividends are asked for with the user's own.</returns>
    Task<ILookup<RaceId, Ticket>> ProposeAsync(DateOnly today, CancellationToken cancellationToken);

    /// <summary>Settles them on what is known now.</summary>
    Task SettleAsync(DateOnly today, CancellationToken cancellationToken);
}

/// <summary>There are none: in a replay and a demo.</summary>
public sealed class NoPaperBooks : IPaperBooks
{
    /// <summary>No tickets.</summary>
    public static readonly ILookup<RaceId, Ticket> None = Array.Empty<Ticket>().ToLookup(ticket => ticket.Race);

    public Task<ILookup<RaceId, Ticket>> ProposeAsync(DateOnly today, CancellationToken cancellationToken) => Task.FromResult(None);

    public Task SettleAsync(DateOnly today, CancellationToken cancellationToken) => Task.CompletedTask;
}
