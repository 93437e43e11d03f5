using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.Logging;

namespace Hippique.Embedded.Tasks;

/// <summary>
/// Keeps the queue right while it runs: every 30 seconds of the time that passes, whatever the clock shows meanwhile. A trigger of Quartz would wait a day after a clock that was a
/// day ahead is put back.
/// </summary>
internal sealed partial class UpkeepLoop(
    IEnumerable<IQueueUpkeep> upkeep,
    TimeProvider clock,
    TimeSpan every,
    QueueStatus status,
    ILogger<UpkeepLoop> logger
) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = RunAsync(_stop.Token);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await Task.Delay(every, clock, cancellationToken);
                foreach (var part in upkeep)
                    await part.CheckAsync(cancellationToken);
                status.Works();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            // The boundary of one round: whatever broke, the next round looks again.
            catch (Exception broken)
            {
                Broke(logger, broken);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "the upkeep of the queue broke; it goes on with the next round")]
    private static partial void Broke(ILogger logger, Exception broken);
}
