using System.Collections.Concurrent;
using System.Globalization;
using Hippique.Embedded.Storage;
using Hippique.Orchestration.Tasks;
using Hippique.Sources.Http;
using Microsoft.Extensions.Logging;

namespace Hippique.Embedded.Tasks;

/// <summary>Carries out one task that has fallen due and records its end; one name at a time runs once.</summary>
internal sealed class TaskRunner(
    TaskTable table,
    TaskTriggers triggers,
    ITaskHandler handler,
    TimeProvider clock,
    IClockActivity activity,
    ILogger<TaskRunner> logger
)
{
    private readonly ConcurrentDictionary<string, bool> _running = new(StringComparer.Ordinal);

    public bool IsRunning(string name) => _running.ContainsKey(name);

    public async Task RunAsync(string name, CancellationToken cancellationToken)
    {
        if (!_running.TryAdd(name, true))
            return;
        try
        {
            using var scope = logger.BeginScope(new Dictionary<string, object> { ["correlation_id"] = name });
            // A clock that is scaled stands still from here, so that the work below costs no virtual time.
            using var work = activity.Work();
            if (await table.FindAsync(name, cancellationToken) is { End: null } record)
                await CarryOutAsync(record.Task, cancellationToken);
        }
        finally
        {
            _running.TryRemove(name, out _);
        }
    }

    private async Task CarryOutAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        var started = clock.GetUtcNow();
        if (started > task.GraceUntil)
        {
            await EndAsync(task, TooLate(task, started), cancellationToken);
            return;
        }
        switch (await HandleAsync(task, cancellationToken))
        {
            case TaskOutcome.Ended ended:
                await EndAsync(task, ended.End is TaskEnd.Done ? Lateness.EndOf(task.DueAt, started) : ended.End, cancellationToken);
                break;
            case TaskOutcome.RetryLater again:
                await AgainAsync(task, again, cancellationToken);
                break;
        }
    }

    // The boundary of a task: whatever is thrown here is a bug or a broken machine, and the task still gets its end. A shutdown is neither: the task stays open and is
    // taken up again at the next start.
    private async Task<TaskOutcome> HandleAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        try
        {
            return await handler.RunAsync(task, cancellationToken);
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            QueueLog.TaskBroke(logger, broken, task.Name);
            return new TaskOutcome.Ended(new TaskEnd.Failed($"{broken.GetType().Name}: {broken.Message}"));
        }
    }

    private async Task AgainAsync(PlannedTask task, TaskOutcome.RetryLater again, CancellationToken cancellationToken)
    {
        var next = clock.GetUtcNow() + again.After;
        if (next > task.GraceUntil)
        {
            await EndAsync(task, new TaskEnd.Missed(again.Why), cancellationToken);
            return;
        }
        QueueLog.TaskAgain(logger, task.Name, again.After.TotalSeconds, again.Why);
        await triggers.SetAgainAsync(task.Name, next, cancellationToken);
    }

    private async Task EndAsync(PlannedTask task, TaskEnd end, CancellationToken cancellationToken)
    {
        if (await table.EndAsync(task.Name, end, clock.GetUtcNow(), cancellationToken))
            QueueLog.TaskEnded(logger, task.Name, end.State, end.Detail ?? (end is TaskEnd.Late late ? $"{late.Seconds} s" : ""));
    }

    /// <summary>Why a task that nobody started in time is missed.</summary>
    internal static TaskEnd TooLate(PlannedTask task, DateTimeOffset now) =>
        new TaskEnd.Missed(
            string.Create(
                CultureInfo.InvariantCulture,
                $"not started by {task.GraceUntil:yyyy-MM-dd'T'HH:mm:ss'Z'}, the end of its grace ({(now - task.GraceUntil).TotalSeconds:0} s too late)"
            )
        );
}
