using Hippique.Embedded.Storage;
using Hippique.Embedded.Tasks;
using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Hippique.Embedded;

/// <summary>
/// Starts and stops the queue as a part of the opening: recovery first, then, once every other part is open, Quartz, so that nothing fires on a state that is not yet right
/// or in a process that will not stay.
/// </summary>
internal sealed class EmbeddedService(
    ISchedulerFactory schedulers,
    IEnumerable<IQueueUpkeep> upkeep,
    ITaskDatabase database,
    QueueStatus status,
    QueueStop stop,
    UpkeepLoop loop
) : IHostedLifecycleService
{
    /// <summary>Jobs that earlier versions left in the file and whose work is done by others now.</summary>
    private static readonly JobKey[] Former = [new("daily-plan", "plan"), new("expire", "upkeep"), new("check", "upkeep")];

    private IScheduler? _scheduler;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The first use makes the file and its folder, which Quartz expects to find.
        await database.OpenAsync(cancellationToken);
        // Makes Quartz's tables, which two nodes cannot do at once.
        var scheduler = _scheduler = await database.AloneAsync(async token => await schedulers.GetScheduler(token), cancellationToken);
        foreach (var key in Former)
            await scheduler.DeleteJob(key, cancellationToken);
        foreach (var part in upkeep)
            await part.StartAsync(cancellationToken);
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await _scheduler!.Start(cancellationToken);
        status.Open();
        loop.Start();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        status.Close();
        if (_scheduler is null)
            return;
        await loop.StopAsync();
        await stop.AskAsync();
        // Tasks under way are given the host's shutdown timeout; what does not end in time stays open for the next start.
        await _scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
        _scheduler = null;
    }
}
