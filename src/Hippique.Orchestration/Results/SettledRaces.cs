using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>Settles the tickets of races that are over, on official dividends only, in <c>settlement.json</c>. Settling again without news changes nothing.</summary>
internal sealed class SettledRaces(IArtifactStore store, EventBus events)
{
    private readonly ResultFiles _results = new(store);
    private readonly TicketSettler _settler = new();

    /// <summary>
    /// A race without tickets is passed over. If the result that was kept leaves a ticket open (another pool's dividends, or none yet), the race's sources are asked again.
    /// </summary>
    /// <exception cref="IOException">An artifact cannot be read or written.</exception>
    public async Task SettleAsync(PlannedRace race, ResultAsker asker, CancellationToken cancellationToken)
    {
        var sheet = await ReadAsync<TicketSheet>(ArtifactPaths.Tickets(race.Id), cancellationToken).ConfigureAwait(false);
        if (sheet is not { Tickets: { Count: > 0 } tickets })
            return;
        var seen = await ReadAsync<Snapshot>(ArtifactPaths.Snapshot(race.Id, Phase.H5), cancellationToken).ConfigureAwait(false);
        if (seen is null)
            return;
        var card = seen.Card with { Cancelled = race.Cancelled };
        var settling = await KeptAsync(race.Id, tickets, card, cancellationToken).ConfigureAwait(false);
        // A race that is flagged as called off may have been run before its meeting was abandoned.
        if (settling.Open > 0 || (race.Cancelled && settling.Result is null))
            settling = await BetterAsync(race, tickets, card, settling, asker, cancellationToken).ConfigureAwait(false);
        if (settling.Result is null && !race.Cancelled)
            return;
        var fact = SettlementFact.Of(settling.Tickets, settling.Result, settling.File);
        if (await AddAsync(race.Id, fact, cancellationToken).ConfigureAwait(false))
            events.Publish(settling.ToEvent(race.Id));
    }

    /// <summary>Whether the winner stands on the card; else the result is of another race.</summary>
    public static bool IsOf(RaceResult result, RaceCard card) =>
        result.Arrival.Count == 0 || result.Arrival[0].Any(number => card.Runners.Any(runner => runner.Number == number));

    /// <summary>On the last result that was kept, if it is of this race.</summary>
    private async Task<Settling> KeptAsync(RaceId race, IReadOnlyList<Ticket> tickets, RaceCard card, CancellationToken cancellationToken)
    {
        var kept = await _results.LastAsync(race, cancellationToken).ConfigureAwait(false);
        return kept is var (result, file) && IsOf(result, card) ? Settle(tickets, card, result, file) : Settle(tickets, card, null, null);
    }

    /// <summary>On a result that leaves fewer tickets open, which is kept; the same settling if no source has one.</summary>
    private async Task<Settling> BetterAsync(
        PlannedRace race,
        IReadOnlyList<Ticket> tickets,
        RaceCard card,
        Settling before,
        ResultAsker asker,
        CancellationToken cancellationToken
    )
    {
        var answer = await asker.AskAsync(race, one => Settle(tickets, card, one, null).Open == 0, cancellationToken).ConfigureAwait(false);
        if (answer is not ResultAnswer.Run(var found) || !IsOf(found, card))
            return before;
        var result = found with { Id = race.Id };
        var better = Settle(tickets, card, result, null);
        return before.Result is null || better.Open < before.Open
            ? better with
            {
                File = await _results.AddAsync(result, cancellationToken).ConfigureAwait(false),
            }
            : before;
    }

    private Settling Settle(IReadOnlyList<Ticket> tickets, RaceCard card, RaceResult? result, string? file) =>
        new([.. tickets.Select(ticket => _settler.Settle(ticket, FinishedRace.Of(card, result)))], result, file);

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

    /// <summary>The tickets of a race settled on one result, which stands in a file.</summary>
    private sealed record Settling(IReadOnlyList<TicketSettlement> Tickets, RaceResult? Result, string? File)
    {
        /// <summary>Tickets that the result does not settle.</summary>
        public int Open => Tickets.Count(ticket => ticket.Outcome is TicketOutcome.Unsettled);

        public HippiqueEvent.RaceSettled ToEvent(RaceId race) =>
            new(
                race,
                Tickets.Count,
                Open,
                new Euro(Tickets.Sum(ticket => ticket.Ticket.Stake.Amount)),
                new Euro(Tickets.Sum(ticket => ticket.Returned?.Amount ?? 0))
            );
    }
}
