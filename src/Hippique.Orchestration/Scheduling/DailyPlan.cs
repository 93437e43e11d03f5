using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Scheduling;

/// <summary>
/// Plans a day at its hours, the same way as <c>POST /schedule</c>, and then does what is to be done once a day. A plan that fails is tried again until one stands
/// (<see cref="PlanRetry"/>); one that stands is made anew every 30 minutes.
/// </summary>
public sealed partial class DailyPlan(
    PlanDayHandler planner,
    ScheduleDayHandler scheduler,
    DayUpkeep upkeep,
    PlanProgress progress,
    TimeProvider clock,
    ILogger<DailyPlan> logger
) : ITaskHandler, IDisposable
{
    /// <summary>The evening plan puts tomorrow's races before this hour into the queue, which a plan at nine would lose.</summary>
    public static readonly TimeOnly EarlyUntil = new(10, 0);

    private readonly SemaphoreSlim _onePlan = new(1, 1);
    private readonly SemaphoreSlim _oneUpkeep = new(1, 1);

    public IReadOnlyCollection<TaskKind> Kinds { get; } = [TaskKind.Plan, TaskKind.EarlyPlan, TaskKind.Replan];

    public async Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        var outcome = await OneAtATimeAsync(_onePlan, () => TryAsync(task, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (task.Kind != TaskKind.Replan && outcome is TaskOutcome.Ended)
            // Last, since it may take minutes of polite requests, in which a race near its off would lose its phase; a plan needs no record, an analysis reads it as it then is.
            await OneAtATimeAsync(_oneUpkeep, () => UpkeepAsync(task, cancellationToken), cancellationToken).ConfigureAwait(false);
        return outcome;
    }

    public void Dispose()
    {
        _onePlan.Dispose();
        _oneUpkeep.Dispose();
    }

    private async Task<TaskOutcome> TryAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        PlanDayResult result;
        try
        {
            result = await planner.PlanAsync(task.Date, cancellationToken).ConfigureAwait(false);
            if (result is PlanDayResult.Planned { Plan: var plan })
                await scheduler.EnqueueAsync(Part(plan, task), cancellationToken).ConfigureAwait(false);
        }
        // The boundary of a try: whatever broke, a full disk or a bug in a reader, the day still needs its plan.
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            Broke(logger, broken, task.Name);
            return await FailedAsync(task, Problem.Verbatim($"{broken.GetType().Name}: {broken.Message}"), cancellationToken)
                .ConfigureAwait(false);
        }
        switch (result)
        {
            case PlanDayResult.Planned planned:
                await progress.StandsAsync(planned, cancellationToken).ConfigureAwait(false);
                return new TaskOutcome.Ended(
                    planned.IsKept && task.Kind == TaskKind.Replan
                        ? new TaskEnd.Failed(PlanDayResult.WhyOf(planned.Refusals).ToString())
                        : Lateness.EndOf(task.DueAt, clock.GetUtcNow())
                );
            case PlanDayResult.NoProgramme { IsOfferedNowhere: true } none when PlanRetry.IsGivenUp(task.Date, clock.GetUtcNow()):
                await progress.OverAsync(task.Date, none.Why, cancellationToken).ConfigureAwait(false);
                return new TaskOutcome.Ended(new TaskEnd.Cancelled($"no source offers {task.Date:yyyy-MM-dd}: {none.Why}"));
            case PlanDayResult.NoProgramme none:
                return await FailedAsync(task, none.Why, cancellationToken).ConfigureAwait(false);
            case var other:
                throw new InvalidOperationException($"no schedule for {other.GetType().Name}");
        }
    }

    private async Task<TaskOutcome> FailedAsync(PlannedTask task, Problem why, CancellationToken cancellationToken)
    {
        // The next one comes by itself.
        if (task.Kind == TaskKind.Replan)
            return new TaskOutcome.Ended(new TaskEnd.Failed(why.ToString()));
        if (await progress.FindOtherTryAsync(task, cancellationToken).ConfigureAwait(false) is { } other)
            return new TaskOutcome.Ended(new TaskEnd.Cancelled($"{other} goes on trying: {why}"));
        var again = await progress.FailedAsync(task.Date, why, cancellationToken).ConfigureAwait(false);
        return new TaskOutcome.RetryLater(again, why.ToString());
    }

    private async Task<bool> UpkeepAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        await upkeep.RunAsync(task.Date, isTheDay: task.Kind == TaskKind.Plan, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<T> OneAtATimeAsync<T>(SemaphoreSlim turn, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private static DayPlan Part(DayPlan plan, PlannedTask task) => task.Kind == TaskKind.EarlyPlan ? EarlyRaces(plan) : plan;

    /// <summary>The races that the plan of the evening before puts into the queue.</summary>
    internal static DayPlan EarlyRaces(DayPlan plan)
    {
        var limit = ParisTime.At(plan.Date, EarlyUntil);
        return plan with { Races = [.. plan.Races.Where(race => race.Off < limit)] };
    }

    [LoggerMessage(1, LogLevel.Error, "{Task} broke; it is tried again")]
    private static partial void Broke(ILogger logger, Exception broken, string task);
}
