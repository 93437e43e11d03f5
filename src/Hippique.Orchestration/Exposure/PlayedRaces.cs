using System.Collections.Concurrent;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Orchestration.Exposure;

/// <summary>Reads <c>tickets.json</c> of the races of a day. These files are never changed, so none is read twice. May be shared between threads.</summary>
internal sealed class PlayedRaces(IArtifactStore store, PlanStore plans)
{
    private readonly ConcurrentDictionary<RaceId, PlayedRace?> _known = new();

    /// <summary>By off, then race; only races with a ticket.</summary>
    public async Task<IReadOnlyList<PlayedRace>> OfAsync(DateOnly date, CancellationToken cancellationToken)
    {
        if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { } day)
            return [];
        var played = new List<PlayedRace>();
        foreach (var race in day.Races)
        {
            if (await ReadAsync(race, cancellationToken).ConfigureAwait(false) is { } found)
                played.Add(found);
        }
        return [.. played.OrderBy(race => race.Off).ThenBy(race => race.Race)];
    }

    /// <summary>Drops what is cached of days before <paramref name="date"/>.</summary>
    public void Forget(DateOnly date)
    {
        foreach (var race in _known.Keys.Where(race => race.Date < date).ToList())
            _known.TryRemove(race, out _);
    }

    private async Task<PlayedRace?> ReadAsync(PlannedRace race, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(race.Id, out var known))
            return known;
        var path = ArtifactPaths.Tickets(race.Id);
        if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } there)
            return null;
        return _known[race.Id] = PlayedRace.Of(race, ArtifactJson.Read<TicketSheet>(path, there.Content));
    }
}
