using Hippique.Embedded.Storage;
using Hippique.Orchestration.Tasks;

namespace Hippique.Embedded.Tasks;

/// <summary>The queue of one machine: Quartz.NET on a SQLite file wakes the tasks, the table <c>tasks</c> beside it keeps their names and ends.</summary>
internal sealed class QuartzTaskQueue(TaskTable table, TaskTriggers triggers, TimeProvider clock) : ITaskQueue
{
    public async Task<EnqueueOutcome> EnqueueAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        if (!await table.InsertAsync(task, cancellationToken))
            return EnqueueOutcome.AlreadyExists;
        // A kill between these two lines leaves a task without a trigger; recovery gives it one. Past its grace it only waits for its end.
        if (clock.GetUtcNow() <= task.GraceUntil)
            await triggers.SetAsync(task, task.DueAt, cancellationToken);
        return EnqueueOutcome.Created;
    }

    public Task<IReadOnlyList<TaskRecord>> ListAsync(DateOnly date, CancellationToken cancellationToken) =>
        table.OfDayAsync(date, cancellationToken);

    public async Task<bool> EndAsync(string name, TaskEnd end, CancellationToken cancellationToken)
    {
        var ended = await table.EndAsync(name, end, clock.GetUtcNow(), cancellationToken);
        if (ended)
            await triggers.RemoveAsync(name, cancellationToken);
        return ended;
    }

    public Task PauseAsync(CancellationToken cancellationToken) => triggers.PauseAsync(cancellationToken);

    public Task ResumeAsync(CancellationToken cancellationToken) => triggers.ResumeAsync(cancellationToken);
}
