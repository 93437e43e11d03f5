using Hippique.Gpi.Probabilities;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>Every bet of one kind that could have been bought on a race.</summary>
internal static class PoolBets
{
    /// <summary>Each combination of starters with its probability by the prices of the moment.</summary>
    public static IEnumerable<(int[] Starters, double Chance)> Of(CalibrationRace race, PaidAs bet, PoolOrders orders)
    {
        foreach (var starters in Subsets(race.Starters.Count, bet.Size))
            yield return (starters, bet.Chance(orders, starters));
    }

    /// <summary>Ascending, in order; each is a new array.</summary>
    private static IEnumerable<int[]> Subsets(int count, int size)
    {
        if (size > count)
            yield break;
        var chosen = Enumerable.Range(0, size).ToArray();
        while (true)
        {
            yield return [.. chosen];
            var at = size - 1;
            while (at >= 0 && chosen[at] == count - size + at)
                at--;
            if (at < 0)
                yield break;
            chosen[at]++;
            for (var next = at + 1; next < size; next++)
                chosen[next] = chosen[next - 1] + 1;
        }
    }
}
