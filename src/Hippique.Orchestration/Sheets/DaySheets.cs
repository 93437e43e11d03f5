using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;

namespace Hippique.Orchestration.Sheets;

/// <summary>
/// The sheet of any day, as the verb and the endpoint answer it. Its prices rest on the figures that were published for that day; the service's own analysis knows those of today alone.
/// </summary>
/// <param name="store">Where the day lies.</param>
/// <param name="plans">Of the same store.</param>
/// <param name="analyser">Without statistics.</param>
/// <param name="history">The record of past races.</param>
/// <param name="settings">The user's pools, countries and stakes.</param>
public sealed class DaySheets(
    IArtifactStore store,
    PlanStore plans,
    IRaceAnalyser analyser,
    Func<RaceHistory> history,
    PhaseSettings settings
)
{
    /// <summary>Why there is no sheet of any day; null: there can be one.</summary>
    public Problem? Refusal =>
        settings.Module is null
            ? null
            : Problem.Of($"GPI_MODULE: the analysis is your own, and does not say from which price a horse is a bet");

    /// <summary>Null if the day was not planned.</summary>
    /// <param name="date">Programme day.</param>
    /// <param name="now">Which looks are still to come.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="ArtifactException">A file of the day cannot be read.</exception>
    /// <exception cref="UnreadableFileException">The figures of the day were changed by hand.</exception>
    public async Task<DaySheet?> ReadAsync(DateOnly date, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var figures = new FigureBook(await new FigureStore(store).LoadAsync(date, cancellationToken).ConfigureAwait(false));
        var informed = new StatisticsEnricher(analyser, history, day => day == date ? figures : FigureBook.Empty);
        return await new SheetReader(store, plans, informed, settings).ReadAsync(date, now, cancellationToken).ConfigureAwait(false);
    }
}
