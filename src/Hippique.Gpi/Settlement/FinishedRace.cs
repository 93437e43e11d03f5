using Hippique.Racing;

namespace Hippique.Gpi.Settlement;

/// <summary>What is known of a race when its tickets are settled.</summary>
public sealed record FinishedRace
{
    /// <summary>Null if none is known.</summary>
    public required RaceResult? Result { get; init; }

    /// <summary>Numbers that were to start when last seen. Those that the result names as non-runners are taken out; the rest took part.</summary>
    public required IReadOnlyList<int> Declared { get; init; }

    /// <summary>Withdrawn, or moved to another day, as a programme says it; a race that has an official arrival was run all the same.</summary>
    public bool CalledOff { get; init; }

    /// <summary>The race as its last card shows it.</summary>
    public static FinishedRace Of(RaceCard card, RaceResult? result) =>
        new()
        {
            Result = result,
            Declared = [.. card.Runners.Where(runner => !runner.NonRunner).Select(runner => runner.Number)],
            CalledOff = card.Cancelled,
        };
}
