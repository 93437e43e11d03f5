using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Notifications;

/// <summary>What the tickets of races came to.</summary>
internal static class RaceMoney
{
    /// <summary>The fact that counts; null if the race is not settled.</summary>
    public static async Task<SettlementFact?> LastAsync(IArtifactStore store, RaceId race, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Settlement(race);
        try
        {
            return
                await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there
                && ArtifactJson.Read<RaceSettlements>(path, there.Content).Facts is [.., var last]
                ? last
                : null;
        }
        // Changed by hand: the race counts as not settled, and no other one's message is kept back.
        catch (ArtifactException unreadable) when (unreadable.IsUnreadable)
        {
            return null;
        }
    }

    public static async Task<NewsMoney> OfAsync(IArtifactStore store, IReadOnlyList<Ticket> tickets, CancellationToken cancellationToken)
    {
        var settled = new List<SettledTicket>();
        foreach (var race in tickets.Select(ticket => ticket.Race).Distinct())
        {
            if (await LastAsync(store, race, cancellationToken).ConfigureAwait(false) is { } fact)
                settled.AddRange(fact.Tickets.Where(ticket => ticket.Outcome != SettledState.Unsettled));
        }
        return new NewsMoney(
            tickets.Count,
            Sum(tickets.Select(ticket => ticket.Stake)),
            settled.Count,
            Sum(settled.Select(ticket => ticket.Stake)),
            Sum(settled.Select(ticket => ticket.Returned ?? Euro.Zero))
        );
    }

    private static Euro Sum(IEnumerable<Euro> amounts) => new(amounts.Sum(amount => amount.Amount));
}
