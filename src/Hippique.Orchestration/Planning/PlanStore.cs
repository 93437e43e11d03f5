using System.Collections.Concurrent;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Planning;

/// <summary>Reads and replaces <c>plan.json</c>; a plan that has not changed is not read twice.</summary>
public sealed class PlanStore(IArtifactStore store)
{
    private readonly ConcurrentDictionary<DateOnly, (string Version, DayPlan Plan)> _read = new();

    /// <summary>The day's plan and the version to replace it under; null where the day was not planned.</summary>
    public async Task<(DayPlan Plan, string Version)?> GetAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Plan(date);
        if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } there)
            return null;
        if (!_read.TryGetValue(date, out var known) || known.Version != there.Version)
            _read[date] = known = (there.Version, ArtifactJson.Read<DayPlan>(path, there.Content));
        return (known.Plan, known.Version);
    }

    /// <summary>Null where the day was not planned or has no such race.</summary>
    public async Task<PlannedRace?> FindAsync(RaceId race, CancellationToken cancellationToken) =>
        await GetAsync(race.Date, cancellationToken).ConfigureAwait(false) is { } day
            ? day.Plan.Races.FirstOrDefault(planned => planned.Id == race)
            : null;

    /// <summary>The race that one source calls so; its own number there is not always the race's name.</summary>
    public async Task<PlannedRace?> FindAsync(RaceLink link, CancellationToken cancellationToken) =>
        await GetAsync(link.Date, cancellationToken).ConfigureAwait(false) is { } day
            ? day.Plan.Races.FirstOrDefault(planned => planned.Links.Any(own => own.Source == link.Source && own.Code == link.Code))
            : null;

    /// <summary>False where the plan has changed since <paramref name="ifVersion"/> was read (null: where there is one by now).</summary>
    public async Task<bool> TryPutAsync(DayPlan plan, string? ifVersion, CancellationToken cancellationToken) =>
        await store
            .PutIfUnchangedAsync(ArtifactPaths.Plan(plan.Date), ArtifactJson.Write(plan), ifVersion, cancellationToken)
            .ConfigureAwait(false) != PutOutcome.Conflict;
}
