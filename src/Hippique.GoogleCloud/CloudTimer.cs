using Hippique.GoogleCloud.Scheduler;
using Hippique.GoogleCloud.Tasks;
using Hippique.Orchestration.Tasks;

namespace Hippique.GoogleCloud;

/// <summary>
/// Wakes tasks by Cloud Tasks, and those that ask for it (<see cref="WakeMode.Scheduler"/>) by a Cloud Scheduler job of their own. A job fires on a minute of a date and costs as much on
/// the day it exists as thousands of tasks, so only the phases of a day have one, each for its own instant: whatever is near, or is tried again, is Cloud Tasks'.
/// </summary>
public sealed class CloudTimer(CloudTasksTimer tasks, CloudSchedulerTimer jobs, ITaskStore store, CloudOptions options, TimeProvider clock)
    : ITaskTimer
{
    /// <summary>A job that is made later than this before its minute could fire a year later.</summary>
    private static readonly TimeSpan NearestJob = TimeSpan.FromMinutes(3);

    public async Task WakeAsync(PlannedTask task, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (task.WakeBy == WakeMode.Scheduler && at == task.DueAt && at - options.Lead - clock.GetUtcNow() > NearestJob)
        {
            await jobs.WakeAsync(task, at, cancellationToken).ConfigureAwait(false);
            return;
        }
        await tasks.WakeAsync(task, at, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A job is removed also when it is spent, or it would fire again in a year; a task that has been delivered goes by itself.</summary>
    public async Task CancelAsync(string name, CancellationToken cancellationToken)
    {
        var task = (await store.FindAsync(name, cancellationToken).ConfigureAwait(false))?.Task;
        if (task?.WakeBy == WakeMode.Scheduler)
            await jobs.CancelAsync(name, cancellationToken).ConfigureAwait(false);
        if (task is null || task.DueAt - options.Lead > clock.GetUtcNow())
            await tasks.CancelAsync(name, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> WaitingAsync(CancellationToken cancellationToken)
    {
        var waiting = await tasks.WaitingAsync(cancellationToken).ConfigureAwait(false);
        if (!await UsesJobsAsync(cancellationToken).ConfigureAwait(false))
            return waiting;
        var all = new Dictionary<string, DateTimeOffset>(waiting, StringComparer.Ordinal);
        foreach (var (name, at) in await jobs.WaitingAsync(cancellationToken).ConfigureAwait(false))
            all[name] = all.TryGetValue(name, out var other) && other < at ? other : at;
        return all;
    }

    public async Task PauseAsync(CancellationToken cancellationToken)
    {
        await tasks.PauseAsync(cancellationToken).ConfigureAwait(false);
        if (await UsesJobsAsync(cancellationToken).ConfigureAwait(false))
            await jobs.PauseAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await tasks.ResumeAsync(cancellationToken).ConfigureAwait(false);
        if (await UsesJobsAsync(cancellationToken).ConfigureAwait(false))
            await jobs.ResumeAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task<bool> IsPausedAsync(CancellationToken cancellationToken) => tasks.IsPausedAsync(cancellationToken);

    /// <summary>Jobs are looked at only where a task has asked for one: the service account may not be permitted to.</summary>
    private async Task<bool> UsesJobsAsync(CancellationToken cancellationToken) =>
        (await store.OpenAsync(cancellationToken).ConfigureAwait(false)).Any(record => record.Task.WakeBy == WakeMode.Scheduler);
}
