namespace Hippique.Gpi.Settlement;

/// <summary>
/// Who won by the arrival. In a dead heat every horse counts as holding each place that they share, so a combination wins if some order of them would make it win:
/// with 1, 2 and then 3 and 4 together, a bet on the first three pays 1-3 and 1-4, but not 3-4.
/// </summary>
internal static class Placing
{
    /// <summary>The horses that hold one of the first <paramref name="depth"/> places.</summary>
    public static List<int> Among(IReadOnlyList<IReadOnlyList<int>> arrival, int depth)
    {
        var horses = new List<int>();
        var before = 0;
        foreach (var together in arrival)
        {
            if (before >= depth)
                break;
            horses.AddRange(together);
            before += together.Count;
        }
        return horses;
    }

    /// <summary>Are they all among the first <paramref name="depth"/>, in any order?</summary>
    public static bool Together(IReadOnlyList<IReadOnlyList<int>> arrival, int depth, IReadOnlyList<int> horses)
    {
        var (before, found) = (0, 0);
        foreach (var together in arrival)
        {
            var places = Math.Min(depth - before, together.Count);
            if (places <= 0)
                break;
            var here = horses.Count(together.Contains);
            if (here > places)
                return false;
            found += here;
            before += together.Count;
        }
        return found == horses.Count;
    }

    /// <summary>Every combination of <paramref name="size"/> horses that wins so.</summary>
    public static IEnumerable<IReadOnlyList<int>> Combinations(IReadOnlyList<IReadOnlyList<int>> arrival, int depth, int size) =>
        Subsets(Among(arrival, depth), size, 0).Where(horses => Together(arrival, depth, horses));

    private static IEnumerable<IReadOnlyList<int>> Subsets(List<int> horses, int size, int from)
    {
        if (size == 0)
        {
            yield return [];
            yield break;
        }
        for (var first = from; first <= horses.Count - size; first++)
            foreach (var rest in Subsets(horses, size - 1, first + 1))
                yield return [horses[first], .. rest];
    }
}
