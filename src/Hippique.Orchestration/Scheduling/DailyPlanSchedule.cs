using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Scheduling;

/// <summary>Keeps the plans of the coming hours in the queue, and at a start plans the day if it has no plan yet.</summary>
public sealed class DailyPlanSchedule(
    PlanStore plans,
    PlanPauseStore pauses,
    TaskQueue queue,
    TaskRunnerOptions options,
    TimeProvider clock
) : IQueueUpkeep
{
    /// <summary>Between these two instants the next planning of the day is known.</summary>
    private (DateTimeOffset From, DateTimeOffset Until) _again;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        var today = ParisTime.ProgrammeOf(now);
        // A start in the evening or the night is too late for 20:00, and in time for tomorrow's first races.
        var early = DailyPlanHours.OfEarlyRaces(today.AddDays(1));
        if (early.DueAt <= now)
            await queue.AddAsync(early, cancellationToken).ConfigureAwait(false);
        var tasks = await queue.OfDayAsync(today, cancellationToken).ConfigureAwait(false);
        // A plan that was under way when the process died, or is tried again, goes on by itself.
        if (!GoesOn(tasks, now) && !await IsPlannedAsync(today, tasks, cancellationToken).ConfigureAwait(false))
            await queue.AddAsync(DailyPlanHours.AtStart(today, now, options.PlanAfterStart), cancellationToken).ConfigureAwait(false);
    }

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var plan in DailyPlanHours.Next(now))
            await queue.AddAsync(plan, cancellationToken).ConfigureAwait(false);
        if (now >= _again.From && now < _again.Until)
            return;
        var today = ParisTime.ProgrammeOf(now);
        if (await plans.GetAsync(today, cancellationToken).ConfigureAwait(false) is { } known)
            await PlanAgainAsync(known, now, cancellationToken).ConfigureAwait(false);
        else
            await PlanLostAsync(today, now, cancellationToken).ConfigureAwait(false);
    }

    private async Task PlanAgainAsync(DayPlan plan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Plans of a day wait in the queue until they go on; those that only renew them are left out.
        if (await pauses.GetAsync(cancellationToken).ConfigureAwait(false) is not null)
            return;
        var next = DailyPlanHours.NextAgain(plan, now);
        if (next is not null)
            await queue.AddAsync(next, cancellationToken).ConfigureAwait(false);
        // The plan may change until then: its last off is looked at anew.
        var until = now + DailyPlanHours.Again;
        _again = (now, next is not null && next.DueAt < until ? next.DueAt : until);
    }

    /// <summary>The plan of the day ended without one: it broke, or nobody could start it in time.</summary>
    private async Task PlanLostAsync(DateOnly today, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var tasks = await queue.OfDayAsync(today, cancellationToken).ConfigureAwait(false);
        var lost = tasks.Any(record => record is { Task.Kind: TaskKind.Plan, End: TaskEnd.Failed or TaskEnd.Missed });
        if (lost && !GoesOn(tasks, now))
            await queue.AddAsync(DailyPlanHours.AtStart(today, now), cancellationToken).ConfigureAwait(false);
    }

    private bool GoesOn(IReadOnlyList<TaskRecord> tasks, DateTimeOffset now) =>
        tasks.Any(record => record is { End: null, Task.Kind: TaskKind.Plan } && record.Task.DueAt <= now + options.PlanAfterStart);

    /// <summary>The day has a plan, and every phase that can still be carried out is in the queue (the evening before plans only the early races).</summary>
    private async Task<bool> IsPlannedAsync(DateOnly date, IReadOnlyList<TaskRecord> tasks, CancellationToken cancellationToken)
    {
        if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { } plan)
            return false;
        var queued = tasks.Where(record => record.Stands).Select(record => (record.Task.Race, record.Task.Kind)).ToHashSet();
        return PlanSchedule.Of(plan, clock.GetUtcNow()).All(phase => phase.Missed || queued.Contains((phase.Task.Race, phase.Task.Kind)));
    }
}
