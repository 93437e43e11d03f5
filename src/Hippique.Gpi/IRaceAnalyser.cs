using Hippique.Gpi.Inputs;

namespace Hippique.Gpi;

/// <summary>The analysis as the rest of the program sees it. Pure: the same input gives the same analysis.</summary>
public interface IRaceAnalyser
{
    RaceAnalysis Analyse(AnalysisInput input);
}
