using Hippique.Gpi.Probabilities.Laws;

namespace Hippique.Gpi.Pools;

/// <summary>
/// A pool of pairs whose stakes are known. Couplé gagnant pays one pair, Couplé placé the three of the first three horses, by the arithmetic of places with pairs in the place of horses;
/// whether pools of pairs pay so, <c>evaluate --pools</c> tells once their take-out is known.
/// </summary>
/// <param name="arithmetic">With one pair paid, or three.</param>
/// <param name="stakes">The money, by pair.</param>
internal sealed class PairPool(PlaceArithmetic arithmetic, PairStakes stakes)
{
    public PairStakes Stakes => stakes;

    // Both horses of a pair that is paid are among the first two, or the first three.
    private int Depth => arithmetic.Places == 1 ? 2 : 3;

    /// <summary>What 1 € on a pair is expected to pay, given that it wins, over every set of horses that can be placed with it.</summary>
    /// <param name="pair">Starters, ascending.</param>
    /// <param name="orders">Orders of the priced starters.</param>
    /// <param name="position">Index in the orders by starter; -1 for one that is not among them.</param>
    /// <param name="late">
    /// What late money is expected to make of a winner's dividend, by starter; a pair's share is divided by both. Null: the pool stays as it is, and dividends are rounded as they are paid.
    /// </param>
    /// <param name="mine">A stake of one's own on the pair, in euros.</param>
    public PairExpectation Expected((int One, int Other) pair, Orders orders, int[] position, double[]? late, double mine = 0)
    {
        if (position[pair.One] < 0 || position[pair.Other] < 0)
            return default;
        double On(int one, int other) => stakes.On(PairStakes.Key(one, other)) / (late is null ? 1 : late[one] * late[other]);
        var own = On(pair.One, pair.Other) + mine;
        var (chance, mean) = (0.0, 0.0);
        foreach (var set in orders.PlacedSets(Depth))
        {
            if (!set.Has(position[pair.One]) || !set.Has(position[pair.Other]) || set.Probability <= 0)
                continue;
            var paid = own;
            for (var third = 0; third < position.Length; third++)
                if (third != pair.One && third != pair.Other && position[third] >= 0 && set.Has(position[third]))
                    paid += On(pair.One, third) + On(pair.Other, third);
            var exact = arithmetic.Exact(stakes.Total + mine, paid, own);
            chance += set.Probability;
            mean += set.Probability * (late is null ? arithmetic.Rounding.Round(exact) : arithmetic.Rounding.Mean(exact));
        }
        return chance > 0 ? new PairExpectation(chance, mean / chance) : default;
    }
}

/// <summary>What a pair that wins pays.</summary>
/// <param name="Chance">That it wins.</param>
/// <param name="Dividend">Expected, for 1 €; 0 if it cannot win.</param>
internal readonly record struct PairExpectation(double Chance, double Dividend);
