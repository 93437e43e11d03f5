using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
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
/// Carries out one phase of one race: looks at the race, keeps the snapshot, at H-5 analyses it and writes the tickets. The queue, <c>POST /run</c>, the command line
/// and a replay all come through here. A second call finds what the first one left and changes nothing.
/// </summary>
public sealed class PhaseRunner(
    SourceSet sources,
    RaceDecision decision,
    IArtifactStore store,
    ITaskQueue queue,
    PlanStore plans,
    PhaseSettings settings,
    TimeProvider clock,
    IEnumerable<IPhaseObserver> observers,
    ILogger<PhaseRunner> logger
) : ITaskHandler
{
    private readonly PhaseArtifacts _artifacts = new(store);
    private readonly ModulePhase? _module = settings.Module is { } module ? new ModulePhase(store, module, clock) : null;
    private readonly IPhaseObserver[] _observers = [.. observers];

    public async Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken) =>
        await RunPhaseAsync(task, cancellationToken).ConfigureAwait(false) switch
        {
            PhaseResult.Ended ended => new TaskOutcome.Ended(ended.End),
            PhaseResult.RetryLater later => new TaskOutcome.RetryLater(later.After, later.Why),
            var other => throw new InvalidOperationException($"no outcome for {other.GetType().Name}"),
        };

    /// <summary>Carries out the phase now, also long before its time; only <see cref="PlannedTask.GraceUntil"/> stops it.</summary>
    public async Task<PhaseResult> RunPhaseAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        using var log = new RunLog(logger, clock, task.Name);
        var run = new Run(task, Rescheduler.PhaseOf(task), clock.GetUtcNow(), log);
        Step step;
        // The boundary of a task: whatever breaks here must end this phase, in its log, and no other.
        try
        {
            step = await CarryOutAsync(run, cancellationToken).ConfigureAwait(false);
        }
        catch (ArtifactException disk)
        {
            step = RetryOr(run, null, disk.Message, new TaskEnd.Failed(disk.Message));
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            step = new Step.End(new TaskEnd.Failed($"{bug.GetType().Name}: {bug.Message}"));
        }
        return await FinishAsync(run, step, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Step> CarryOutAsync(Run run, CancellationToken cancellationToken)
    {
        var task = run.Task;
        if (await CarriedOutBeforeAsync(task.Race, run.Phase, cancellationToken).ConfigureAwait(false) is { } before)
        {
            run.Log.Info("carried out before: nothing to do");
            return before;
        }
        var stored = await _artifacts.SnapshotAsync(task.Race, run.Phase, cancellationToken).ConfigureAwait(false);
        if (stored is null || run.Phase == Phase.H5 || _module is not null)
        {
            if (run.Begun > task.GraceUntil)
                return Missed(run, "begun after its grace");
        }
        if (stored is null)
        {
            if (await plans.FindAsync(task.Race, cancellationToken).ConfigureAwait(false) is not { } race)
                return new Step.End(new TaskEnd.Failed($"{task.Race} is not in the plan of its day"));
            var look = await RaceLook
                .AskAsync(sources, race, run.Phase, task.DueAt, clock, run.Log, cancellationToken)
                .ConfigureAwait(false);
            if (look is RaceLook.Refused refused)
                return Refused(run, refused);
            var seen = (RaceLook.Seen)look;
            if (await MovedOrWithdrawnAsync(run, seen.View.Card, cancellationToken).ConfigureAwait(false) is { } gone)
                return gone;
            var snapshot = SnapshotMaker.Make(race, seen, run.Phase, run.DueAt, settings.Simulated);
            stored = await _artifacts.PutSnapshotAsync(snapshot, cancellationToken).ConfigureAwait(false);
        }
        await _artifacts.PutCotesAsync(task.Race, cancellationToken).ConfigureAwait(false);
        if (_module is not null)
        {
            var report = await _module.RunAsync(stored.Value.Snapshot, run.Log, cancellationToken).ConfigureAwait(false);
            var end = report.Failure is { } cause ? new TaskEnd.Failed(cause) : Lateness.EndOf(run.DueAt, run.Begun);
            return new Step.End(end, Module: report);
        }
        var analysis =
            run.Phase == Phase.H5 ? await decision.MakeAsync(stored.Value, run.Log, cancellationToken).ConfigureAwait(false) : null;
        return new Step.End(Lateness.EndOf(run.DueAt, run.Begun), analysis);
    }

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

    /// <summary>Null where the phase goes on: the race is on, and its off is where it was or its new time has come already.</summary>
    private async Task<Step?> MovedOrWithdrawnAsync(Run run, RaceCard card, CancellationToken cancellationToken)
    {
        var task = run.Task;
        if (card.Cancelled)
            return new Step.End(new TaskEnd.Cancelled("the race was withdrawn"));
        var now = clock.GetUtcNow();
        if (Rescheduler.IsMoved(task.Off, card.Off))
        {
            await Rescheduler.MoveWaitingAsync(queue, task.Race, card.Off, task.Name, cancellationToken).ConfigureAwait(false);
            var early = run.Begun < task.DueAt - Lateness.OnTime;
            var waits = now < card.Off - run.Phase.BeforeOff() - PhaseTiming.MoveTolerance;
            if (
                !early
                && waits
                && await Rescheduler.RequeueAsync(queue, task.Race, run.Phase, card.Off, cancellationToken).ConfigureAwait(false)
            )
                return new Step.End(Rescheduler.Reason(task.Off, card.Off));
            run.Log.Warning($"{Rescheduler.Reason(task.Off, card.Off).Reason}: carried out now");
            run.DueAt = card.Off - run.Phase.BeforeOff();
        }
        // The look itself takes time, and an off can move forward: nothing is proposed in the last minute.
        return run.Phase == Phase.H5 && now > card.Off - PlanSchedule.LastLook ? Missed(run, "the race is about to start") : null;
    }

    private Step Refused(Run run, RaceLook.Refused refused) =>
        refused.CanRetry
            ? RetryOr(run, refused.RetryAfter, refused.Why, new TaskEnd.Missed(refused.Why))
            : new Step.End(new TaskEnd.Failed(refused.Why));

    private Step RetryOr(Run run, TimeSpan? asked, string why, TaskEnd otherwise) =>
        PhaseTiming.NextTry(run.Task, clock.GetUtcNow(), asked) is { } after ? new Step.Again(after, why) : new Step.End(otherwise);

    private static Step.End Missed(Run run, string reason) =>
        new(new TaskEnd.Missed($"{reason}: {(int)(run.Begun - run.Task.DueAt).TotalSeconds} s after its time"));

    private async Task<PhaseResult> FinishAsync(Run run, Step step, CancellationToken cancellationToken)
    {
        var race = run.Task.Race;
        Say(run.Log, step);
        try
        {
            await _artifacts.AppendLogAsync(race, run.Phase, run.Log.Text, cancellationToken).ConfigureAwait(false);
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
                Race = race,
                Phase = run.Phase,
                CorrelationId = run.Task.Name,
                Log = run.Log.Text,
                After = again.After,
                Why = again.Why,
            };
        }
        var end = (Step.End)step;
        var result = new PhaseResult.Ended
        {
            Race = race,
            Phase = run.Phase,
            CorrelationId = run.Task.Name,
            Log = run.Log.Text,
            End = end.How,
            Analysis = end.Analysis,
            Module = end.Module,
            Artifacts = await _artifacts.ListAsync(race, run.Phase, cancellationToken).ConfigureAwait(false),
        };
        foreach (var observer in _observers)
            observer.PhaseEnded(result);
        return result;
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

    private sealed class Run(PlannedTask task, Phase phase, DateTimeOffset begun, RunLog log)
    {
        public PlannedTask Task => task;
        public Phase Phase => phase;
        public DateTimeOffset Begun => begun;
        public RunLog Log => log;

        /// <summary>Its time; another than the task's once the source says that the off moved.</summary>
        public DateTimeOffset DueAt { get; set; } = task.DueAt;
    }

    private abstract record Step
    {
        public sealed record End(TaskEnd How, RaceAnalysis? Analysis = null, ModuleReport? Module = null) : Step;

        public sealed record Again(TimeSpan After, string Why) : Step;
    }
}
