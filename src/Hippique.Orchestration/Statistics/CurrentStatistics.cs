using Hippique.Gpi;

namespace Hippique.Orchestration.Statistics;

/// <summary>What is known of jockeys, trainers and times, as the service uses it: its record of past races and the published figures of the day.</summary>
public sealed class CurrentStatistics(CurrentHistory history, CurrentFigures figures)
{
    /// <summary>The analysis with what is known at the moment of each race.</summary>
    public IRaceAnalyser Enrich(IRaceAnalyser analyser) => new StatisticsEnricher(analyser, () => history.Now, figures.Of);

    /// <summary>Reads the record again: a new day has become the past.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => history.RefreshAsync(cancellationToken);

    /// <inheritdoc cref="CurrentFigures.CollectAsync"/>
    public Task<TimeSpan?> CollectFiguresAsync(DateOnly date, TimeSpan part, CancellationToken cancellationToken) =>
        figures.CollectAsync(date, part, cancellationToken);
}
