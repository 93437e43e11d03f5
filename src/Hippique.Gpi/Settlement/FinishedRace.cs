using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Settlement;

/// <summary>What is known of a race when its tickets are settled.</summary>
public sealed record FinishedRace
{
    /// <summary>Null if none is known.</summary>
    public required RaceResult? Result { get; init; }

    /// <summary>Runners declared in the official programme, those withdrawn later included: the count on which the places paid rest.</summary>
    public required int Declared { get; init; }

    /// <summary>Numbers that were to start when last seen; empty: none was seen. Those that the result names as non-runners are taken out; the rest took part.</summary>
    public required IReadOnlyList<int> Starters { get; init; }

    /// <summary>Withdrawn, or moved to another day, as a programme says it; a race that has an official arrival was run all the same.</summary>
    public bool CalledOff { get; init; }

    /// <summary>The race as its last card shows it.</summary>
    public static FinishedRace Of(RaceCard card, RaceResult? result) =>
        new()
        {
            Result = result,
            Declared = card.Declared,
            Starters = [.. card.Runners.Where(runner => !runner.NonRunner).Select(runner => runner.Number)],
            CalledOff = card.Cancelled,
        };

    /// <summary>
    /// Whether a horse that somebody has bet on did not start: the result flags it, or it was not among the starters any more when they were last seen, since many results name no
    /// non-runners at all. A horse that came in or that a Simple pays has run, whatever its flag says.
    /// </summary>
    internal bool IsWithdrawn(int horse) =>
        Result is { } result
        && !HasRun(result).Contains(horse)
        && (result.NonRunners.Contains(horse) || (Starters.Count > 0 && !Starters.Contains(horse)));

    /// <summary>Counted both ways. Those took part that were to start, and whoever came in.</summary>
    internal FieldSize Field => new(Declared, TookPart);

    private int TookPart =>
        Result is { } result
            ? Starters.Union(result.Arrival.SelectMany(together => together)).Except(result.NonRunners.Except(HasRun(result))).Count()
            : Starters.Count;

    private static HashSet<int> HasRun(RaceResult result) =>
        [.. result.Arrival.SelectMany(together => together), .. PoolDividends.PaidHorses(result)];
}
