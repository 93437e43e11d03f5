using System.Numerics;

namespace Hippique.Gpi.Probabilities.Laws;

/// <summary>One way in which the places can be taken, whatever the order among the placed.</summary>
/// <param name="Runners">Bit mask of indices in <see cref="Orders"/>.</param>
/// <param name="Probability">That exactly these are placed.</param>
internal readonly record struct PlacedSet(ulong Runners, double Probability)
{
    /// <summary>Every set of <paramref name="places"/> runners (1 to 3), in the order of their indices; the probabilities sum to 1. One set if there are no more runners than places.</summary>
    public static PlacedSet[] Of(OrderWeights weights, int places)
    {
        var count = weights.Count;
        if (places >= count)
            return [new PlacedSet(count == 64 ? ulong.MaxValue : (1UL << count) - 1, 1)];
        var sets = new List<PlacedSet>();
        for (var i = 0; i < count; i++)
        {
            if (places == 1)
            {
                sets.Add(Sum(weights, [i]));
                continue;
            }
            for (var j = i + 1; j < count; j++)
            {
                if (places == 2)
                    sets.Add(Sum(weights, [i, j]));
                else
                    for (var k = j + 1; k < count; k++)
                        sets.Add(Sum(weights, [i, j, k]));
            }
        }
        return [.. sets];
    }

    public bool Has(int runner) => (Runners & (1UL << runner)) != 0;

    /// <summary>Σ of a value over the placed.</summary>
    public double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        for (var left = Runners; left != 0; left &= left - 1)
            sum += values[BitOperations.TrailingZeroCount(left)];
        return sum;
    }

    private static PlacedSet Sum(OrderWeights weights, ReadOnlySpan<int> runners)
    {
        var mask = 0UL;
        foreach (var runner in runners)
            mask |= 1UL << runner;
        return new PlacedSet(mask, weights.Together(runners));
    }
}
