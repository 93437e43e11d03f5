using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Scheduling;

/// <summary>
/// Plans a day at its hours, the same way as <c>POST /schedule</c>, and puts what goes with it (<see cref="DayWork"/>) into the queue. A plan that fails is tried again until one stands
/// (<see cref="PlanRetry"/>); one that stands is made anew every 30 minutes. While a person has paused it (<see cref="PlanPause"/>) what is due waits.
/// </summary>
public sealed partial class DailyPlan(
    PlanDayHandler planner,
    ScheduleDayHandler scheduler,
    PlanProgress progress,
    PlanPauseStore pauses,
    TaskQueue queue,
    TimeProvider clock,
    ILogger<DailyPlan> logger
) : ITaskHandler, IDisposable
{
    /// <summary>The evening plan puts tomorrow's races before this hour into the queue, which a plan at nine would lose.</summary>
    public static readonly TimeOnly EarlyUntil = new(10, 0);

    private readonly SemaphoreSlim _onePlan = new(1, 1);

    public IReadOnlyCollection<TaskKind> Kinds { get; } = [TaskKind.Plan, TaskKind.EarlyPlan, TaskKind.Replan];

    public Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken) =>
        RunAsync(task, isAsked: false, cancellationToken);

    public Task<TaskOutcome> RunAskedAsync(PlannedTask task, CancellationToken cancellationToken) =>
        RunAsync(task, isAsked: true, cancellationToken);

    private async Task<TaskOutcome> RunAsync(PlannedTask task, bool isAsked, CancellationToken cancellationToken)
    {
        await _onePlan.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var outcome = await TryAsync(task, isAsked, cancellationToken).ConfigureAwait(false);
            // Last: a plan needs no record, an analysis reads it as it then is.
            if (outcome is TaskOutcome.Ended { End: var end } && end != PlanPause.End)
            {
                foreach (var work in DayWork.With(task, clock.GetUtcNow()))
                    await queue.AddAsync(work, cancellationToken).ConfigureAwait(false);
            }
            return outcome;
        }
        finally
        {
            _onePlan.Release();
        }
    }

    public void Dispose() => _onePlan.Dispose();

    private async Task<TaskOutcome> TryAsync(PlannedTask task, bool isAsked, CancellationToken cancellationToken)
    {
        PlanDayResult result;
        using var span = PlanTrace.Begin(task.Date);
        try
        {
            if (!isAsked && await pauses.GetAsync(cancellationToken).ConfigureAwait(false) is not null)
                return PlanPause.Hold(task, clock.GetUtcNow());
            result = await planner.PlanAsync(task.Date, cancellationToken).ConfigureAwait(false);
            PlanTrace.End(span, result);
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
                return new TaskOutcome.Ended(
                    new TaskEnd.Cancelled(Problem.Of($"no source offers {task.Date:yyyy-MM-dd}: {none.Why}").ToString())
                );
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
            return new TaskOutcome.Ended(new TaskEnd.Cancelled(Problem.Of($"{other} goes on trying: {why}").ToString()));
        var again = await progress.FailedAsync(task.Date, why, cancellationToken).ConfigureAwait(false);
        return new TaskOutcome.RetryLater(again, why.ToString());
    }

    /// <summary>The plan of the evening before puts the early races alone into the queue.</summary>
    private static DayPlan Part(DayPlan plan, PlannedTask task) =>
        task.Kind == TaskKind.EarlyPlan ? new ScheduleOrder(plan.Date, Until: EarlyUntil).PartOf(plan) : plan;

    [LoggerMessage(1, LogLevel.Error, "{Task} broke; it is tried again")]
    private static partial void Broke(ILogger logger, Exception broken, string task);
}
