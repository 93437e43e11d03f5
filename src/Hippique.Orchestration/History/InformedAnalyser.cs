using Hippique.Gpi;

namespace Hippique.Orchestration.History;

/// <summary>Adds what the record knows of jockeys, trainers and times, up to the day before the race, where the input says nothing of them.</summary>
public sealed class InformedAnalyser(IRaceAnalyser analyser, Func<RaceHistory> history) : IRaceAnalyser
{
    /// <summary>With a record that stays as it is.</summary>
    public InformedAnalyser(IRaceAnalyser analyser, RaceHistory history)
        : this(analyser, () => history) { }

    public RaceAnalysis Analyse(AnalysisInput input) =>
        analyser.Analyse(input.Statistics.Count > 0 ? input : input with { Statistics = history().Of(input.H5.Card) });
}
