using Hippique.Gpi.Guards;

namespace Hippique.Gpi;

/// <summary>Finds the starter of a race without a ticket that came nearest to being one: of those that the guards on singles measured, so that both name the same horse.</summary>
internal static class ClosestCalls
{
    /// <summary>Null if there is a ticket, or no starter has a price at which it would be one.</summary>
    public static ClosestCall? Of(PoolAnalysis analysis, IReadOnlyList<RunnerAnalysis> runners)
    {
        if (analysis.Decision.Outcome == Outcome.Play || runners.All(runner => runner.PlayableFrom is null))
            return null;
        var measured = Measured(analysis);
        return runners
            .Where((runner, i) => runner.Price is not null && (measured.Count == 0 || measured.Contains(i)))
            .Select(Call)
            // Nothing compares with a price that does not exist: it comes last.
            .OrderBy(call => call.Gap ?? double.PositiveInfinity)
            .ThenBy(call => call.Number)
            .FirstOrDefault();
    }

    /// <summary>The legs that were weighed; if no starter passed as a single, the best of the window; empty if nobody is in it.</summary>
    private static List<int> Measured(PoolAnalysis analysis) =>
        analysis.SinglesPlan.Candidates.Count > 0 ? [.. analysis.SinglesPlan.Considered.Select(leg => leg.Price.Runner)]
        : analysis.Singles.BestInWindow is { } best ? [best.Runner]
        : [];

    private static ClosestCall Call(RunnerAnalysis runner) =>
        new(
            runner.Number,
            runner.Horse,
            runner.Price!.Value,
            runner.PlayableFrom,
            runner.PlayableFrom is { } from ? from / runner.Price.Value - 1 : null
        );
}
