namespace Hippique.Gpi.Staking;

/// <summary>Risk of a set of bets.</summary>
public static class Risk
{
    // Deviations of the normal law that hold 95 %.
    internal const double TwoSided = 1.959963984540054;

    /// <summary>
    /// Chance ever to lose the bankroll, were the same bets offered again and again: <c>exp(−2·EV·bankroll/Var)</c>; 1 if nothing is expected, 0 if nothing varies.
    /// </summary>
    public static double Ruin(double expectedProfit, double variance, double bankroll) =>
        expectedProfit <= 0 ? 1
        : variance <= 0 ? 0
        : Math.Exp(-2 * expectedProfit * bankroll / variance);

    /// <summary>
    /// How many bets like these are needed until an edge as large as the expected one is told from none: its 95 % interval leaves zero out. Infinite if nothing is expected.
    /// </summary>
    /// <param name="bets">Number of these.</param>
    /// <param name="expectedProfit">Of all of them, in euros.</param>
    /// <param name="variance">Of their profit, in euros squared.</param>
    public static double BetsToTell(int bets, double expectedProfit, double variance) =>
        expectedProfit == 0 ? double.PositiveInfinity : bets * TwoSided * TwoSided * variance / (expectedProfit * expectedProfit);

    /// <summary>Expected profit over its deviation; 0 if nothing varies.</summary>
    public static double Sharpe(double expectedProfit, double variance) => variance > 0 ? expectedProfit / Math.Sqrt(variance) : 0;

    /// <summary>Expected profit and its variance for bets that win together with given probabilities.</summary>
    /// <param name="outcomes">By bit mask of the winners.</param>
    /// <param name="stakes">In euros.</param>
    /// <param name="dividends">Expected for 1 €, given that the bet wins.</param>
    /// <param name="deviations">Of the logarithm of each dividend.</param>
    public static (double Profit, double Variance) Moments(
        ReadOnlySpan<double> outcomes,
        ReadOnlySpan<double> stakes,
        ReadOnlySpan<double> dividends,
        ReadOnlySpan<double> deviations
    )
    {
        double mean = 0,
            square = 0,
            staked = 0;
        foreach (var stake in stakes)
            staked += stake;
        for (var mask = 0; mask < outcomes.Length; mask++)
        {
            if (outcomes[mask] == 0)
                continue;
            double paid = 0,
                spread = 0;
            for (var bet = 0; bet < stakes.Length; bet++)
            {
                if ((mask & (1 << bet)) == 0)
                    continue;
                var amount = stakes[bet] * dividends[bet];
                paid += amount;
                spread += amount * amount * (Math.Exp(deviations[bet] * deviations[bet]) - 1);
            }
            mean += outcomes[mask] * paid;
            square += outcomes[mask] * (paid * paid + spread);
        }
        return (mean - staked, square - mean * mean);
    }
}
