using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Rehearsal;

/// <summary>How a rehearsed day ended.</summary>
internal sealed record RehearsalEnd
{
    public required int Races { get; init; }

    /// <summary>The ends of the looks whose time came while the day was rehearsed, two a race; one that was put off counts once.</summary>
    public required IReadOnlyList<TaskEnd?> Looks { get; init; }
    public required int Tickets { get; init; }
    public required Euro Staked { get; init; }

    /// <summary>By the tickets that are settled so far.</summary>
    public required Euro Returned { get; init; }
    public required int Open { get; init; }

    /// <summary>Every look was made or called off.</summary>
    public bool AsExpected => Races > 0 && Looks.All(end => end is TaskEnd.Done or TaskEnd.Late or TaskEnd.Cancelled);

    public int Count<T>()
        where T : TaskEnd => Looks.Count(end => end is T);
}
