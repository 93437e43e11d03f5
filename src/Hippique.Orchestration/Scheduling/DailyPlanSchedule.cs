using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Scheduling;

/// <summary>Keeps the plans of the coming hours in the queue, and at a start plans the day if it has no plan yet.</summary>
public sealed class DailyPlanSchedule(PlanStore plans, TaskQueue queue, TimeProvider clock) : IQueueUpkeep
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        var today = ParisTime.ProgrammeOf(now);
        var tasks = await queue.OfDayAsync(today, cancellationToken).ConfigureAwait(false);
        // A plan that was under way when the process died goes on by itself.
        var goesOn = tasks.Any(record => record is { End: null, Task.Kind: TaskKind.Plan } && record.Task.DueAt <= now);
        if (!goesOn && !await IsPlannedAsync(today, tasks, cancellationToken).ConfigureAwait(false))
            await queue.AddAsync(DailyPlanHours.AtStart(today, now), cancellationToken).ConfigureAwait(false);
    }

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        foreach (var plan in DailyPlanHours.Next(clock.GetUtcNow()))
            await queue.AddAsync(plan, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The day has a plan, and every phase that can still be carried out is in the queue (the evening before plans only the early races).</summary>
    private async Task<bool> IsPlannedAsync(DateOnly date, IReadOnlyList<TaskRecord> tasks, CancellationToken cancellationToken)
    {
        if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { } plan)
            return false;
        var queued = tasks.Select(record => (record.Task.Race, record.Task.Kind)).ToHashSet();
        return PlanSchedule.Of(plan, clock.GetUtcNow()).All(phase => phase.Missed || queued.Contains((phase.Task.Race, phase.Task.Kind)));
    }
}
