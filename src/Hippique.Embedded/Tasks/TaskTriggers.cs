using Hippique.Orchestration.Tasks;
using Quartz;

namespace Hippique.Embedded.Tasks;

/// <summary>The Quartz side of tasks: one job and one trigger for each task that waits.</summary>
internal sealed class TaskTriggers(ISchedulerFactory schedulers, TimeProvider clock) : IAsyncDisposable
{
    private static readonly GroupMatcher<TriggerKey> AllTriggers = GroupMatcher<TriggerKey>.GroupEquals(TaskJob.Group);
    private static readonly GroupMatcher<JobKey> AllJobs = GroupMatcher<JobKey>.GroupEquals(TaskJob.Group);

    private IScheduler? _scheduler;

    /// <summary>Wakes the task at <paramref name="at"/>, or now where that has passed; replaces what was there under the same name.</summary>
    public async Task SetAsync(PlannedTask task, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var scheduler = await SchedulerAsync(cancellationToken);
        var key = TaskJob.KeyOf(task.Name);
        var job = JobBuilder.Create<TaskJob>().WithIdentity(key).Build();
        await scheduler.ScheduleJob(job, TriggerAt(key, task.Name, at), ScheduleJobOptions.Replacing, cancellationToken);
    }

    /// <summary>Wakes a task that is running now once more; its own trigger is just being used up, so this is another one.</summary>
    public async Task SetAgainAsync(string name, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var scheduler = await SchedulerAsync(cancellationToken);
        var trigger = TriggerAt(TaskJob.KeyOf(name), $"{name}@{at.UtcTicks}", at);
        await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, cancellationToken);
    }

    /// <summary>
    /// Takes back every trigger of the task. One of them may be firing at this very moment and be gone before its turn comes, which <c>DeleteJob</c> takes for an error; the
    /// store deletes the job with its last trigger.
    /// </summary>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var scheduler = await SchedulerAsync(cancellationToken);
        var key = TaskJob.KeyOf(name);
        var triggers = await scheduler.GetTriggersOfJob(key, cancellationToken);
        foreach (var trigger in triggers)
            await scheduler.UnscheduleJob(trigger.Key, cancellationToken);
        if (triggers.Count == 0)
            await scheduler.DeleteJob(key, cancellationToken);
    }

    public async Task<IReadOnlySet<string>> NamesAsync(CancellationToken cancellationToken)
    {
        var scheduler = await SchedulerAsync(cancellationToken);
        var keys = await scheduler.GetJobKeys(AllJobs, cancellationToken);
        return keys.Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
    }

    public async Task PauseAsync(CancellationToken cancellationToken) =>
        await (await SchedulerAsync(cancellationToken)).PauseTriggerGroups(AllTriggers, cancellationToken);

    public async Task ResumeAsync(CancellationToken cancellationToken) =>
        await (await SchedulerAsync(cancellationToken)).ResumeTriggerGroups(AllTriggers, cancellationToken);

    /// <summary>For whoever lets go of the queue without having stopped it: the threads of a scheduler would keep the process alive for good.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_scheduler is { } scheduler)
            await scheduler.Shutdown(waitForJobsToComplete: false, CancellationToken.None);
    }

    private async Task<IScheduler> SchedulerAsync(CancellationToken cancellationToken) =>
        _scheduler ??= await schedulers.GetScheduler(cancellationToken);

    private ITrigger TriggerAt(JobKey job, string trigger, DateTimeOffset at)
    {
        var now = clock.GetUtcNow();
        return TriggerBuilder
            .Create(clock)
            .WithIdentity(trigger, TaskJob.Group)
            .ForJob(job)
            .StartAt(at > now ? at : now)
            // A task whose time passed while nothing could run is started at once; its runner says whether that is late or too late.
            .WithSimpleSchedule(schedule => schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
            .Build();
    }
}
