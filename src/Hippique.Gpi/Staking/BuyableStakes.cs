namespace Hippique.Gpi.Staking;

/// <summary>A buyable combination of stakes, one for each leg (0: not bought).</summary>
/// <param name="Stakes">In euros.</param>
/// <param name="Growth">Expected growth of the logarithm of the wealth that was put at risk.</param>
public sealed record StakePlan(IReadOnlyList<decimal> Stakes, double Growth)
{
    public decimal Total => Stakes.Sum();
}

/// <summary>The search for the buyable stakes with the best expected log growth: every combination of the operator's steps is tried.</summary>
public static class BuyableStakes
{
    private const double Indifferent = 1e-12;

    /// <param name="outcomes">Probability of each subset of the legs to win together; index is the bit mask of the winners.</param>
    /// <param name="dividends">What 1 € on a leg returns given that it wins.</param>
    /// <param name="wealth">The wealth whose growth counts, in euros: bankroll times Kelly fraction.</param>
    /// <param name="limits">What can be bought.</param>
    /// <param name="deviation">Of the logarithm of the dividends, all together; 0: they are certain.</param>
    /// <returns>Of equally good combinations the cheaper one; no stakes if nothing grows.</returns>
    public static StakePlan Best(
        ReadOnlySpan<double> outcomes,
        ReadOnlySpan<double> dividends,
        double wealth,
        StakeLimits limits,
        double deviation = 0
    )
    {
        var paid = dividends.ToArray();
        return Best(outcomes, paid.Length, (leg, _) => paid[leg], wealth, limits, deviation);
    }

    /// <inheritdoc cref="Best(ReadOnlySpan{double}, ReadOnlySpan{double}, double, StakeLimits, double)"/>
    /// <param name="legs">How many.</param>
    /// <param name="dividend">What 1 € on a leg returns given that it wins, with a stake in the pool, which lowers it; null: that stake is not to be made.</param>
    public static StakePlan Best(
        ReadOnlySpan<double> outcomes,
        int legs,
        Func<int, decimal, double?> dividend,
        double wealth,
        StakeLimits limits,
        double deviation = 0
    )
    {
        var choices = limits.Choices();
        double?[][] paid =
        [
            .. Enumerable.Range(0, legs).Select(leg => Array.ConvertAll(choices, stake => stake > 0 ? dividend(leg, stake) : 1)),
        ];
        var index = new int[legs];
        var stakes = new decimal[legs];
        var dividends = new double[legs];
        var best = new decimal[legs];
        var (bestGrowth, bestTotal) = (0.0, 0m);
        while (Next(index, choices.Length))
        {
            var (total, made) = (0m, true);
            for (var leg = 0; leg < legs; leg++)
            {
                total += stakes[leg] = choices[index[leg]];
                made &= paid[leg][index[leg]] is not null;
                dividends[leg] = paid[leg][index[leg]] ?? 0;
            }
            if (!made || total > limits.Budget.Amount)
                continue;
            var growth = Growth(outcomes, dividends, stakes, wealth, deviation);
            if (growth > bestGrowth + Indifferent || (growth > bestGrowth - Indifferent && growth > 0 && total < bestTotal))
            {
                (bestGrowth, bestTotal) = (growth, total);
                stakes.CopyTo(best, 0);
            }
        }
        return new StakePlan(best, bestGrowth);
    }

    /// <summary>Expected growth of log wealth; minus infinity if an outcome would cost everything.</summary>
    public static double Growth(
        ReadOnlySpan<double> outcomes,
        ReadOnlySpan<double> dividends,
        ReadOnlySpan<decimal> stakes,
        double wealth,
        double deviation = 0
    )
    {
        if (deviation == 0)
            return GrowthAt(1, outcomes, dividends, stakes, wealth);
        // Three nodes of Gauss and Hermite; the mean of the dividends stays what it is.
        var step = Math.Exp(Math.Sqrt(3) * deviation);
        var scale = 6 / (4 + step + 1 / step);
        return (
                4 * GrowthAt(scale, outcomes, dividends, stakes, wealth)
                + GrowthAt(scale * step, outcomes, dividends, stakes, wealth)
                + GrowthAt(scale / step, outcomes, dividends, stakes, wealth)
            ) / 6;
    }

    private static double GrowthAt(
        double factor,
        ReadOnlySpan<double> outcomes,
        ReadOnlySpan<double> dividends,
        ReadOnlySpan<decimal> stakes,
        double wealth
    )
    {
        Span<double> amounts = stackalloc double[stakes.Length];
        var total = 0.0;
        for (var leg = 0; leg < stakes.Length; leg++)
            total += amounts[leg] = (double)stakes[leg];
        var growth = 0.0;
        for (var mask = 0; mask < outcomes.Length; mask++)
        {
            if (outcomes[mask] <= 0)
                continue;
            var profit = -total;
            for (var leg = 0; leg < dividends.Length; leg++)
                if ((mask & (1 << leg)) != 0)
                    profit += amounts[leg] * Math.Max(1, factor * dividends[leg]);
            var after = 1 + profit / wealth;
            if (after <= 0)
                return double.NegativeInfinity;
            growth += outcomes[mask] * Math.Log(after);
        }
        return growth;
    }

    private static bool Next(int[] index, int choices)
    {
        for (var leg = 0; leg < index.Length; leg++)
        {
            if (++index[leg] < choices)
                return true;
            index[leg] = 0;
        }
        return false;
    }
}
