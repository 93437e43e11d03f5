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

    /// <summary>The day has a plan, and this race is not in it.</summary>
    public sealed record UnknownRace(string Why) : RunRaceResult;

    /// <summary>The day could not be planned.</summary>
    public sealed record NoProgramme(IReadOnlyList<SourceError> Errors, bool CanRetry) : RunRaceResult;
}

/// <summary>Carries out one phase on request (<c>POST /run</c>, <c>hippique run</c>), at once, under the lease of its task, so that the queue does not do it as well or again.</summary>
public sealed class RunRaceHandler(
    PlanDayHandler planner,
    PlanStore plans,
    PhaseRunner phases,
    TaskQueue queue,
    TaskRunner runner,
    TimeProvider clock
)
{
    /// <summary>How often it looks whether somebody else, who works on the phase, has ended it.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <param name="link">The race as a source names it, parsed from the address that came from outside.</param>
    /// <param name="phase">Which look.</param>
    /// <param name="cancellationToken">Ends the run; what was written stays whole.</param>
    public async Task<RunRaceResult> RunAsync(RaceLink link, Phase phase, CancellationToken cancellationToken)
    {
        if (await plans.GetAsync(link.Date, cancellationToken).ConfigureAwait(false) is null)
        {
            if (await planner.PlanAsync(link.Date, cancellationToken).ConfigureAwait(false) is PlanDayResult.NoProgramme none)
                return new RunRaceResult.NoProgramme(none.Errors, none.CanRetry);
        }
        if (await plans.FindAsync(link, cancellationToken).ConfigureAwait(false) is not { } race)
            return new RunRaceResult.UnknownRace($"the plan of {link.Date:yyyy-MM-dd} has no {link.Code} of {link.Source}");
        var task = await TaskAsync(race, phase, cancellationToken).ConfigureAwait(false);
        return new RunRaceResult.Ran(await RunAsync(task, cancellationToken).ConfigureAwait(false));
    }

    private async Task<PhaseResult> RunAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        while (true)
        {
            PhaseResult? result = null;
            var run = await runner
                .RunNowAsync(
                    task,
                    async (phase, isOpen, cancelled) =>
                    {
                        result = await phases.RunPhaseAsync(phase, isOpen, cancelled).ConfigureAwait(false);
                        return result.ToOutcome();
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
            if (result is not null)
                return result;
            if (run is TaskRun.Ended { End: var end })
                return await phases.ReportAsync(task, end, cancellationToken).ConfigureAwait(false);
            // Somebody else works on it: what comes of that is answered.
            await Task.Delay(Look, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The task of this phase that waits in the queue (its off may have moved since the plan), else the planned one.</summary>
    private async Task<PlannedTask> TaskAsync(PlannedRace race, Phase phase, CancellationToken cancellationToken)
    {
        var planned = PlanSchedule.TaskOf(race.Id, phase, race.Off);
        var known = await queue.OfDayAsync(race.Id.Date, cancellationToken).ConfigureAwait(false);
        return known.LastOrDefault(record => record.Task.Race == race.Id && record.Task.Kind == planned.Kind && record.End is null)?.Task
            ?? planned;
    }
}
