using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>Settles the tickets of races that are over, on official dividends only, and keeps what came of them. Settling again changes nothing where nothing new is known.</summary>
internal sealed class SettledRaces(IArtifactStore store)
{
    private readonly ResultFiles _results = new(store);
    private readonly TicketSettler _settler = new();

    /// <summary>
    /// A race without tickets is passed over. Where the result that was kept leaves a ticket open (another pool's dividends, or none yet), the race's sources are asked again.
    /// </summary>
    /// <exception cref="IOException">An artifact cannot be read or written.</exception>
    public async Task SettleAsync(PlannedRace race, ResultRequests asking, CancellationToken cancellationToken)
    {
        var tickets =
            (await ReadAsync<TicketSheet>(ArtifactPaths.Tickets(race.Id), cancellationToken).ConfigureAwait(false))?.Tickets ?? [];
        if (tickets.Count == 0)
            return;
        var seen = await ReadAsync<Snapshot>(ArtifactPaths.Snapshot(race.Id, Phase.H5), cancellationToken).ConfigureAwait(false);
        if (seen is null)
            return;
        var card = seen.Card with { Cancelled = race.Cancelled };
        var (result, name) = await _results.LastAsync(race.Id, cancellationToken).ConfigureAwait(false) ?? default;
        if (result is not null && !IsOf(result, card))
            (result, name) = (null, null);
        var settled = Settle(tickets, card, result);
        // A race that is flagged as called off may have been run before its meeting was abandoned.
        if (Open(settled) > 0 || (race.Cancelled && result is null))
        {
            var (found, _) = await asking
                .AskAsync(race, one => Open(Settle(tickets, card, one)) == 0, cancellationToken)
                .ConfigureAwait(false);
            if (
                found is not null
                && IsOf(found, card)
                && Settle(tickets, card, found) is var better
                && (result is null || Open(better) < Open(settled))
            )
            {
                (result, settled) = (found with { Id = race.Id }, better);
                name = await _results.AddAsync(result, cancellationToken).ConfigureAwait(false);
            }
        }
        if (result is not null || race.Cancelled)
            await AddAsync(race.Id, SettlementFact.Of(settled, result, name), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the winner stands on the card; else the result is of another race.</summary>
    public static bool IsOf(RaceResult result, RaceCard card) =>
        result.Arrival.Count == 0 || result.Arrival[0].Any(number => card.Runners.Any(runner => runner.Number == number));

    private List<TicketSettlement> Settle(IReadOnlyList<Ticket> tickets, RaceCard card, RaceResult? result) =>
        [.. tickets.Select(ticket => _settler.Settle(ticket, FinishedRace.Of(card, result)))];

    private static int Open(List<TicketSettlement> tickets) => tickets.Count(ticket => ticket.Outcome is TicketOutcome.Unsettled);

    private Task<bool> AddAsync(RaceId race, SettlementFact fact, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Settlement(race);
        return store.UpdateAsync(
            path,
            there =>
            {
                IReadOnlyList<SettlementFact> facts = there is null ? [] : ArtifactJson.Read<RaceSettlements>(path, there.Content).Facts;
                return facts.Count > 0 && ArtifactJson.Write(facts[^1]).AsSpan().SequenceEqual(ArtifactJson.Write(fact))
                    ? null
                    : ArtifactJson.Write(new RaceSettlements { Race = race, Facts = [.. facts, fact] });
            },
            cancellationToken
        );
    }

    private async Task<T?> ReadAsync<T>(string path, CancellationToken cancellationToken)
        where T : class =>
        await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there ? ArtifactJson.Read<T>(path, there.Content) : null;
}
