using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Phases.Module;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Phases;

/// <summary>
/// Carries out one phase of one race: looks at the race, keeps the snapshot, at H-5 analyses it and writes the tickets. The queue, <c>POST /run</c>, the command line
/// and a replay all come through here. A second call finds what the first one left and changes nothing.
/// </summary>
public sealed class PhaseRunner(
    SnapshotTaker snapshots,
    RaceDecision decision,
    IArtifactStore store,
    PhaseSettings settings,
    TimeProvider clock,
    ILogger<PhaseRunner> logger,
    PhaseMeter? meter = null
) : ITaskHandler
{
    private static readonly TimeSpan MaxLogWait = TimeSpan.FromSeconds(1);
    private readonly PhaseArtifacts _artifacts = new(store);
    private readonly ModulePhase? _module = settings.Module is { } module ? new ModulePhase(store, module, clock) : null;

    public IReadOnlyCollection<TaskKind> Kinds { get; } = [TaskKind.H30, TaskKind.H5];

    public async Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken) =>
        (await RunPhaseAsync(task, cancellationToken).ConfigureAwait(false)).ToOutcome();

    /// <summary>A phase whose last file is written was carried out, also if nobody recorded it.</summary>
    public async Task<TaskEnd?> FindEndAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        var (race, phase) = (task.RaceOrThrow, task.Kind.ToPhase());
        if (await CarriedOutBeforeAsync(race, phase, cancellationToken).ConfigureAwait(false) is { } before)
        {
            if (before.Analysis is { } analysis)
                await decision.TellAsync(task.Name, analysis, cancellationToken).ConfigureAwait(false);
            return before.How;
        }
        if (_module is not null || phase == Phase.H5)
            return null;
        if (await _artifacts.SnapshotAsync(race, phase, cancellationToken).ConfigureAwait(false) is null)
            return null;
        await _artifacts.PutCotesAsync(race, cancellationToken).ConfigureAwait(false);
        return new TaskEnd.Done();
    }

    /// <summary>Carries out the phase now, whenever it is due.</summary>
    /// <param name="task">Of a race.</param>
    /// <param name="cancellationToken">Ends the call; what was written stays whole.</param>
    public async Task<PhaseResult> RunPhaseAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        using var log = new RunLog(logger, clock, task.Name);
        var run = new PhaseRun(task, clock.GetUtcNow(), log);
        using var watch = new PhaseWatch(meter, clock, run);
        Step step;
        // The boundary of a task: whatever breaks here must end this phase, in its log, and no other.
        try
        {
            step = await CarryOutAsync(run, cancellationToken).ConfigureAwait(false);
        }
        catch (ArtifactException disk)
        {
            step = RetryOr(run, null, disk.Problem, new TaskEnd.Failed(disk.Message));
        }
        catch (OperationCanceledException)
        {
            run.Log.Info("stopped before its end: the phase stays open");
            await KeepLogAsync(run).ConfigureAwait(false);
            throw;
        }
        catch (Exception bug)
        {
            step = new Step.End(new TaskEnd.Failed($"{bug.GetType().Name}: {bug.Message}"));
        }
        return watch.End(await FinishAsync(run, step, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The answer for a phase that was not carried out now, with what there is of it.</summary>
    public async Task<PhaseResult> ReportAsync(PlannedTask task, TaskEnd end, CancellationToken cancellationToken)
    {
        using var log = new RunLog(logger, clock, task.Name);
        var run = new PhaseRun(task, clock.GetUtcNow(), log);
        var before = await CarriedOutBeforeAsync(run.Race, run.Phase, cancellationToken).ConfigureAwait(false);
        return await FinishAsync(run, new Step.End(end, before?.Analysis, before?.Module), cancellationToken).ConfigureAwait(false);
    }

    private async Task<Step> CarryOutAsync(PhaseRun run, CancellationToken cancellationToken)
    {
        if (await CarriedOutBeforeAsync(run.Race, run.Phase, cancellationToken).ConfigureAwait(false) is { } before)
        {
            run.Log.Info("carried out before: nothing to do");
            // Whoever carried it out was killed before the end was recorded, and perhaps before it was told.
            if (before.Analysis is { } known)
                await decision.TellAsync(run.Task.Name, known, cancellationToken).ConfigureAwait(false);
            return before;
        }
        switch (await snapshots.TakeAsync(run, cancellationToken).ConfigureAwait(false))
        {
            case SnapshotTaking.Over { End: var end }:
                return new Step.End(end);
            case SnapshotTaking.NotAsked { Race: var abroad }:
                run.Log.Info($"not asked for: {abroad.Country} is outside COUNTRIES");
                return new Step.End(
                    EndOf(run),
                    run.Phase == Phase.H5 ? await decision.RefuseAsync(abroad, run.Log, cancellationToken).ConfigureAwait(false) : null
                );
            case SnapshotTaking.Refused { Look: var look }:
                return look.CanRetry
                    ? RetryOr(run, look.RetryAfter, look.Why, look.End, look.Errors)
                    : new Step.End(look.End, Refusals: look.Errors);
            case SnapshotTaking.Taken taken when _module is not null:
                var report = await _module
                    .RunAsync(taken.Snapshot, ModulePlace.OfPhase(run.Race, run.Phase), run.Log, cancellationToken)
                    .ConfigureAwait(false);
                return new Step.End(report.Failure is { } cause ? new TaskEnd.Failed(cause) : EndOf(run), Module: report);
            case SnapshotTaking.Taken taken when run.Phase == Phase.H5:
                return new Step.End(EndOf(run), await decision.MakeAsync(taken, run.Log, cancellationToken).ConfigureAwait(false));
            case SnapshotTaking.Taken:
                return new Step.End(EndOf(run));
            case var other:
                throw new InvalidOperationException($"no step for {other.GetType().Name}");
        }
    }

    private static TaskEnd EndOf(PhaseRun run) => Lateness.EndOf(run.DueAt, run.Looked);

    private async Task<Step.End?> CarriedOutBeforeAsync(RaceId race, Phase phase, CancellationToken cancellationToken)
    {
        if (_module is not null)
        {
            var report = await _module.FinishedAsync(race, phase, cancellationToken).ConfigureAwait(false);
            return report is null ? null : new Step.End(new TaskEnd.Done(), Module: report);
        }
        return phase == Phase.H5 && await _artifacts.FinishedAnalysisAsync(race, cancellationToken).ConfigureAwait(false) is { } finished
            ? new Step.End(new TaskEnd.Done(), finished)
            : null;
    }

    private Step RetryOr(PhaseRun run, TimeSpan? asked, Problem why, TaskEnd otherwise, IReadOnlyList<SourceError>? refusals = null) =>
        PhaseTiming.NextTry(run.Task, clock.GetUtcNow(), asked) is { } after
            ? new Step.Again(after, why)
            : new Step.End(otherwise, Refusals: refusals);

    private async Task<PhaseResult> FinishAsync(PhaseRun run, Step step, CancellationToken cancellationToken)
    {
        Say(run.Log, step);
        try
        {
            await _artifacts.AppendLogAsync(run.Race, run.Phase, run.Log.Text, cancellationToken).ConfigureAwait(false);
        }
        catch (ArtifactException disk)
        {
            // The program's own log has the lines; that this copy is missing changes nothing about the phase.
            run.Log.Error(disk.Message);
        }
        if (step is Step.Again again)
        {
            return new PhaseResult.RetryLater
            {
                Race = run.Race,
                Phase = run.Phase,
                CorrelationId = run.Task.Name,
                Log = run.Log.Text,
                After = again.After,
                Why = again.Why,
            };
        }
        var end = (Step.End)step;
        return new PhaseResult.Ended
        {
            Race = run.Race,
            Phase = run.Phase,
            CorrelationId = run.Task.Name,
            Log = run.Log.Text,
            End = end.How,
            Analysis = end.Analysis,
            Module = end.Module,
            Refusals = end.Refusals ?? [],
            Artifacts = await _artifacts.ListAsync(run.Race, run.Phase, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>While the program is being stopped: for a moment, and not if somebody else holds the folder.</summary>
    private async Task KeepLogAsync(PhaseRun run)
    {
        using var limit = new CancellationTokenSource(MaxLogWait, TimeProvider.System);
        try
        {
            await _artifacts.AppendLogAsync(run.Race, run.Phase, run.Log.Text, limit.Token).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is ArtifactException or OperationCanceledException)
        {
            // The program's own log has the lines.
        }
    }

    private static void Say(RunLog log, Step step)
    {
        switch (step)
        {
            case Step.Again again:
                log.Warning($"again in {(int)again.After.TotalSeconds} s: {again.Why}");
                break;
            case Step.End { How: TaskEnd.Failed failed }:
                log.Error($"failed: {failed.Cause}");
                break;
            case Step.End { How: TaskEnd.Late late }:
                log.Info($"late by {late.Seconds} s");
                break;
            case Step.End end:
                log.Info(end.How.Detail is { } why ? $"{end.How.State}: {why}" : end.How.State);
                break;
        }
    }

    private abstract record Step
    {
        public sealed record End(
            TaskEnd How,
            RaceAnalysis? Analysis = null,
            ModuleReport? Module = null,
            IReadOnlyList<SourceError>? Refusals = null
        ) : Step;

        public sealed record Again(TimeSpan After, Problem Why) : Step;
    }
}
