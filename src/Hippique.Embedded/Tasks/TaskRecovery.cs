using Hippique.Embedded.Storage;
using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.Logging;

namespace Hippique.Embedded.Tasks;

/// <summary>
/// Makes the state right again after a kill, and keeps it right: every open task has a trigger, or, once its grace is over, an end.
/// </summary>
internal sealed class TaskRecovery(
    TaskTable table,
    TaskTriggers triggers,
    TaskRunner runner,
    TimeProvider clock,
    ILogger<TaskRecovery> logger
)
{
    /// <summary>Before the queue starts: nothing is running.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = await table.OpenAsync(cancellationToken);
        var names = await triggers.NamesAsync(cancellationToken);
        var (missed, woken) = (0, 0);
        foreach (var (task, _, _) in open)
        {
            if (now > task.GraceUntil)
            {
                await MissAsync(task, now, cancellationToken);
                missed++;
            }
            // A task that was running when the process died may have used up its trigger, so whatever is due gets a new one.
            else if (task.DueAt <= now || !names.Contains(task.Name))
            {
                await triggers.SetAsync(task, task.DueAt, cancellationToken);
                woken++;
            }
        }
        var left = names.Except(open.Select(record => record.Task.Name)).ToList();
        foreach (var name in left)
            await triggers.RemoveAsync(name, cancellationToken);
        QueueLog.Recovered(logger, open.Count, missed, woken, left.Count);
    }

    /// <summary>While the queue runs: a task that is past its grace and not at work (the queue is paused, or every place was taken) ends as missed.</summary>
    public async Task ExpireAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var (task, _, _) in await table.OpenAsync(cancellationToken))
        {
            if (now > task.GraceUntil && !runner.IsRunning(task.Name))
                await MissAsync(task, now, cancellationToken);
        }
    }

    private async Task MissAsync(PlannedTask task, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["correlation_id"] = task.Name });
        var end = TaskRunner.TooLate(task, now);
        if (!await table.EndAsync(task.Name, end, now, cancellationToken))
            return;
        await triggers.RemoveAsync(task.Name, cancellationToken);
        QueueLog.TaskEnded(logger, task.Name, end.State, end.Detail ?? "");
    }
}
