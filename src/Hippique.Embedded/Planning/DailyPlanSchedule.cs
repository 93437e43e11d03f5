using Hippique.Racing;
using Quartz;

namespace Hippique.Embedded.Planning;

/// <summary>The three triggers of <see cref="DailyPlanJob"/>. Neither hour lies in the hour that the Paris clock skips or shows twice.</summary>
internal static class DailyPlanSchedule
{
    public static async Task SetAsync(IScheduler scheduler, TimeProvider clock, CancellationToken cancellationToken)
    {
        var job = JobBuilder.Create<DailyPlanJob>().WithIdentity(DailyPlanJob.Key).StoreDurably().Build();
        ITrigger[] triggers =
        [
            Daily(DailyPlanJob.Morning, "0 0 9 * * ?", clock),
            Daily(DailyPlanJob.Evening, "0 0 20 * * ?", clock),
            TriggerBuilder
                .Create(clock)
                .WithIdentity(DailyPlanJob.Start, DailyPlanJob.Key.Group)
                .ForJob(DailyPlanJob.Key)
                .StartNow()
                .Build(),
        ];
        await scheduler.ScheduleJob(job, triggers, ScheduleJobOptions.Replacing, cancellationToken);
    }

    internal static ITrigger Daily(string name, string cron, TimeProvider clock) =>
        TriggerBuilder
            .Create(clock)
            .WithIdentity(name, DailyPlanJob.Key.Group)
            .ForJob(DailyPlanJob.Key)
            .StartAt(clock.GetUtcNow())
            .WithCronSchedule(
                cron,
                schedule => schedule.InTimeZone(ParisTime.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)
            )
            .Build();
}
