using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>What is known of a race's end, from what was kept: no source is asked and nothing is settled.</summary>
public sealed class RaceEndReader(IArtifactStore store, PlanStore plans)
{
    private readonly ResultFiles _results = new(store);
    private readonly SettlementFiles _settlements = new(store);

    /// <summary>The result that counts, and the tickets as they were last settled; null if no result was kept.</summary>
    /// <exception cref="ArtifactException">A file cannot be read.</exception>
    public async Task<SettledRace?> FindAsync(RaceId id, CancellationToken cancellationToken)
    {
        if (await plans.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } race)
            return null;
        var looks = await RaceLooks.ReadAsync(store, race, cancellationToken).ConfigureAwait(false);
        if (await _results.CurrentAsync(id, looks.IsOf, cancellationToken).ConfigureAwait(false) is not { } kept)
            return null;
        var last = await _settlements.LastAsync(id, cancellationToken).ConfigureAwait(false);
        return RaceEnds.Of(race, kept, null) with { Tickets = last?.Tickets ?? [] };
    }
}
