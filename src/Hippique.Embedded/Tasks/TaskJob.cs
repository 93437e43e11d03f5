using Hippique.Orchestration.Tasks;
using Quartz;

namespace Hippique.Embedded.Tasks;

/// <summary>What Quartz starts when a task is due; the key of the job is the task's name.</summary>
internal sealed class TaskJob(TaskRunner runner, QueueStop stop) : IJob
{
    public const string Group = "tasks";

    public static JobKey KeyOf(string name) => new(name, Group);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stop.Token);
        await runner.RunAsync(context.JobDetail.Key.Name, either.Token);
    }
}
