using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.Hosting;

namespace Hippique.GoogleCloud;

/// <summary>
/// Opens and closes the queue of a container: recovery first, which gives every open task an end or a wake; then the calls of the queue come in from outside. Nothing runs between them
/// (<see cref="WorkUpkeep"/> keeps the queue right at the end of each).
/// </summary>
public sealed class CloudService(IEnumerable<IQueueUpkeep> upkeep, QueueStatus status, WorkUpkeep work) : IHostedLifecycleService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var part in upkeep)
            await part.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        status.OpenForCalls();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        status.Close();
        await work.SaveAsync().ConfigureAwait(false);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
