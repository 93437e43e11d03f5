using Hippique.Orchestration.Logging;
using Hippique.Racing;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Tasks;

/// <summary>
/// Makes store and timer agree after a kill, and keeps them so: every open task has a wake or somebody who works on it, or, once its grace is over, an end. What a clock that was
/// ahead gave up is opened again.
/// </summary>
public sealed class TaskRecovery(
    ITaskStore store,
    ITaskTimer timer,
    TaskQueue queue,
    TaskRunner runner,
    TaskLeases leases,
    TaskRunnerOptions options,
    ClockWatch watch,
    TimeProvider clock,
    ILogger<TaskRecovery> logger
) : IQueueUpkeep
{
    /// <summary>A wake that is so long overdue has been lost.</summary>
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(10);

    /// <summary>Steps of the clock after which ends were last compared with it.</summary>
    private int _steps;

    /// <summary>Before the timer starts: nothing runs in this process. Another one may be at work, under its leases.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _steps = watch.Steps;
        await RestoreAsync(cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        // First the wakes: a task that another process adds meanwhile is in the store before it has one, so that no wake seems to be left over.
        var waiting = await timer.WaitingAsync(cancellationToken).ConfigureAwait(false);
        var open = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        var idle = open.Where(record => !IsAtWork(record, now)).ToLookup(record => now > record.Task.GraceUntil);
        var missed = await SideBySide
            .CountAsync(
                idle[true],
                options.AtATime,
                async (record, cancelled) => await EndOverdueAsync(record.Task, cancelled).ConfigureAwait(false) is TaskEnd.Missed,
                cancellationToken
            )
            .ConfigureAwait(false);
        var woken = await SideBySide
            .CountAsync(
                // A task that was running when the process died may have used up its wake, so whatever is due gets a new one.
                idle[false].Where(record => record.Task.DueAt <= now || IsLost(record.Task, waiting)),
                options.AtATime,
                async (record, cancelled) =>
                {
                    await timer.WakeAsync(record.Task, WakeOf(record), cancelled).ConfigureAwait(false);
                    return true;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        var left = waiting.Keys.Except(open.Select(record => record.Task.Name)).ToList();
        foreach (var name in left)
            await timer.CancelAsync(name, cancellationToken).ConfigureAwait(false);
        TaskLog.Recovered(logger, open.Count, missed, woken, left.Count);
    }

    /// <summary>
    /// While the timer runs: a task that is past its grace and not at work (the timer is paused, or every place was taken) ends; one whose wake was lost gets another. Nothing is
    /// given up while the clock is in doubt; once it has stepped, what it gave up before is looked at again.
    /// </summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (watch.IsInDoubt)
            return;
        var steps = watch.Steps;
        if (steps != _steps)
            await RestoreAsync(cancellationToken).ConfigureAwait(false);
        _steps = steps;
        var now = clock.GetUtcNow();
        var open = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        var waiting = await timer.WaitingAsync(cancellationToken).ConfigureAwait(false);
        foreach (var record in open.Where(record => !IsAtWork(record, now)))
        {
            var task = record.Task;
            if (now > task.GraceUntil && now >= task.DueAt + LostAfter)
                await EndOverdueAsync(task, cancellationToken).ConfigureAwait(false);
            else if (IsLost(task, waiting) && (now < task.DueAt || now >= task.DueAt + LostAfter))
                await timer.WakeAsync(task, now < WakeOf(record) ? WakeOf(record) : now, cancellationToken).ConfigureAwait(false);
        }
    }

    private static DateTimeOffset WakeOf(TaskRecord record) =>
        record.Task.Kind.KeepsItsHours() && record.PutOff is { Next: var next } ? next : record.Task.DueAt;

    /// <summary>No wake comes in time: there is none, or it was set by a clock that was ahead.</summary>
    private static bool IsLost(PlannedTask task, IReadOnlyDictionary<string, DateTimeOffset> waiting) =>
        !waiting.TryGetValue(task.Name, out var at) || at > task.GraceUntil;

    /// <summary>The tasks that can still be carried out are those of today and of the two days after it, whose plans are in the queue.</summary>
    private async Task RestoreAsync(CancellationToken cancellationToken)
    {
        var today = ParisTime.ProgrammeOf(clock.GetUtcNow());
        for (var date = today; date <= today.AddDays(2); date = date.AddDays(1))
            await queue
                .RestoreAsync(await store.OfDayAsync(date, cancellationToken).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
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
