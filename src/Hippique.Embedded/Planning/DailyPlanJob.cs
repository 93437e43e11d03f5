using Hippique.Embedded.Storage;
using Hippique.Embedded.Tasks;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources.Http;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Hippique.Embedded.Planning;

/// <summary>
/// At 09:00 on the Paris clock: the day. At 20:00: tomorrow's races before 10:00, which a plan at nine would lose. At a start: the day, if it has no plan yet.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class DailyPlanJob(
    IDailyPlan plan,
    TaskTable tasks,
    EmbeddedOptions options,
    TimeProvider clock,
    IClockActivity activity,
    ILogger<DailyPlanJob> logger
) : IJob
{
    public static readonly JobKey Key = new("daily-plan", "plan");
    public const string Morning = "at-0900";
    public const string Evening = "at-2000";
    public const string Start = "at-start";
    private static readonly TimeOnly Early = new(10, 0);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var work = activity.Work();
        var today = ParisTime.ProgrammeOf(clock.GetUtcNow());
        switch (context.Trigger.Key.Name)
        {
            case Evening:
                var tomorrow = today.AddDays(1);
                await RunAsync(tomorrow, ParisTime.At(tomorrow, Early), cancellationToken);
                break;
            case Start when await plan.ExistsAsync(today, cancellationToken):
                break;
            default:
                await RunAsync(today, null, cancellationToken);
                await tasks.ForgetAsync(today.AddDays(-options.KeepDays), cancellationToken);
                break;
        }
    }

    // The boundary of a plan: a broken machine must not stop tomorrow's plan.
    private async Task RunAsync(DateOnly date, DateTimeOffset? offBefore, CancellationToken cancellationToken)
    {
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["correlation_id"] = TaskName.Plan(date) });
        try
        {
            await plan.RunAsync(date, offBefore, cancellationToken);
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            QueueLog.PlanBroke(logger, broken, date);
        }
    }
}
