namespace Hippique.Gpi.Balances;

/// <summary>Runs of lost bets.</summary>
public static class LosingRun
{
    /// <summary>Most bets lost one after the other.</summary>
    /// <param name="won">In order of time.</param>
    public static int Longest(IEnumerable<bool> won)
    {
        var (longest, run) = (0, 0);
        foreach (var one in won)
        {
            run = one ? 0 : run + 1;
            longest = Math.Max(longest, run);
        }
        return longest;
    }

    /// <summary>
    /// The exact chance that independent bets have a run of at least <paramref name="length"/> lost ones; 1 for a length of 0.
    /// </summary>
    /// <remarks>
    /// The first such run ends at bet i if the last <c>length</c> bets up to it are lost, the one before them is won (or there is none), and no run ended before that one. These
    /// cases exclude each other, so their chances add up; each needs only the sum so far: O(n), however long the run.
    /// </remarks>
    /// <param name="probabilities">To win, in order of time; each above 0 and below 1.</param>
    /// <param name="length">Not negative.</param>
    public static double Chance(IReadOnlyList<double> probabilities, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
            return 1;
        // Both by number of bets so far: the logarithm of the chance that all are lost, and the chance that a run has ended.
        var allLost = new double[probabilities.Count + 1];
        var ended = new double[probabilities.Count + 1];
        for (var i = 1; i <= probabilities.Count; i++)
        {
            allLost[i] = allLost[i - 1] + double.LogP1(-probabilities[i - 1]);
            ended[i] = ended[i - 1];
            var before = i - length;
            if (before < 0)
                continue;
            var opens = before == 0 ? 1 : probabilities[before - 1] * (1 - ended[before - 1]);
            ended[i] = Math.Min(1, ended[i] + opens * Math.Exp(allLost[i] - allLost[before]));
        }
        return ended[^1];
    }
}
