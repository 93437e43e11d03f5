using Hippique.Orchestration.Events;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Scheduling;

/// <summary>Keeps and tells how far the plan of a day is: failed and tried again, standing, or not to be had.</summary>
public sealed partial class PlanProgress(
    PlanTryStore tries,
    TaskQueue queue,
    EventBus events,
    TimeProvider clock,
    ILogger<PlanProgress> logger
)
{
    /// <returns>After how long the day is tried again.</returns>
    public async Task<TimeSpan> FailedAsync(DateOnly date, Problem why, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        PlanTries state;
        try
        {
            state = await tries
                .UpdateAsync(date, known => known.Failed(why.ToString(), now, now + PlanRetry.After(known.Failures + 1)), cancellationToken)
                .ConfigureAwait(false);
        }
        // The disk that kept the plan from being written keeps this note from it too; the day is tried again all the same.
        catch (IOException unwritable)
        {
            state = new PlanTries { Date = date }.Failed($"{why}; {unwritable.Message}", now, now + PlanRetry.After(1));
        }
        events.Publish(new HippiqueEvent.PlanFailed(date, state.Failures, state.NextTry, why));
        return state.NextTry!.Value - now;
    }

    public async Task StandsAsync(PlanDayResult.Planned planned, CancellationToken cancellationToken)
    {
        var (date, now, failures) = (planned.Plan.Date, clock.GetUtcNow(), 0);
        try
        {
            await tries
                .UpdateAsync(
                    date,
                    known =>
                    {
                        failures = known.Failures;
                        return planned.IsKept ? known.Kept(PlanDayResult.WhyOf(planned.Refusals).ToString()) : known.Stands(now);
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        // The plan is written and stands; that its tries cannot be noted must not end it as failed.
        catch (IOException unwritable)
        {
            NotNoted(logger, date, unwritable.Message);
        }
        if (failures > 0)
            events.Publish(new HippiqueEvent.PlanStands(date, planned.Plan.Races.Count, failures));
    }

    /// <summary>No source offers the day, and it is not tried again.</summary>
    public async Task OverAsync(DateOnly date, Problem why, CancellationToken cancellationToken)
    {
        var state = await tries
            .UpdateAsync(date, known => known.Over(why.ToString(), noRaces: true), cancellationToken)
            .ConfigureAwait(false);
        events.Publish(new HippiqueEvent.PlanFailed(date, state.Failures, null, why));
    }

    /// <summary>Another task that is due and tries to plan the same day, if this one is to leave it to that: the plan of the day goes on, one at a start ends, and the evening's before both.</summary>
    public async Task<string?> FindOtherTryAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = await queue.OfDayAsync(task.Date, cancellationToken).ConfigureAwait(false);
        return open.Where(record => record.End is null && record.Task.DueAt <= now)
            .Select(record => record.Task)
            .Where(other => other.Kind is TaskKind.Plan or TaskKind.EarlyPlan && other.Name != task.Name)
            .Where(other => (Rank(other), other.Name).CompareTo((Rank(task), task.Name)) < 0)
            .Select(other => other.Name)
            .FirstOrDefault();
    }

    private static int Rank(PlannedTask task) =>
        task.Kind == TaskKind.EarlyPlan ? 2
        : task.Name == TaskName.Plan(task.Date) ? 0
        : 1;

    [LoggerMessage(1, LogLevel.Warning, "the plan of {Date:yyyy-MM-dd} stands, and that cannot be noted: {Why}")]
    private static partial void NotNoted(ILogger logger, DateOnly date, string why);
}
