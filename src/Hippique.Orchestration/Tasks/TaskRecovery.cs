using Hippique.Orchestration.Logging;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Tasks;

/// <summary>
/// Makes store and timer agree after a kill, and keeps them so: every open task has a wake or somebody who works on it, or, once its grace is over, an end.
/// </summary>
public sealed class TaskRecovery(
    ITaskStore store,
    ITaskTimer timer,
    TaskRunner runner,
    TaskLeases leases,
    TimeProvider clock,
    ILogger<TaskRecovery> logger
) : IQueueUpkeep
{
    /// <summary>A wake that is so long overdue has been lost.</summary>
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(10);

    /// <summary>Before the timer starts: nothing runs in this process.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        var waiting = await timer.WaitingAsync(cancellationToken).ConfigureAwait(false);
        var (missed, woken) = (0, 0);
        foreach (var record in open.Where(record => !IsAtWork(record, now)))
        {
            var task = record.Task;
            if (now > task.GraceUntil)
            {
                if (await EndOverdueAsync(task, cancellationToken).ConfigureAwait(false) is TaskEnd.Missed)
                    missed++;
            }
            // A task that was running when the process died may have used up its wake, so whatever is due gets a new one.
            else if (task.DueAt <= now || !waiting.Contains(task.Name))
            {
                await timer.WakeAsync(task, task.DueAt, cancellationToken).ConfigureAwait(false);
                woken++;
            }
        }
        var left = waiting.Except(open.Select(record => record.Task.Name)).ToList();
        foreach (var name in left)
            await timer.CancelAsync(name, cancellationToken).ConfigureAwait(false);
        TaskLog.Recovered(logger, open.Count, missed, woken, left.Count);
    }

    /// <summary>
    /// While the timer runs: a task that is past its grace and not at work (the timer is paused, or every place was taken) ends; one whose wake was lost gets another.
    /// </summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        IReadOnlySet<string>? waiting = null;
        foreach (var record in await store.OpenAsync(cancellationToken).ConfigureAwait(false))
        {
            var task = record.Task;
            if (now < task.DueAt + LostAfter || IsAtWork(record, now))
                continue;
            if (now > task.GraceUntil)
            {
                await EndOverdueAsync(task, cancellationToken).ConfigureAwait(false);
                continue;
            }
            waiting ??= await timer.WaitingAsync(cancellationToken).ConfigureAwait(false);
            if (!waiting.Contains(task.Name))
                await timer.WakeAsync(task, now, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsAtWork(TaskRecord record, DateTimeOffset now) =>
        leases.Holds(record.Task.Name) || (record.Lease is { } lease && lease.Blocks(leases.Owner, now));

    private async Task<TaskEnd?> EndOverdueAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        using var scope = Correlation.Begin(logger, task.Name);
        try
        {
            return await runner.EndOverdueAsync(task, cancellationToken).ConfigureAwait(false);
        }
        // The boundary to the artifacts: while they cannot be read nobody knows whether the task was carried out; it stays open until they can.
        catch (IOException unreadable)
        {
            TaskLog.EndNotFound(logger, unreadable, task.Name);
            return null;
        }
    }
}
