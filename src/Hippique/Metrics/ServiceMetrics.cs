namespace Hippique.Metrics;

/// <summary>
/// The page of <c>/metrics</c>: the state as the store has it now, and what this process has counted. Where the store cannot be read the page says so, with what is known without it: that a
/// database is away is among it.
/// </summary>
internal sealed partial class ServiceMetrics(StateMeter state, MeasurementBook book, ILogger<ServiceMetrics> logger)
{
    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await state.RefreshAsync(cancellationToken);
        }
        // The boundary to the store: what is wrong with it is said by whoever works with it, and the next request reads again.
        catch (IOException away)
        {
            NotRead(logger, away.Message);
        }
        return book.Write();
    }

    [LoggerMessage(1, LogLevel.Debug, "the state cannot be read for /metrics: {Why}")]
    private static partial void NotRead(ILogger logger, string why);
}
