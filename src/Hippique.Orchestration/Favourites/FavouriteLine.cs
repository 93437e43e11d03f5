using Hippique.Racing;

namespace Hippique.Orchestration.Favourites;

/// <summary>The favourites of one race at H-5, by source; a line of <c>favourites/2025-11.jsonl</c>.</summary>
public sealed record FavouriteLine
{
    public required RaceId Race { get; init; }

    /// <summary>Normalised names by source; several if they share the lowest odds.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Sources { get; init; }

    /// <summary>Whether two sources name the same favourite; null if one of them names none.</summary>
    public bool? Agree(string one, string other) =>
        Sources.TryGetValue(one, out var first) && Sources.TryGetValue(other, out var second) ? first.Intersect(second).Any() : null;
}
