using Hippique.Embedded.Planning;
using Hippique.Embedded.Storage;
using Hippique.Embedded.Tasks;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Hippique.Embedded;

/// <summary>
/// Starts and stops the queue with the host: recovery first, then, once everything else has started (the port is ours), Quartz, so that nothing fires on a state that is
/// not yet right or in a process that will not stay.
/// </summary>
internal sealed class EmbeddedService(
    ISchedulerFactory schedulers,
    TaskRecovery recovery,
    TaskTable table,
    TimeProvider clock,
    EmbeddedOptions options
) : IHostedLifecycleService
{
    private IScheduler? _scheduler;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The table's first use makes the file and its folder, which Quartz expects to find.
        await table.OpenAsync(cancellationToken);
        var scheduler = _scheduler = await schedulers.GetScheduler(cancellationToken);
        await recovery.RecoverAsync(cancellationToken);
        await SetExpireAsync(scheduler, cancellationToken);
        if (options.DailyPlan)
            await DailyPlanSchedule.SetAsync(scheduler, clock, cancellationToken);
        else
            await scheduler.DeleteJob(DailyPlanJob.Key, cancellationToken);
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
        // Tasks under way are given until the host's patience ends; what does not end in time stays open for the next start.
        await _scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
        _scheduler = null;
    }

    private async Task SetExpireAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        var job = JobBuilder.Create<ExpireJob>().WithIdentity(ExpireJob.Key).Build();
        var trigger = TriggerBuilder
            .Create(clock)
            .WithIdentity(ExpireJob.Key.Name, ExpireJob.Key.Group)
            .StartAt(clock.GetUtcNow() + options.ExpireEvery)
            .WithSimpleSchedule(schedule =>
                schedule
                    .WithInterval(options.ExpireEvery)
                    .RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)
            )
            .Build();
        await scheduler.ScheduleJob(job, trigger, ScheduleJobOptions.Replacing, cancellationToken);
    }
}
