using System.Security.Cryptography;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;
using Hippique.Racing;

namespace Hippique.Orchestration.Shadow;

/// <summary>Settles tickets of shadow books on the results that were kept for the user's own, as these are settled; no source is asked.</summary>
internal sealed class ShadowSettler(IArtifactStore store, SettlementSettings settings)
{
    private readonly ResultFiles _results = new(store);
    private readonly TicketSettler _settler = new(closingOdds: settings.ClosingOdds);

    /// <summary>What is known of a race that is over; null while it has no end.</summary>
    public async Task<EndedRace?> ReadAsync(PlannedRace race, CancellationToken cancellationToken)
    {
        var looks = await RaceLooks.ReadAsync(store, race, cancellationToken).ConfigureAwait(false);
        var kept = await _results.CurrentAsync(race.Id, looks.IsOf, cancellationToken).ConfigureAwait(false);
        var end = RaceEnds.Of(race, kept, null);
        if (!end.HasEnded || looks.Finished(kept?.Result) is not { } finished)
            return null;
        // A plan's flag refunds although a result stands there that has no end.
        var file = kept is not null && RaceEnds.Of(kept.Result) == end.State ? kept.File : null;
        var bytes = file is null
            ? null
            : await store.GetAsync($"{ArtifactPaths.Race(race.Id)}{file}", cancellationToken).ConfigureAwait(false);
        var hash = bytes is null ? null : Convert.ToHexStringLower(SHA256.HashData(bytes.Content.Span));
        return new EndedRace(finished, kept?.Result, new LedgerFact.Result(RaceEnds.ResultOf(end.State), file, hash));
    }

    /// <summary>What the book does not know yet.</summary>
    public IEnumerable<NewEntry> Entries(IReadOnlyList<LedgerTicket> tickets, LedgerBook book, EndedRace race)
    {
        var settled = tickets
            .Select(ticket =>
                (Ticket: ticket, Now: SettledTicket.Of(_settler.Settle(Proposals.TicketOf(ticket), race.Finished), race.Known))
            )
            .Where(one => RaceBooks.IsNews(one.Ticket.Paper, one.Now))
            .ToList();
        if (settled.Count == 0)
            yield break;
        var first = tickets[0];
        var before = book.ResultOf(first.Race);
        if (before?.Fact != race.Fact)
            yield return LedgerKeys.Result(first.Race, first.Simulated, before, race.Fact);
        foreach (var (ticket, now) in settled)
            yield return LedgerKeys.Settled(ticket, new LedgerFact.Settled { Book = LedgerBookKind.Paper, Ticket = now });
    }
}

/// <param name="Finished">For the settlement.</param>
/// <param name="Known">The result that counts; null if only the plan calls the race off.</param>
/// <param name="Fact">The same as an entry names it.</param>
internal sealed record EndedRace(FinishedRace Finished, RaceResult? Known, LedgerFact.Result Fact);
