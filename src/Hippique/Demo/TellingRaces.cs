using Hippique.Gpi;
using Hippique.Gpi.Guards;

namespace Hippique.Demo;

/// <summary>Which of the day's races say most about the method: one that was played and one that was not.</summary>
internal static class TellingRaces
{
    /// <summary>The race with the best expected profit among those played; null if none was.</summary>
    public static RaceAnalysis? Played(IEnumerable<RaceAnalysis> analyses) =>
        analyses
            .Where(analysis => analysis.Outcome == Outcome.Play)
            .MaxBy(analysis => analysis.Tickets.Sum(ticket => ticket.ExpectedRoi * ticket.Stake.ToDouble()));

    /// <summary>
    /// The abstention that teaches most: best one in which the horse nearest to a bet promised a profit, only not enough, and the guard that refused the race measured that very
    /// profit; else the closest call of the day.
    /// </summary>
    public static RaceAnalysis? Refused(IEnumerable<RaceAnalysis> analyses) =>
        analyses
            .Where(analysis => analysis.Outcome == Outcome.Abstain)
            .OrderBy(Rank)
            .ThenBy(analysis => analysis.Closest?.Gap)
            .ThenBy(analysis => analysis.Race)
            .FirstOrDefault();

    private static int Rank(RaceAnalysis analysis)
    {
        if (analysis.Closest is not { Gap: not null } closest)
            return 4;
        if (closest.Gap <= 0)
            return 3;
        var profit = analysis.Runners.First(runner => runner.Number == closest.Number).ExpectedRoi;
        if (profit is not > 0)
            return 2;
        return analysis.RefusedBy()?.Value == profit ? 0 : 1;
    }
}
