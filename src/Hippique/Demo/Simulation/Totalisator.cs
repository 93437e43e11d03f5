namespace Hippique.Demo.Simulation;

/// <summary>What a pari-mutuel pays for 1 €: rounded down to 0.10, at least 1.10.</summary>
internal static class Totalisator
{
    public const decimal Minimum = 1.1m;

    /// <summary>Win dividends by starter: the pool after the take-out over the stakes on the winner.</summary>
    public static decimal[] Win(IReadOnlyList<double> stakes, double takeOut)
    {
        var net = stakes.Sum() * (1 - takeOut);
        return [.. stakes.Select(stake => Rounded(net / stake))];
    }

    /// <summary>
    /// The exact place dividend of <paramref name="horse"/> in this company: its stake back, and an equal part of what the placed stakes leave of the pool after the take-out.
    /// </summary>
    /// <param name="stakes">By starter.</param>
    /// <param name="takeOut">The operator's share.</param>
    /// <param name="places">Places paid.</param>
    /// <param name="horse">Index of the starter.</param>
    /// <param name="placedStakes">Stakes on all placed starters together, its own among them.</param>
    public static double Place(IReadOnlyList<double> stakes, double takeOut, int places, int horse, double placedStakes)
    {
        var profit = stakes.Sum() * (1 - takeOut) - placedStakes;
        return 1 + profit / (places * stakes[horse]);
    }

    /// <summary>Each starter's exact place dividend in the dearest and the cheapest company: with the most and the least backed of the others.</summary>
    public static (double Low, double High)[] PlaceRanges(IReadOnlyList<double> stakes, double takeOut, int places)
    {
        var ascending = Enumerable.Range(0, stakes.Count).OrderBy(i => stakes[i]).ToList();
        var ranges = new (double, double)[stakes.Count];
        for (var horse = 0; horse < ranges.Length; horse++)
        {
            var others = ascending.Where(i => i != horse).Select(i => stakes[i]).ToList();
            var least = stakes[horse] + others.Take(places - 1).Sum();
            var most = stakes[horse] + others.TakeLast(places - 1).Sum();
            ranges[horse] = (Place(stakes, takeOut, places, horse, most), Place(stakes, takeOut, places, horse, least));
        }
        return ranges;
    }

    /// <summary>Down to 0.10. A hair is added first, so that a quotient that is exact in decimals is not lost in binary.</summary>
    public static decimal Rounded(double exact) => Math.Max(Minimum, Math.Floor((decimal)(exact + 1e-9) * 10m) / 10m);
}
