using Hippique.Gpi;
using Hippique.Gpi.Inputs;

namespace Hippique.Orchestration.Statistics;

/// <summary>
/// Adds the statistics of jockeys, trainers and times to an input that has none: published figures that were known at the instant of the look, else the
/// program's own record up to the day before the race.
/// </summary>
public sealed class StatisticsEnricher(IRaceAnalyser analyser, Func<RaceHistory> history, Func<DateOnly, FigureBook>? figures = null)
    : IRaceAnalyser
{
    /// <summary>With a record that does not change.</summary>
    public StatisticsEnricher(IRaceAnalyser analyser, RaceHistory history)
        : this(analyser, () => history) { }

    public RaceAnalysis Refuse(UnseenRace race) => analyser.Refuse(race);

    public RaceAnalysis Analyse(AnalysisInput input)
    {
        if (input.Statistics.Count > 0)
            return analyser.Analyse(input);
        var card = input.H5.Card;
        var book = figures?.Invoke(card.Id.Date) ?? FigureBook.Empty;
        return analyser.Analyse(input with { Statistics = book.Over(history().Of(card), card, input.H5.TakenAt) });
    }
}
