using Hippique.Orchestration.Tasks;
using Quartz;

namespace Hippique.Embedded.Tasks;

/// <summary>Keeps the queue right while it runs: every 30 seconds.</summary>
[DisallowConcurrentExecution]
internal sealed class UpkeepJob(IEnumerable<IQueueUpkeep> upkeep) : IJob
{
    public static readonly JobKey Key = new("check", "upkeep");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        foreach (var part in upkeep)
            await part.CheckAsync(cancellationToken);
    }
}
