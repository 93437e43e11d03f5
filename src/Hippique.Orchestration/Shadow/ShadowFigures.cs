using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;

namespace Hippique.Orchestration.Shadow;

/// <summary>
/// What is known of the runners of a race that has no stored analysis, as after <c>GPI_MODULE</c>: published figures known at the instant of the look, else the record of earlier days as
/// it stands now. For one filling: the record is read at its first use.
/// </summary>
internal sealed class ShadowFigures(IArtifactStore store)
{
    private readonly FigureStore _published = new(store);
    private RaceHistory? _history;
    private (DateOnly Date, FigureBook Book)? _figures;

    /// <exception cref="UnreadableFileException">The record or the figures were changed by hand.</exception>
    public async Task<IReadOnlyList<RunnerStatistics>> OfAsync(Snapshot seen, CancellationToken cancellationToken)
    {
        var card = seen.Card;
        _history ??= await new HistoryStore(store).LoadAsync(cancellationToken).ConfigureAwait(false);
        if (_figures is not { } known || known.Date != card.Id.Date)
        {
            var lines = await _published.LoadAsync(card.Id.Date, cancellationToken).ConfigureAwait(false);
            _figures = known = (card.Id.Date, new FigureBook(lines));
        }
        return known.Book.Over(_history.Of(card), card, seen.TakenAt);
    }
}
