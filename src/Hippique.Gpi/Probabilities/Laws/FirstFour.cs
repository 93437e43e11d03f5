using System.Numerics;

namespace Hippique.Gpi.Probabilities.Laws;

/// <summary>
/// The first four. Who comes fourth depends on who are the first three, not on their order among themselves: the six orders of three runners are summed before the fourth is
/// looked at, a sixth of the work of walking every order and as exact.
/// </summary>
internal sealed class FirstFour
{
    private readonly OrderWeights _weights;
    private readonly double[] _third;
    private readonly double[] _fourth;

    // P(a first, b second) by row and column, divided by the weights left for the third: times the weight of c it is P(a, b, c).
    private readonly double[] _leading;

    public FirstFour(OrderWeights weights)
    {
        (_weights, _third, _fourth) = (weights, weights.At(2), weights.At(3));
        _leading = new double[Count * Count];
        for (var a = 0; a < Count; a++)
        for (var b = 0; b < Count; b++)
            if (a != b && weights.Left([a, b]) is > 0 and var left)
                _leading[a * Count + b] = weights.At(0)[a] * weights.Share([a], b) / left;
    }

    private int Count => _weights.Count;

    /// <summary>Probability of each subset of the bets to be exactly those that win, some of them four places deep.</summary>
    public void Joint(ReadOnlySpan<SetBet> bets, double[] result)
    {
        Span<int> wins = stackalloc int[Count];
        var (deep, early) = (0UL, false);
        foreach (var bet in bets)
        {
            deep |= bet.Depth >= 4 ? bet.Runners : 0;
            early |= bet.Depth < 3;
        }
        for (var i = 0; i < Count; i++)
        for (var j = i + 1; j < Count; j++)
        for (var k = j + 1; k < Count; k++)
        {
            var three = new Three(i, j, k, _weights.Left([i, j, k]));
            var won = FirstThree.Wins(bets, three.Runners, 4, wins) | Won(bets, three.Runners, 3);
            var next = new Fourths(_fourth, deep & ~three.Runners, wins);
            if (!early)
            {
                next.Add(three, won, Mass(three), result);
                continue;
            }
            // A bet on the first one or two asks for the order, not for the set.
            foreach (var (a, b, c) in (ReadOnlySpan<(int, int, int)>)[(i, j, k), (j, i, k), (i, k, j), (k, i, j), (j, k, i), (k, j, i)])
                next.Add(three, won | Won(bets, 1UL << a, 1) | Won(bets, 1UL << a | 1UL << b, 2), Leading(a, b) * _third[c], result);
        }
    }

    /// <summary>Adds the probability of any two to be among the first four, in parts to their two cells, and on the diagonal that of one.</summary>
    public void AddPairs(double[] result)
    {
        for (var i = 0; i < Count; i++)
        for (var j = i + 1; j < Count; j++)
        for (var k = j + 1; k < Count; k++)
        {
            var three = new Three(i, j, k, _weights.Left([i, j, k]));
            var mass = Mass(three);
            var scale = three.Left > 0 ? mass / three.Left : 0;
            foreach (var (one, other) in (ReadOnlySpan<(int, int)>)[(i, i), (j, j), (k, k), (i, j), (i, k), (j, k)])
                result[one * Count + other] += mass;
            for (var l = 0; l < Count; l++)
            {
                if (l == i || l == j || l == k)
                    continue;
                var four = scale * _fourth[l];
                result[l * Count + l] += four;
                result[i * Count + l] += four;
                result[j * Count + l] += four;
                result[k * Count + l] += four;
            }
        }
    }

    private double Leading(int a, int b) => _leading[a * Count + b];

    private double Mass(Three three)
    {
        var (i, j, k) = (three.I, three.J, three.K);
        return (Leading(i, j) + Leading(j, i)) * _third[k]
            + (Leading(i, k) + Leading(k, i)) * _third[j]
            + (Leading(j, k) + Leading(k, j)) * _third[i];
    }

    private static int Won(ReadOnlySpan<SetBet> bets, ulong finished, int depth)
    {
        var won = 0;
        for (var bet = 0; bet < bets.Length; bet++)
            if (bets[bet].Depth == depth && (bets[bet].Runners & ~finished) == 0)
                won |= 1 << bet;
        return won;
    }

    /// <summary>Three runners and what is left of the weights for the fourth.</summary>
    private readonly record struct Three(int I, int J, int K, double Left)
    {
        public ulong Runners => 1UL << I | 1UL << J | 1UL << K;
    }

    /// <summary>Those with whom, as the fourth, a bet may win; all the others together are the rest.</summary>
    private readonly ref struct Fourths(double[] weights, ulong runners, ReadOnlySpan<int> wins)
    {
        private readonly ReadOnlySpan<int> _wins = wins;

        public void Add(Three three, int won, double mass, double[] result)
        {
            var scale = three.Left > 0 ? mass / three.Left : 0;
            var (rest, others) = (mass, weights.Length - 3);
            for (var left = runners; left != 0; left &= left - 1)
            {
                var fourth = BitOperations.TrailingZeroCount(left);
                var four = scale * weights[fourth];
                result[won | _wins[fourth]] += four;
                rest -= four;
                others--;
            }
            if (others > 0)
                result[won] += Math.Max(0, rest);
        }
    }
}
