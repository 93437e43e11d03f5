using System.Globalization;
using Hippique.Embedded.Storage;
using Hippique.Orchestration.Tasks;
using Quartz;

namespace Hippique.Embedded.Tasks;

/// <summary>Wakes tasks by Quartz: one job and one trigger for each task that waits, kept in its own tables. Each call may be made twice, and is if the database was away.</summary>
internal sealed class QuartzTaskTimer(ISchedulerFactory schedulers, ITaskDatabase database, TimeProvider clock)
    : ITaskTimer,
        IAsyncDisposable
{
    private static readonly GroupMatcher<TriggerKey> AllTriggers = GroupMatcher<TriggerKey>.GroupEquals(TaskJob.Group);

    private IScheduler? _scheduler;

    /// <summary>
    /// The trigger has a name of its own for each instant: one that is just being used up, by the task that asks for another wake, takes nothing with it when it goes.
    /// </summary>
    public Task WakeAsync(PlannedTask task, DateTimeOffset at, CancellationToken cancellationToken) =>
        RetriedAsync((scheduler, token) => WakeAsync(scheduler, task, at, token), cancellationToken);

    private async Task WakeAsync(IScheduler scheduler, PlannedTask task, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var job = TaskJob.KeyOf(task.Name);
        var trigger = TriggerAt(job, at);
        var earlier = await scheduler.GetTriggersOfJob(job, cancellationToken);
        await scheduler.ScheduleJob(
            JobBuilder.Create<TaskJob>().WithIdentity(job).Build(),
            trigger,
            ScheduleJobOptions.Replacing,
            cancellationToken
        );
        foreach (var other in earlier.Where(other => !other.Key.Equals(trigger.Key)))
        {
            if (await scheduler.GetTriggerState(other.Key, cancellationToken) is TriggerState.Normal or TriggerState.Paused)
                await scheduler.UnscheduleJob(other.Key, cancellationToken);
        }
    }

    /// <summary>
    /// Takes back every trigger of the task. One of them may be firing at this very moment and be gone before its turn comes, which <c>DeleteJob</c> takes for an error; the
    /// store deletes the job with its last trigger.
    /// </summary>
    public Task CancelAsync(string name, CancellationToken cancellationToken) =>
        RetriedAsync((scheduler, token) => CancelAsync(scheduler, name, token), cancellationToken);

    private static async Task CancelAsync(IScheduler scheduler, string name, CancellationToken cancellationToken)
    {
        var key = TaskJob.KeyOf(name);
        var triggers = await scheduler.GetTriggersOfJob(key, cancellationToken);
        foreach (var trigger in triggers)
            await scheduler.UnscheduleJob(trigger.Key, cancellationToken);
        if (triggers.Count == 0)
            await scheduler.DeleteJob(key, cancellationToken);
    }

    /// <summary>The instants stand in the triggers' names, so that one question is enough for all.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> WaitingAsync(CancellationToken cancellationToken)
    {
        var keys = await AskedAsync((scheduler, token) => scheduler.GetTriggerKeys(AllTriggers, token), cancellationToken);
        return keys.Select(key => ReadName(key.Name))
            .GroupBy(wake => wake.Task, StringComparer.Ordinal)
            .ToDictionary(wakes => wakes.Key, wakes => wakes.Min(wake => wake.At), StringComparer.Ordinal);
    }

    public Task PauseAsync(CancellationToken cancellationToken) =>
        RetriedAsync(async (scheduler, token) => await scheduler.PauseTriggerGroups(AllTriggers, token), cancellationToken);

    public Task ResumeAsync(CancellationToken cancellationToken) =>
        RetriedAsync(async (scheduler, token) => await scheduler.ResumeTriggerGroups(AllTriggers, token), cancellationToken);

    public Task<bool> IsPausedAsync(CancellationToken cancellationToken) =>
        AskedAsync((scheduler, token) => scheduler.IsTriggerGroupPaused(TaskJob.Group, token), cancellationToken);

    /// <summary>For a queue that is disposed of without having been stopped: the threads of a scheduler would keep the process running for good.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_scheduler is { } scheduler)
            await scheduler.Shutdown(waitForJobsToComplete: false, CancellationToken.None);
    }

    private Task<bool> RetriedAsync(Func<IScheduler, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        AskedAsync(
            async (scheduler, token) =>
            {
                await work(scheduler, token);
                return true;
            },
            cancellationToken
        );

    private async Task<T> AskedAsync<T>(Func<IScheduler, CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        var scheduler = _scheduler ??= await database.AloneAsync(async token => await schedulers.GetScheduler(token), cancellationToken);
        return await database.RetriedAsync(async token => await ask(scheduler, token), cancellationToken);
    }

    private ITrigger TriggerAt(JobKey job, DateTimeOffset at)
    {
        return TriggerBuilder
            .Create(clock)
            .WithIdentity(NameOf(job.Name, at), TaskJob.Group)
            .ForJob(job)
            .StartAt(at)
            // A task whose time passed while nothing could run is started at once; its handler says whether that is late. The trigger keeps its instant meanwhile: one that is set
            // to "now" by a clock that is ahead would wait for that clock's time.
            .WithSimpleSchedule(schedule => schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
            .Build();
    }

    private static string NameOf(string task, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{task}@{at.UtcTicks}");

    /// <summary>A name that cannot be read is that of a wake that nobody waits for.</summary>
    private static (string Task, DateTimeOffset At) ReadName(string name)
    {
        var end = name.LastIndexOf('@');
        return end >= 0 && long.TryParse(name.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? (name[..end], new DateTimeOffset(ticks, TimeSpan.Zero))
            : (name, DateTimeOffset.MaxValue);
    }
}
