using Quartz;

namespace Hippique.Embedded.Tasks;

/// <summary>Looks every 30 seconds for tasks whose grace ran out while they waited.</summary>
[DisallowConcurrentExecution]
internal sealed class ExpireJob(TaskRecovery recovery) : IJob
{
    public static readonly JobKey Key = new("expire", "upkeep");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await recovery.ExpireAsync(cancellationToken);
}
