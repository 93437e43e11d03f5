using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Logging;
using Hippique.Racing;
using Hippique.Sources.Http;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Tasks;

/// <summary>
/// Carries out one task when its timer wakes it: takes the lease, checks the grace, calls the handler and records the end that it gives, as it is. One name runs once at a time.
/// </summary>
public sealed class TaskRunner(
    TaskQueue queue,
    TaskLeases leases,
    TaskRunnerOptions options,
    TaskHandlers handlers,
    ClockWatch watch,
    TimeProvider clock,
    IClockActivity activity,
    ILogger<TaskRunner> logger,
    TaskTrace? trace = null,
    TaskMeter? meter = null
)
{
    /// <summary>Nobody sleeps longer without a look at the clock (design, rule 3).</summary>
    private static readonly TimeSpan MaxSleep = TimeSpan.FromSeconds(1);

    /// <summary>When a task is tried again that could not reach the database.</summary>
    private static readonly TimeSpan WithoutDatabase = TimeSpan.FromSeconds(5);

    /// <summary>What a timer calls.</summary>
    public async Task<TaskRun> RunAsync(string name, CancellationToken cancellationToken)
    {
        using var scope = Correlation.Begin(logger, name);
        while (true)
        {
            await watch.CertainAsync(cancellationToken).ConfigureAwait(false);
            TimeSpan early;
            // A clock that is scaled stands still from here, so that the work below costs no virtual time.
            using (activity.Work())
            {
                if (await queue.FindAsync(name, cancellationToken).ConfigureAwait(false) is not { End: null, Task: var task } record)
                    return new TaskRun.NotOpen();
                early = task.DueAt - clock.GetUtcNow();
                if (early <= TimeSpan.Zero)
                    return await RunOpenAsync(record, cancellationToken).ConfigureAwait(false);
                if (early > options.MaxEarly)
                {
                    await queue.WakeAsync(task, task.DueAt, cancellationToken).ConfigureAwait(false);
                    return new TaskRun.Early(task.DueAt);
                }
            }
            using (activity.DueWait())
                await Task.Delay(early < MaxSleep ? early : MaxSleep, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What a request calls (<c>POST /run</c>): carried out now, whenever it is due, by <paramref name="work"/>, under the lease of the task, which is added if it is not known. One
    /// that has ended is left as it is, unless it failed and its grace is not over: then it is open again, and its new end counts.
    /// </summary>
    public async Task<TaskRun> RunNowAsync(PlannedTask task, TaskWork work, CancellationToken cancellationToken)
    {
        using var scope = Correlation.Begin(logger, task.Name);
        await watch.CertainAsync(cancellationToken).ConfigureAwait(false);
        using var working = activity.Work();
        var record = await FindOrAddAsync(task, cancellationToken).ConfigureAwait(false);
        if (record.End is { } end && !MayHeal(record))
            return new TaskRun.Ended(end);
        var lease = record.End is { } failed
            ? await leases.TakeAgainAsync(task.Name, failed, cancellationToken).ConfigureAwait(false)
            : await leases.TakeAsync(task.Name, cancellationToken).ConfigureAwait(false);
        if (lease is null)
        {
            var now = await queue.FindAsync(task.Name, cancellationToken).ConfigureAwait(false);
            return now?.End is { } meanwhile ? new TaskRun.Ended(meanwhile) : new TaskRun.Busy();
        }
        await using (lease.ConfigureAwait(false))
            return await CarryOutAsync(record.Task, work, lease.Lost, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends a task whose grace is over: as missed, unless an earlier call carried it out and was killed before its end was recorded.</summary>
    public async Task<TaskEnd> EndOverdueAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        var end = await handlers.Of(task).FindEndAsync(task, cancellationToken).ConfigureAwait(false) ?? TooLate(task, clock.GetUtcNow());
        return await RecordAsync(task, end, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TaskRecord> FindOrAddAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        if (await queue.FindAsync(task.Name, cancellationToken).ConfigureAwait(false) is { } known)
            return known;
        await queue.AddForNowAsync(task, cancellationToken).ConfigureAwait(false);
        return await queue.FindAsync(task.Name, cancellationToken).ConfigureAwait(false) ?? new TaskRecord { Task = task };
    }

    /// <summary>What failed may succeed as long as it would be of use; what was done, missed or cancelled stays so.</summary>
    private bool MayHeal(TaskRecord record) => record.End is TaskEnd.Failed && clock.GetUtcNow() <= record.Task.GraceUntil;

    private async Task<TaskRun> RunOpenAsync(TaskRecord record, CancellationToken cancellationToken)
    {
        var task = record.Task;
        var lease = await leases.TakeAsync(task.Name, cancellationToken).ConfigureAwait(false);
        if (lease is null)
            return await BusyAsync(task, cancellationToken).ConfigureAwait(false);
        // A further call comes at an hour of its own.
        if (record.PutOff is null)
            meter?.TakenUp(task, clock.GetUtcNow() - task.DueAt);
        var handler = handlers.Of(task);
        await using (lease.ConfigureAwait(false))
        {
            return await CarryOutAsync(task, (open, cancelled) => handler.RunAsync(open, cancelled), lease.Lost, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private async Task<TaskRun> CarryOutAsync(PlannedTask task, TaskWork work, CancellationToken lost, CancellationToken cancellationToken)
    {
        using var span = trace?.Begin(task, clock.GetUtcNow() - task.DueAt);
        TaskRun? run = null;
        try
        {
            return run = await CarryOutOnceAsync(task, work, lost, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            TaskTrace.End(span, run);
        }
    }

    private async Task<TaskRun> CarryOutOnceAsync(
        PlannedTask task,
        TaskWork work,
        CancellationToken lost,
        CancellationToken cancellationToken
    )
    {
        if (clock.GetUtcNow() > task.GraceUntil)
            return new TaskRun.Ended(await EndOverdueAsync(task, cancellationToken).ConfigureAwait(false));
        switch (await HandleAsync(task, work, lost, cancellationToken).ConfigureAwait(false))
        {
            case TaskOutcome.Ended { End: var end }:
                // Also while the process is being stopped: what was done is not to be done again.
                return await EndAsync(task, end, CancellationToken.None).ConfigureAwait(false);
            case TaskOutcome.RetryLater again:
                return await AgainAsync(task, again, cancellationToken).ConfigureAwait(false);
            case TaskOutcome.GoesOn part:
                return await GoOnAsync(task, part, cancellationToken).ConfigureAwait(false);
            default:
                TaskLog.LeaseLost(logger, task.Name);
                return new TaskRun.LeaseLost();
        }
    }

    /// <summary>
    /// The boundary of a task: whatever is thrown here is a bug or a broken machine, and the task still gets its end. A shutdown is neither: the task stays open and is taken
    /// up again at the next start. Null where the lease was lost: the task is another process's.
    /// </summary>
    private async Task<TaskOutcome?> HandleAsync(
        PlannedTask task,
        TaskWork work,
        CancellationToken lost,
        CancellationToken cancellationToken
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lost);
        try
        {
            return await work(task, either.Token).ConfigureAwait(false);
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            if (lost.IsCancellationRequested)
                return null;
            // No task ends because the nodes' database was away.
            if (broken is DatabaseException away)
                return new TaskOutcome.RetryLater(WithoutDatabase, away.Message);
            TaskLog.Broke(logger, broken, task.Name);
            return new TaskOutcome.Ended(new TaskEnd.Failed($"{broken.GetType().Name}: {broken.Message}"));
        }
    }

    private async Task<TaskRun> AgainAsync(PlannedTask task, TaskOutcome.RetryLater again, CancellationToken cancellationToken)
    {
        var next = clock.GetUtcNow() + again.After;
        if (next > task.GraceUntil)
            return await EndAsync(task, new TaskEnd.Missed(again.Why), cancellationToken).ConfigureAwait(false);
        TaskLog.Again(logger, again.IsUsual ? LogLevel.Debug : LogLevel.Warning, task.Name, again.After.TotalSeconds, again.Why);
        await queue.PutOffAsync(task, leases.Owner, new TaskTry(next, again.Why), cancellationToken).ConfigureAwait(false);
        return new TaskRun.Again(again.After, again.Why);
    }

    private async Task<TaskRun> GoOnAsync(PlannedTask task, TaskOutcome.GoesOn part, CancellationToken cancellationToken)
    {
        var next = clock.GetUtcNow() + part.After;
        if (next > task.GraceUntil)
            return await EndAsync(task, new TaskEnd.Done(), cancellationToken).ConfigureAwait(false);
        await queue.PutOffAsync(task, leases.Owner, new TaskTry(next, part.Why), cancellationToken).ConfigureAwait(false);
        return new TaskRun.GoesOn(part.After);
    }

    private async Task<TaskRun> EndAsync(PlannedTask task, TaskEnd end, CancellationToken cancellationToken) =>
        new TaskRun.Ended(await RecordAsync(task, end, cancellationToken).ConfigureAwait(false));

    /// <summary>The end that counts: another one than <paramref name="end"/> if somebody else ended the task meanwhile (moved, withdrawn).</summary>
    private async Task<TaskEnd> RecordAsync(PlannedTask task, TaskEnd end, CancellationToken cancellationToken)
    {
        if (await queue.EndAsync(task.Name, end, cancellationToken).ConfigureAwait(false))
            return end;
        return (await queue.FindAsync(task.Name, cancellationToken).ConfigureAwait(false))?.End ?? end;
    }

    /// <summary>Another process works on it: if that one dies, the task is taken up when its lease ends.</summary>
    private async Task<TaskRun> BusyAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        var record = await queue.FindAsync(task.Name, cancellationToken).ConfigureAwait(false);
        if (record is not { End: null })
            return new TaskRun.NotOpen();
        if (record.Lease is { } held && held.Blocks(leases.Owner, clock.GetUtcNow()))
            await queue.WakeAsync(task, held.Until, cancellationToken).ConfigureAwait(false);
        return new TaskRun.Busy();
    }

    /// <summary>Why a task that nobody began in time is missed.</summary>
    private static TaskEnd.Missed TooLate(PlannedTask task, DateTimeOffset now) =>
        new(
            Problem
                .Of(
                    $"not started by {task.GraceUntil.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, the end of its grace ({(now - task.GraceUntil).TotalSeconds:0} s too late)"
                )
                .ToString()
        );
}
