namespace Hippique.Metrics;

/// <summary>The page of <c>/metrics</c>: the state as the store has it now, and what this process has counted.</summary>
internal sealed class ServiceMetrics(StateMeter state, MeasurementBook book)
{
    /// <exception cref="IOException">The store cannot be read.</exception>
    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        await state.RefreshAsync(cancellationToken);
        return book.Write();
    }
}
