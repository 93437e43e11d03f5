using Hippique.Embedded.Storage;
using Hippique.Embedded.Tasks;
using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Hippique.Embedded;

/// <summary>
/// Starts and stops the queue with the host: recovery first, then, once everything else has started (the port is ours), Quartz, so that nothing fires on a state that is
/// not yet right or in a process that will not stay.
/// </summary>
internal sealed class EmbeddedService(
    ISchedulerFactory schedulers,
    IEnumerable<IQueueUpkeep> upkeep,
    SqlTaskStore store,
    TimeProvider clock,
    EmbeddedOptions options
) : IHostedLifecycleService
{
    /// <summary>Jobs that earlier versions left in the file and whose work is done by others now.</summary>
    private static readonly JobKey[] Former = [new("daily-plan", "plan"), new("expire", "upkeep")];

    private IScheduler? _scheduler;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The store's first use makes the file and its folder, which Quartz expects to find.
        await store.OpenAsync(cancellationToken);
        var scheduler = _scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var key in Former)
            await scheduler.DeleteJob(key, cancellationToken);
        foreach (var part in upkeep)
            await part.StartAsync(cancellationToken);
        await SetUpkeepAsync(scheduler, cancellationToken);
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await _scheduler!.Start(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_scheduler is null)
            return;
        // Tasks under way are given the host's shutdown timeout; what does not end in time stays open for the next start.
        await _scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
        _scheduler = null;
    }

    private async Task SetUpkeepAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        var job = JobBuilder.Create<UpkeepJob>().WithIdentity(UpkeepJob.Key).Build();
        var trigger = TriggerBuilder
            .Create(clock)
            .WithIdentity(UpkeepJob.Key.Name, UpkeepJob.Key.Group)
            .StartAt(clock.GetUtcNow() + options.UpkeepEvery)
            .WithSimpleSchedule(schedule =>
                schedule
                    .WithInterval(options.UpkeepEvery)
                    .RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)
            )
            .Build();
        await scheduler.ScheduleJob(job, trigger, ScheduleJobOptions.Replacing, cancellationToken);
    }
}
