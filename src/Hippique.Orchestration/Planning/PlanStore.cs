using System.Collections.Concurrent;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Planning;

/// <summary>Reads and replaces <c>plan.json</c>; one of the last few days that has not changed is not parsed twice.</summary>
public sealed class PlanStore(IArtifactStore store)
{
    /// <summary>A plan is some hundred kilobytes; most of what is asked is of two or three days.</summary>
    private const int MaxRead = 8;

    private readonly ConcurrentDictionary<DateOnly, (string Version, DayPlan Plan)> _read = new();

    /// <summary>Null if the day was not planned.</summary>
    public async Task<DayPlan?> GetAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Plan(date);
        if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } there)
            return null;
        if (!_read.TryGetValue(date, out var known) || known.Version != there.Version)
        {
            if (_read.Count >= MaxRead)
                _read.Clear();
            _read[date] = known = (there.Version, ArtifactJson.Read<DayPlan>(path, there.Content));
        }
        return known.Plan;
    }

    /// <summary>Null if the day was not planned or has no such race.</summary>
    public async Task<PlannedRace?> FindAsync(RaceId race, CancellationToken cancellationToken) =>
        await GetAsync(race.Date, cancellationToken).ConfigureAwait(false) is { } day
            ? day.Races.FirstOrDefault(planned => planned.Id == race)
            : null;

    /// <summary>The race that one source calls so; its own number there is not always the race's name.</summary>
    public async Task<PlannedRace?> FindAsync(RaceLink link, CancellationToken cancellationToken) =>
        await GetAsync(link.Date, cancellationToken).ConfigureAwait(false) is { } day
            ? day.Races.FirstOrDefault(planned => planned.Links.Any(own => own.Source == link.Source && own.Code == link.Code))
            : null;

    /// <summary>Replaces the day's plan by what <paramref name="next"/> makes of it (null: not planned yet); called again if another writer has changed it meanwhile.</summary>
    /// <exception cref="ArtifactBusyException">Other writers changed it at every try.</exception>
    public async Task<DayPlan> UpdateAsync(DateOnly date, Func<DayPlan?, DayPlan> next, CancellationToken cancellationToken)
    {
        DayPlan? plan = null;
        var path = ArtifactPaths.Plan(date);
        await store
            .UpdateAsync(
                path,
                there =>
                {
                    plan = next(there is null ? null : ArtifactJson.Read<DayPlan>(path, there.Content));
                    return ArtifactJson.Write(plan);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return plan!;
    }
}
