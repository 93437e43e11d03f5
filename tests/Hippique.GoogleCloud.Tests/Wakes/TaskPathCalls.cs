using Hippique.GoogleCloud.Wakes;
using Hippique.Orchestration.Tasks;

namespace Hippique.GoogleCloud.Tests.Wakes;

/// <summary>Every task is called by its name.</summary>
internal sealed class TaskPathCalls : IWakeCall
{
    public Task<WakeCall> OfAsync(PlannedTask task, CancellationToken cancellationToken) =>
        Task.FromResult(new WakeCall($"/tasks/{task.Name}", "{}"));
}
