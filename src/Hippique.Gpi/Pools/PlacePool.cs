using Hippique.Gpi.Probabilities.Laws;
using Hippique.Racing;

namespace Hippique.Gpi.Pools;

/// <summary>A place pool whose stakes are known: what each starter pays, given who else is placed.</summary>
/// <param name="arithmetic">How it pays.</param>
/// <param name="stakes">The money, by starter.</param>
internal sealed class PlacePool(PlaceArithmetic arithmetic, StakesView stakes)
{
    public PlaceArithmetic Arithmetic => arithmetic;
    public StakesView Stakes => stakes;

    /// <summary>From the dearest company to the cheapest, as the pool stands; null if the starter's stake is not known.</summary>
    public PlaceRange? RangeOf(int starter)
    {
        if (!stakes.IsKnown(starter))
            return null;
        var own = stakes.On[starter];
        var others = stakes.On.Where((stake, i) => i != starter && stake > 0).Order().ToArray();
        var companions = Math.Min(arithmetic.Places - 1, others.Length);
        return new PlaceRange(
            arithmetic.Dividend(stakes.Total, own + others[^companions..].Sum(), own),
            arithmetic.Dividend(stakes.Total, own + others[..companions].Sum(), own)
        );
    }

    /// <summary>What 1 € on a starter is expected to pay, given that it is placed, over every set of horses that can be placed with it.</summary>
    /// <param name="starter">Whose stake is known.</param>
    /// <param name="orders">Orders of the priced starters.</param>
    /// <param name="position">Index in the orders by starter; -1 for one that is not among them.</param>
    /// <param name="late">
    /// What late money is expected to make of a placed starter's dividend, by starter: its share of the pool is divided by it. Null: the pool stays as it is, and dividends are rounded as they
    /// are paid; of a pool that still moves they are rounded on average.
    /// </param>
    /// <param name="mine">A stake of one's own on the starter, in euros.</param>
    public PlaceExpectation Expected(int starter, Orders orders, int[] position, double[]? late, double mine = 0)
    {
        var at = position[starter];
        if (at < 0)
            return default;
        var on = new double[orders.Count];
        for (var i = 0; i < position.Length; i++)
            if (position[i] >= 0)
                on[position[i]] = stakes.On[i] / (late?[i] ?? 1);
        on[at] += mine;
        var (pool, chance, mean, square) = (stakes.Total + mine, 0.0, 0.0, 0.0);
        foreach (var set in orders.PlacedSets(arithmetic.Places))
        {
            if (!set.Has(at) || set.Probability <= 0)
                continue;
            var exact = arithmetic.Exact(pool, set.Sum(on), on[at]);
            var dividend = late is null ? arithmetic.Rounding.Round(exact) : arithmetic.Rounding.Mean(exact);
            chance += set.Probability;
            mean += set.Probability * dividend;
            square += set.Probability * dividend * dividend;
        }
        if (chance <= 0)
            return default;
        mean /= chance;
        return new PlaceExpectation(mean, Math.Sqrt(Math.Max(0, square / chance / (mean * mean) - 1)));
    }
}

/// <summary>What a placed horse pays.</summary>
/// <param name="Dividend">Expected, for 1 €; 0 if there is none.</param>
/// <param name="Deviation">Of its logarithm, for who else is placed.</param>
internal readonly record struct PlaceExpectation(double Dividend, double Deviation);
