using Hippique.Racing;

namespace Hippique.Gpi.Pools;

/// <summary>
/// The money on one single bet of a pool, laid out along the starters, in euros. What lies on withdrawn horses is paid back, so it is no part of the pool. Where the operator lists only
/// the most backed horses, the rest of its total is spread over the others by their win odds, none of them above the least that is listed: such a stake is company in the places, and no
/// price.
/// </summary>
internal sealed class StakesView
{
    private readonly bool[] _listed;

    private StakesView(double[] on, bool[] listed, double total, DateTimeOffset? at) => (On, _listed, Total, At) = (on, listed, total, at);

    /// <summary>By starter; 0 if nothing is known to lie on it.</summary>
    public double[] On { get; }

    /// <summary>All of it; above 0.</summary>
    public double Total { get; }

    /// <summary>When the operator stamped it; null if it does not say.</summary>
    public DateTimeOffset? At { get; }

    /// <summary>The operator lists the starter's stake, and it is above 0.</summary>
    public bool IsKnown(int starter) => _listed[starter] && On[starter] > 0;

    /// <summary>Null if there is no money, or if neither the list nor the total says how much it is.</summary>
    /// <param name="indexOf">The starter of a saddlecloth; -1 for one that does not start.</param>
    /// <param name="stakes">As the operator lists them; null: none.</param>
    /// <param name="odds">Win odds by starter, 0 without one, for those that are not listed.</param>
    public static StakesView? Of(Func<int, int> indexOf, BetStakes? stakes, double[] odds)
    {
        if (stakes is null)
            return null;
        var (on, listed) = (new double[odds.Length], new bool[odds.Length]);
        var paidBack = 0.0;
        foreach (var stake in stakes.Stakes)
        {
            if (indexOf(stake.Numbers[0]) is >= 0 and var i)
                (on[i], listed[i]) = (stake.Amount.ToDouble(), true);
            else
                paidBack += stake.Amount.ToDouble();
        }
        // Where only the total is known, it is the size of the pool and no price.
        if (!Array.Exists(listed, known => known))
            return null;
        var total = on.Sum();
        if (Array.Exists(listed, known => !known))
        {
            if (stakes.Total is not { } all)
                return null;
            var rest = all.ToDouble() - total;
            // Whether a total still has what was paid back, nobody has said; it cannot if less is left than that.
            rest -= rest >= paidBack ? paidBack : 0;
            if (rest > 0)
            {
                Spread(rest, on, listed, odds);
                total += rest;
            }
        }
        return total > 0 ? new StakesView(on, listed, total, stakes.At) : null;
    }

    private static void Spread(double rest, double[] on, bool[] listed, double[] odds)
    {
        var most = double.PositiveInfinity;
        var longest = 1.0;
        for (var i = 0; i < on.Length; i++)
        {
            most = listed[i] ? Math.Min(most, on[i]) : most;
            longest = Math.Max(longest, odds[i]);
        }
        double Weight(int i) => listed[i] ? 0 : 1 / (odds[i] > 0 ? odds[i] : longest);
        var weights = Enumerable.Range(0, on.Length).Sum(Weight);
        for (var i = 0; i < on.Length; i++)
            if (!listed[i])
                on[i] = Math.Min(most, rest * Weight(i) / weights);
    }
}
