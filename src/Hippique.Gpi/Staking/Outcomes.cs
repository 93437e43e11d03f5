namespace Hippique.Gpi.Staking;

/// <summary>Probabilities of the subsets of a few bets to win together; the index is the bit mask of the winners.</summary>
public static class Outcomes
{
    private const int Rounds = 40;

    /// <summary>
    /// The same outcomes with other chances for each bet: the joint distribution keeps its odds ratios (iterative proportional fitting), exclusive bets stay exclusive.
    /// </summary>
    /// <param name="outcomes">Sum to 1.</param>
    /// <param name="chances">The wanted chance of each bet.</param>
    public static double[] WithChances(ReadOnlySpan<double> outcomes, ReadOnlySpan<double> chances)
    {
        var result = outcomes.ToArray();
        for (var round = 0; round < Rounds; round++)
        for (var bet = 0; bet < chances.Length; bet++)
            Scale(result, 1 << bet, chances[bet]);
        return result;
    }

    /// <summary>Chance of one bet.</summary>
    public static double Chance(ReadOnlySpan<double> outcomes, int bet)
    {
        var chance = 0.0;
        for (var mask = 0; mask < outcomes.Length; mask++)
            if ((mask & (1 << bet)) != 0)
                chance += outcomes[mask];
        return chance;
    }

    private static void Scale(double[] outcomes, int bit, double wanted)
    {
        double with = 0,
            without = 0;
        for (var mask = 0; mask < outcomes.Length; mask++)
            if ((mask & bit) != 0)
                with += outcomes[mask];
            else
                without += outcomes[mask];
        for (var mask = 0; mask < outcomes.Length; mask++)
            outcomes[mask] *=
                (mask & bit) != 0 ? (with > 0 ? wanted / with : 0)
                : without > 0 ? (1 - wanted) / without
                : 0;
    }
}
