using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Phases;

/// <summary>What asking for one phase of one race came to.</summary>
public abstract record RunRaceResult
{
    private RunRaceResult() { }

    public sealed record Ran(PhaseResult Phase) : RunRaceResult;

    /// <summary>It was asked for before its time: the race was looked at, and the phase is left as it is.</summary>
    public sealed record Looked(ExtraLook Look) : RunRaceResult;

    /// <summary>A timer called, and the phase was not carried out now.</summary>
    /// <param name="Task">The task's name.</param>
    /// <param name="At">When the queue calls again.</param>
    /// <param name="Why">Why not now; null: it is not due.</param>
    public sealed record Waits(string Task, DateTimeOffset At, string? Why) : RunRaceResult;

    /// <summary>The day has a plan, and this race is not in it.</summary>
    public sealed record UnknownRace(Problem Why) : RunRaceResult;

    /// <summary>The day could not be planned.</summary>
    public sealed record NoProgramme(IReadOnlyList<SourceError> Errors, bool CanRetry) : RunRaceResult;
}

/// <summary>
/// Carries out one phase on request (<c>POST /run</c>, <c>hippique run</c>), at once, under the lease of its task, so that the queue does not do it as well or again. Of many
/// who ask for the same at once, one works and the others get its result. Before the phase's time it is an extra look, unless the phase itself is asked for.
/// </summary>
public sealed class RunRaceHandler(
    PlanDayHandler planner,
    PlanStore plans,
    PhaseRunner phases,
    ExtraLookTaker extras,
    TaskQueue queue,
    TaskRunner runner,
    TaskCalls calls,
    TimeProvider clock
)
{
    /// <summary>Asked for earlier than this before its time, a phase is not carried out.</summary>
    public static readonly TimeSpan MaxEarly = TimeSpan.FromMinutes(2);

    /// <summary>How often it looks whether somebody else, who works on the phase, has ended it.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly SingleFlight<(string Source, DateOnly Date, RaceCode Code, Phase Phase, bool Force), RunRaceResult> _runs = new();

    /// <param name="link">The race as a source names it, parsed from the address that came from outside.</param>
    /// <param name="phase">Which look.</param>
    /// <param name="force">The phase itself, also before its time.</param>
    /// <param name="cancellationToken">Ends the run if nobody else waits for it; what was written stays whole.</param>
    public Task<RunRaceResult> RunAsync(RaceLink link, Phase phase, bool force, CancellationToken cancellationToken) =>
        _runs.RunAsync(
            (link.Source, link.Date, link.Code, phase, force),
            work => RunOnceAsync(link, phase, force, work),
            cancellationToken
        );

    /// <summary>
    /// What a timer calls that knows the race by its address: waits for the phase's instant, carries it out, and gives the stored result where it has ended before. A phase that cannot
    /// be carried out now is called again by the queue.
    /// </summary>
    /// <inheritdoc cref="RunAsync(RaceLink, Phase, bool, CancellationToken)"/>
    public async Task<RunRaceResult> RunDueAsync(RaceLink link, Phase phase, CancellationToken cancellationToken)
    {
        var (race, otherwise) = await RaceAsync(link, cancellationToken).ConfigureAwait(false);
        if (race is null)
            return otherwise!;
        while (true)
        {
            var (task, _) = await TaskAsync(race, phase, cancellationToken).ConfigureAwait(false);
            switch (await calls.RunAsync(task.Name, cancellationToken).ConfigureAwait(false))
            {
                case TaskRun.Ended { End: var end }:
                    return new RunRaceResult.Ran(await phases.ReportAsync(task, end, cancellationToken).ConfigureAwait(false));
                case TaskRun.Early { DueAt: var due }:
                    return new RunRaceResult.Waits(task.Name, due, null);
                case TaskRun.Again { After: var after, Why: var why }:
                    return new RunRaceResult.Waits(task.Name, clock.GetUtcNow() + after, why);
                case TaskRun.NotOpen:
                    // The timer knows a task that the store has lost.
                    await queue.AddAsync(task, cancellationToken).ConfigureAwait(false);
                    break;
                case var other:
                    throw new InvalidOperationException($"no phase comes to {other.GetType().Name}");
            }
        }
    }

    /// <summary>The same for a task of the queue.</summary>
    /// <param name="known">As it stands in the store; of a phase.</param>
    /// <param name="force">The phase itself, also before its time.</param>
    /// <param name="cancellationToken">Ends the run; what was written stays whole.</param>
    public async Task<RunRaceResult> RunTaskAsync(TaskRecord known, bool force, CancellationToken cancellationToken) =>
        await plans.FindAsync(known.Task.RaceOrThrow, cancellationToken).ConfigureAwait(false) is { } race
            ? await LookOrRunAsync(race, known.Task, known.End, force, cancellationToken).ConfigureAwait(false)
            : new RunRaceResult.UnknownRace(Problem.Of($"{known.Task.RaceOrThrow} is not in the plan of its day"));

    private async Task<RunRaceResult> RunOnceAsync(RaceLink link, Phase phase, bool force, CancellationToken cancellationToken)
    {
        var (race, otherwise) = await RaceAsync(link, cancellationToken).ConfigureAwait(false);
        if (race is null)
            return otherwise!;
        var (task, end) = await TaskAsync(race, phase, cancellationToken).ConfigureAwait(false);
        return await LookOrRunAsync(race, task, end, force, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RunRaceResult> LookOrRunAsync(
        PlannedRace race,
        PlannedTask task,
        TaskEnd? end,
        bool force,
        CancellationToken cancellationToken
    )
    {
        var early = clock.GetUtcNow() < task.DueAt - MaxEarly;
        // What was carried out or called off has nothing left to look at.
        return early && !force && end is null or TaskEnd.Failed or TaskEnd.Missed
            ? new RunRaceResult.Looked(await extras.TakeAsync(race, task, cancellationToken).ConfigureAwait(false))
            : new RunRaceResult.Ran(await RunAsync(task, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The race in the plan of its day, which is made if there is none; else why there is no such race.</summary>
    private async Task<(PlannedRace? Race, RunRaceResult? Otherwise)> RaceAsync(RaceLink link, CancellationToken cancellationToken)
    {
        if (
            await plans.GetAsync(link.Date, cancellationToken).ConfigureAwait(false) is null
            && await planner.PlanAsync(link.Date, cancellationToken).ConfigureAwait(false) is PlanDayResult.NoProgramme none
        )
            return (null, new RunRaceResult.NoProgramme(none.Errors, none.CanRetry));
        return await plans.FindAsync(link, cancellationToken).ConfigureAwait(false) is { } race
            ? (race, null)
            : (null, new RunRaceResult.UnknownRace(Problem.Of($"the plan of {link.Date:yyyy-MM-dd} has no {link.Code} of {link.Source}")));
    }

    private async Task<PhaseResult> RunAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        while (true)
        {
            PhaseResult? result = null;
            var run = await runner
                .RunNowAsync(
                    task,
                    async (phase, cancelled) =>
                    {
                        result = await phases.RunPhaseAsync(phase, cancelled).ConfigureAwait(false);
                        return result.ToOutcome();
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
            switch (run)
            {
                case TaskRun.Ended { End: var end }:
                    // The store's end is answered, whatever this call came to.
                    return result is PhaseResult.Ended own && own.End == end
                        ? own
                        : await phases.ReportAsync(task, end, cancellationToken).ConfigureAwait(false);
                case TaskRun.Again when result is PhaseResult.RetryLater later:
                    return later;
            }
            // Somebody else works on it: what comes of that is answered.
            await Task.Delay(Look, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The task of this phase that waits in the queue (its off may have moved since the plan), else the one that ended last, but one that was called off for another only if
    /// there is no other; else the planned one.
    /// </summary>
    private async Task<(PlannedTask Task, TaskEnd? End)> TaskAsync(PlannedRace race, Phase phase, CancellationToken cancellationToken)
    {
        var known = (await queue.OfDayAsync(race.Id.Date, cancellationToken).ConfigureAwait(false))
            .Where(record => record.Task.Race == race.Id && record.Task.Kind == phase.ToTask())
            .ToList();
        var current =
            known.LastOrDefault(record => record.End is null)
            ?? known.OrderBy(record => record.End is not TaskEnd.Cancelled).ThenBy(record => record.EndedAt).LastOrDefault();
        return current is null ? (PlanSchedule.TaskOf(race.Id, phase, race.Off), null) : (current.Task, current.End);
    }
}
