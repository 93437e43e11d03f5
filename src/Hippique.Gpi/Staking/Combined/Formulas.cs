namespace Hippique.Gpi.Staking.Combined;

/// <summary>The ways in which combinations are bought together: one alone, a base with others, a whole field.</summary>
internal static class Formulas
{
    /// <summary>Every formula of at most <paramref name="most"/> combinations.</summary>
    public static IEnumerable<IReadOnlyList<Combination>> Of(IReadOnlyList<Combination> combinations, int most)
    {
        if (most < 1)
            yield break;
        foreach (var one in combinations)
            yield return [one];
        var size = combinations[0].Runners.Count;
        var horses = combinations.SelectMany(one => one.Runners).Distinct().Order().ToArray();
        foreach (var fixedHorses in Subsets(horses, size - 1))
        {
            var others = combinations
                .Where(one => fixedHorses.All(one.Runners.Contains))
                .OrderByDescending(one => one.Roi)
                .ThenBy(one => one.Runners[^1])
                .ToList();
            for (var count = 2; count <= Math.Min(most, others.Count); count++)
                yield return others[..count];
        }
        for (var field = size + 1; field <= horses.Length; field++)
            foreach (var chosen in Subsets(horses, field))
            {
                var inside = combinations.Where(one => one.Runners.All(chosen.Contains)).ToList();
                // A field is sold whole: every combination must be priced.
                if (inside.Count == Count(field, size) && inside.Count <= most)
                    yield return inside;
            }
    }

    /// <summary>Subsets of the sorted items, in order.</summary>
    public static IEnumerable<int[]> Subsets(int[] items, int size)
    {
        for (var mask = 0; mask < 1 << items.Length; mask++)
            if (System.Numerics.BitOperations.PopCount((uint)mask) == size)
                yield return [.. items.Where((_, i) => (mask & (1 << i)) != 0)];
    }

    private static int Count(int of, int size)
    {
        var count = 1;
        for (var i = 1; i <= size; i++)
            count = count * (of - size + i) / i;
        return count;
    }
}
