namespace Hippique.Gpi.Probabilities;

/// <summary>A bet that wins when all of its runners are among the first <paramref name="Depth"/> (1 to 4), in any order.</summary>
/// <param name="Runners">Bit mask of indices in <see cref="Orders"/>.</param>
public readonly record struct SetBet(ulong Runners, int Depth)
{
    public static SetBet Of(int depth, params ReadOnlySpan<int> runners)
    {
        var mask = 0UL;
        foreach (var runner in runners)
            mask |= 1UL << runner;
        return new SetBet(mask, depth);
    }
}

/// <summary>
/// Exact enumeration of the first finishers under an <see cref="OrderLaw"/>. At most 64 runners. Made once a race; the weights of each place are computed once.
/// </summary>
public sealed class Orders
{
    private readonly double[] _win;
    private readonly double[] _second;
    private readonly double[] _third;
    private readonly double[] _fourth;
    private readonly double[]?[] _pairs = new double[5][];
    private readonly double _secondSum;
    private readonly double _thirdSum;
    private readonly double _fourthSum;

    /// <param name="win">Win probabilities; they sum to 1.</param>
    /// <param name="law">The law of the discipline.</param>
    public Orders(ReadOnlySpan<double> win, OrderLaw law)
    {
        _win = win.ToArray();
        (_second, _secondSum) = Weights(win, law.Second);
        (_third, _thirdSum) = Weights(win, law.Third);
        (_fourth, _fourthSum) = Weights(win, law.Fourth);
    }

    public int Count => _win.Length;

    public double Win(int i) => _win[i];

    /// <summary>i first, j second.</summary>
    public double Pair(int i, int j) => _win[i] * Share(_second[j], _secondSum - _second[i]);

    /// <summary>i first, j second, k third.</summary>
    public double Triple(int i, int j, int k) => Pair(i, j) * Share(_third[k], _thirdSum - _third[i] - _third[j]);

    /// <summary>l fourth, where i, j and k are the first three.</summary>
    public double FourthAfter(int i, int j, int k, int l) => Share(_fourth[l], _fourthSum - _fourth[i] - _fourth[j] - _fourth[k]);

    /// <summary>
    /// Probability of each runner to be among the first <paramref name="places"/> (1 to 4); they sum to the places, or to the number of runners where that is smaller.
    /// </summary>
    public void Places(int places, Span<double> result)
    {
        if (places >= Count)
        {
            result.Fill(1);
            return;
        }
        result.Clear();
        if (places == 0)
            return;
        for (var i = 0; i < Count; i++)
        {
            result[i] += _win[i];
            if (places > 1)
                AddSecond(i, places, result);
        }
    }

    /// <summary>Probability that all of these runners (at most 4) are among the first <paramref name="depth"/>, in any order.</summary>
    public double Together(ReadOnlySpan<int> runners, int depth)
    {
        if (runners.Length == 2 && depth > 2)
            return PlacedPairs(depth)[runners[0] * Count + runners[1]];
        if (depth > runners.Length)
            return Joint([SetBet.Of(depth, runners)])[1];
        return Permutations(runners, 0, stackalloc int[4], 1);
    }

    private double Permutations(ReadOnlySpan<int> runners, int depth, Span<int> order, double probability)
    {
        if (depth == runners.Length)
            return probability;
        var (weights, left, sum) = (Weights(depth), Left(order, depth), 0.0);
        foreach (var next in runners)
        {
            if (order[..depth].Contains(next))
                continue;
            order[depth] = next;
            sum += Permutations(runners, depth + 1, order, probability * weights[next] / left);
        }
        return sum;
    }

    /// <summary>
    /// Probability of each subset of the bets (at most 12) to be exactly those that win; the index is the bit mask of the winners. Exact over all orders that matter.
    /// </summary>
    public double[] Joint(ReadOnlySpan<SetBet> bets)
    {
        var result = new double[1 << bets.Length];
        var deepest = 0;
        foreach (var bet in bets)
            deepest = Math.Max(deepest, Math.Min(bet.Depth, Count));
        if (deepest == 0)
            result[0] = 1;
        else
            Walk(stackalloc int[4], 0, deepest, new State(0, 0, 1), bets, result);
        return result;
    }

    private readonly record struct State(ulong Finished, int Won, double Probability);

