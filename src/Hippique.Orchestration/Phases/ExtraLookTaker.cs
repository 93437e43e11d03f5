using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Phases.Module;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Phases;

/// <summary>
/// Looks at a race before the time of its phase or after the phase has ended without one, on request: a snapshot and, at H-5, its analysis under names of their own (design, rule 13).
/// The phase, its task, the tickets and whatever rests on them stay as they are. In the last minute before the off nothing is analysed any more.
/// </summary>
public sealed class ExtraLookTaker(
    SourceSet sources,
    RaceDecision decision,
    IArtifactStore store,
    PhaseSettings settings,
    TimeProvider clock,
    ILogger<ExtraLookTaker> logger
)
{
    /// <summary>Whoever asks again within this time gets the same look: a site is not asked by each of many callers.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private readonly ModulePhase? _module = settings.Module is { } module ? new ModulePhase(store, module, clock) : null;
    private readonly ConcurrentDictionary<string, (ExtraLook Look, long At)> _last = new(StringComparer.Ordinal);

    /// <param name="race">As planned.</param>
    /// <param name="task">The phase that is not carried out.</param>
    /// <param name="cancellationToken">Ends the look; what was written stays whole.</param>
    /// <exception cref="ArtifactException">An artifact cannot be read or written.</exception>
    public async Task<ExtraLook> TakeAsync(PlannedRace race, PlannedTask task, CancellationToken cancellationToken)
    {
        foreach (var (name, kept) in _last)
        {
            if (clock.GetElapsedTime(kept.At) >= Lifetime)
                _last.TryRemove(KeyValuePair.Create(name, kept));
        }
        if (_last.TryGetValue(task.Name, out var last))
            return last.Look;
        using var log = new RunLog(logger, clock, task.Name);
        var look = await LookAsync(race, task, log, cancellationToken).ConfigureAwait(false);
        if (look is ExtraLook.Made)
            _last[task.Name] = (look, clock.GetTimestamp());
        return look;
    }

    private async Task<ExtraLook> LookAsync(PlannedRace race, PlannedTask task, RunLog log, CancellationToken cancellationToken)
    {
        var phase = task.Kind.ToPhase();
        var seen = await RaceLook
            .AskAsync(sources, race, phase, task.DueAt, RequestUrgency.Usual, clock, log, cancellationToken)
            .ConfigureAwait(false);
        if (seen is RaceLook.Refused refused)
        {
            log.Warning($"extra look: {refused.Why}");
            await AppendLogAsync(race.Id, phase, log, cancellationToken).ConfigureAwait(false);
            var after = refused.CanRetry ? refused.RetryAfter ?? PhaseTiming.Waits.Shortest : (TimeSpan?)null;
            return new ExtraLook.Refused(refused.Why, after)
            {
                Race = race.Id,
                Phase = phase,
                CorrelationId = task.Name,
                Log = log.Text,
                Artifacts = [ArtifactPaths.ExtraLog(race.Id, phase)],
                Refusals = refused.Errors,
            };
        }
        var snapshot = SnapshotMaker.Make(race, (RaceLook.Seen)seen, phase, task.DueAt, settings.Simulated);
        return await KeepAsync(snapshot, task, log, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ExtraLook> KeepAsync(Snapshot snapshot, PlannedTask task, RunLog log, CancellationToken cancellationToken)
    {
        var (race, phase, at) = (snapshot.Card.Id, snapshot.Phase, snapshot.TakenAt);
        var bytes = ArtifactJson.Write(snapshot);
        var path = ArtifactPaths.ExtraSnapshot(race, phase, at);
        await store.PutIfAbsentAsync(path, bytes, cancellationToken).ConfigureAwait(false);
        var late = (int)(at - task.DueAt).TotalSeconds;
        log.Info($"extra look {Math.Abs(late)} s {(late > 0 ? "after" : "before")} the phase's time, which is left as it is");
        var artifacts = new List<string> { path, ArtifactPaths.ExtraLog(race, phase) };
        ModuleReport? report = null;
        if (snapshot.Card.Cancelled)
            log.Info("the race was withdrawn: nothing to analyse");
        else if (at > snapshot.Card.Off - PlanSchedule.LastLook)
            log.Info("the race is about to start: nothing is analysed");
        else if (_module is not null)
        {
            var place = ModulePlace.OfExtra(race, phase, at);
            report = await _module.RunAsync(snapshot, place, log, cancellationToken).ConfigureAwait(false);
            artifacts.AddRange(await store.ListAsync(place.Folder, cancellationToken).ConfigureAwait(false));
        }
        else if (phase == Phase.H5)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            artifacts.Add(await decision.PreviewAsync(snapshot, path, hash, log, cancellationToken).ConfigureAwait(false));
        }
        await AppendLogAsync(race, phase, log, cancellationToken).ConfigureAwait(false);
        return new ExtraLook.Made
        {
            Race = race,
            Phase = phase,
            CorrelationId = task.Name,
            Log = log.Text,
            Artifacts = [.. artifacts.Order(StringComparer.Ordinal)],
            Module = report,
        };
    }

    private Task AppendLogAsync(RaceId race, Phase phase, RunLog log, CancellationToken cancellationToken) =>
        store.AppendLinesAsync(ArtifactPaths.ExtraLog(race, phase), Encoding.UTF8.GetBytes(log.Text), cancellationToken);
}
