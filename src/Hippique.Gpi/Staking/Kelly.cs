namespace Hippique.Gpi.Staking;

/// <summary>Stakes that make the logarithm of wealth grow fastest, as shares of wealth.</summary>
public static class Kelly
{
    /// <summary>One bet: <c>(p·d − 1)/(d − 1)</c>, never below 0. <paramref name="dividend"/> is what 1 € returns given that the bet wins.</summary>
    public static double Single(double probability, double dividend) =>
        dividend > 1 ? Math.Max(0, (probability * dividend - 1) / (dividend - 1)) : 0;

    /// <summary>
    /// Several runners of one race, of which one wins (Smoczynski and Tomkins 2010): take them by <c>p·o</c> while that exceeds the reserve rate
    /// <c>R = (1 − Σp)/(1 − Σ1/o)</c> of those taken; then <c>f = p − R/o</c>.
    /// </summary>
    /// <returns>The expected growth of the logarithm of wealth per race.</returns>
    public static double Simultaneous(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> odds, Span<double> fractions)
    {
        fractions.Clear();
        var order = OrderByValue(probabilities, odds);
        double left = 1,
            free = 1,
            reserve = 1;
        var taken = 0;
        while (taken < order.Length && probabilities[order[taken]] * odds[order[taken]] > reserve)
        {
            left -= probabilities[order[taken]];
            free -= 1 / odds[order[taken]];
            // Rounding can leave a remainder of either sign if the probabilities taken sum to 1.
            left = Math.Max(left, 0);
            reserve = free > 0 ? left / free : 0;
            taken++;
        }
        for (var n = 0; n < taken; n++)
            fractions[order[n]] = Math.Max(0, probabilities[order[n]] - reserve / odds[order[n]]);
        return Growth(probabilities, odds, fractions);
    }

    /// <summary>Expected growth of the logarithm of wealth if exactly one of the runners, or one not listed, wins.</summary>
    public static double Growth(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> odds, ReadOnlySpan<double> fractions)
    {
        double staked = 0,
            other = 1,
            growth = 0;
        for (var i = 0; i < fractions.Length; i++)
            staked += fractions[i];
        for (var i = 0; i < fractions.Length; i++)
        {
            other -= probabilities[i];
            if (probabilities[i] > 0)
                growth += probabilities[i] * Math.Log(1 - staked + fractions[i] * odds[i]);
        }
        return other > 1e-12 ? growth + other * Math.Log(1 - staked) : growth;
    }

    private static int[] OrderByValue(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> odds)
    {
        var order = new int[probabilities.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var at = i;
            while (at > 0 && probabilities[order[at - 1]] * odds[order[at - 1]] < probabilities[i] * odds[i])
            {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = i;
        }
        return order;
    }
}