    private void Walk(Span<int> order, int depth, int deepest, State state, ReadOnlySpan<SetBet> bets, double[] result)
    {
        var weights = Weights(depth);
        var scale = state.Probability / Left(order, depth);
        var last = depth + 1 == deepest;
        for (var next = 0; next < Count; next++)
        {
            var bit = 1UL << next;
            if ((state.Finished & bit) != 0)
                continue;
            var finished = state.Finished | bit;
            var won = state.Won;
            for (var bet = 0; bet < bets.Length; bet++)
                if (Math.Min(bets[bet].Depth, Count) == depth + 1 && (finished & bets[bet].Runners) == bets[bet].Runners)
                    won |= 1 << bet;
            var branch = scale * weights[next];
            if (last)
            {
                result[won] += branch;
                continue;
            }
            order[depth] = next;
            Walk(order, depth + 1, deepest, new State(finished, won, branch), bets, result);
        }
    }

    /// <summary>
    /// Probability that both of two runners are among the first <paramref name="places"/> (1 to 4), row by row; the diagonal holds that of one alone.
    /// </summary>
    public double[] PlacedPairs(int places) => _pairs[places] ??= ComputePairs(places);

    private double[] ComputePairs(int places)
    {
        var result = new double[Count * Count];
        if (places >= Count)
        {
            Array.Fill(result, 1);
            return result;
        }
        AddPairs(stackalloc int[4], 0, places, new State(0, 0, 1), result);
        for (var i = 0; i < Count; i++)
        for (var j = 0; j < i; j++)
            result[i * Count + j] = result[j * Count + i] = result[i * Count + j] + result[j * Count + i];
        return result;
    }

    /// <summary>Walks all orders depth first; each branch is added to the pairs of its last runner with those before it.</summary>
    private void AddPairs(Span<int> order, int depth, int places, State state, double[] result)
    {
        var weights = Weights(depth);
        var scale = state.Probability / Left(order, depth);
        var last = depth + 1 == places;
        for (var next = 0; next < Count; next++)
        {
            var bit = 1UL << next;
            if ((state.Finished & bit) != 0)
                continue;
            var branch = scale * weights[next];
            result[next * Count + next] += branch;
            for (var before = 0; before < depth; before++)
                result[order[before] * Count + next] += branch;
            if (last)
                continue;
            order[depth] = next;
            AddPairs(order, depth + 1, places, new State(state.Finished | bit, 0, branch), result);
        }
    }

    private double[] Weights(int depth) =>
        depth switch
        {
            0 => _win,
            1 => _second,
            2 => _third,
            _ => _fourth,
        };

    private double Left(Span<int> order, int depth)
    {
        var left = depth switch
        {
            0 => 1.0,
            1 => _secondSum,
            2 => _thirdSum,
            _ => _fourthSum,
        };
        var weights = Weights(depth);
        for (var before = 0; before < depth; before++)
            left -= weights[order[before]];
        return left;
    }

    private void AddSecond(int i, int places, Span<double> result)
    {
        var scale = _win[i] / (_secondSum - _second[i]);
        for (var j = 0; j < Count; j++)
        {
            if (j == i)
                continue;
            var pair = scale * _second[j];
            result[j] += pair;
            if (places > 2)
                AddThird(i, j, pair, places, result);
        }
    }

    private void AddThird(int i, int j, double pair, int places, Span<double> result)
    {
        var scale = pair / (_thirdSum - _third[i] - _third[j]);
        for (var k = 0; k < Count; k++)
        {
            if (k == i || k == j)
                continue;
            var triple = scale * _third[k];
            result[k] += triple;
            if (places > 3)
                AddFourth(i, j, k, triple, result);
        }
    }

    private void AddFourth(int i, int j, int k, double triple, Span<double> result)
    {
        var scale = triple / (_fourthSum - _fourth[i] - _fourth[j] - _fourth[k]);
        for (var l = 0; l < Count; l++)
            if (l != i && l != j && l != k)
                result[l] += scale * _fourth[l];
    }

    private static double Share(double weight, double left) => left > 0 ? weight / left : 0;

    private static (double[] Weights, double Sum) Weights(ReadOnlySpan<double> win, PlaceWeight weight)
    {
        var weights = new double[win.Length];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] = weight.Of(win[i]);
        return (weights, sum);
    }
}
