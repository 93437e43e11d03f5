using System.Security.Cryptography;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>Races that are over, as they were kept for the user's own tickets; no source is asked.</summary>
internal sealed class EndedRaces(IArtifactStore store)
{
    private readonly ResultFiles _results = new(store);

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
}

/// <param name="Finished">For the settlement.</param>
/// <param name="Known">The result that counts; null if only the plan calls the race off.</param>
/// <param name="Fact">The same as an entry names it.</param>
internal sealed record EndedRace(FinishedRace Finished, RaceResult? Known, LedgerFact.Result Fact);
