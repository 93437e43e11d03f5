using Hippique.Gpi.Inputs;

namespace Hippique.Gpi;

/// <summary>The analysis as the rest of the program sees it. Pure: the same input gives the same analysis.</summary>
public interface IRaceAnalyser
{
    RaceAnalysis Analyse(AnalysisInput input);

    /// <summary>The decision on a race outside the user's countries, without a look at it: unplayable, with the code <c>country</c> and no other guard.</summary>
    RaceAnalysis Refuse(UnseenRace race);
}
