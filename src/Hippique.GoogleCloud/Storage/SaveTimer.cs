using Microsoft.Extensions.Logging;

namespace Hippique.GoogleCloud.Storage;

/// <summary>Saves some time after the first change that is not saved. Where the processor is taken away between two requests, it goes on with the next one.</summary>
internal sealed partial class SaveTimer : IDisposable
{
    private readonly TimeSpan _after;
    private readonly Func<CancellationToken, Task> _save;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private int _armed;

    public SaveTimer(TimeProvider clock, TimeSpan after, Func<CancellationToken, Task> save, ILogger logger)
    {
        (_after, _save, _logger) = (after, save, logger);
        _timer = clock.CreateTimer(_ => _ = SaveAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something is to be saved.</summary>
    public void Arm()
    {
        if (Interlocked.Exchange(ref _armed, 1) == 0)
            _timer.Change(_after, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private async Task SaveAsync()
    {
        Interlocked.Exchange(ref _armed, 0);
        try
        {
            await _save(CancellationToken.None).ConfigureAwait(false);
        }
        // Nobody waits for it. What was not saved is kept, and the end of the request, which must save it, reports what is wrong.
        catch (Exception failure)
        {
            NotSaved(_logger, failure.Message);
            Arm();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Counts and lines stay in memory until the bucket can be written: {Reason}")]
    private static partial void NotSaved(ILogger logger, string reason);
}
