using Hippique.Gpi;
using Hippique.Gpi.Guards;

namespace Hippique.Explaining;

/// <summary>To which horses the number of a guard belongs.</summary>
internal static class MeasuredHorses
{
    /// <summary>The horse that a guard on one leg names, the legs of the ticket for one on the singles; empty if a guard measures the race or several tickets.</summary>
    public static IReadOnlyList<RunnerAnalysis> Of(RaceAnalysis analysis, GuardVerdict guard) =>
        guard.Value is null
            ? []
            : guard.Note switch
            {
                GuardNote.Starter starter => Named(analysis, [starter.Number]),
                GuardNote.BestOfWindow best => Named(analysis, [best.Number]),
                _ when guard.Blocks == GuardScope.Singles => Named(analysis, [.. analysis.Singles.Legs.Select(leg => leg.Number)]),
                _ => [],
            };

    private static List<RunnerAnalysis> Named(RaceAnalysis analysis, IReadOnlyList<int> numbers) =>
        [.. analysis.Runners.Where(runner => numbers.Contains(runner.Number))];
}
