namespace Hippique.Gpi.Probabilities.Laws;

/// <summary>
/// Exact enumeration of the first finishers under an <see cref="OrderLaw"/>. At most 64 runners. Made once a race; the weights of each place are computed once.
/// </summary>
public sealed class Orders
{
    private readonly OrderWeights _weights;
    private readonly double[]?[] _pairs = new double[5][];
    private readonly PlacedSet[]?[] _sets = new PlacedSet[4][];

    /// <param name="win">Win probabilities; they sum to 1.</param>
    /// <param name="law">The law of the discipline.</param>
    /// <param name="placed">By runner, a factor on its weight for each further place; empty: 1.</param>
    public Orders(ReadOnlySpan<double> win, OrderLaw law, ReadOnlySpan<double> placed = default) =>
        _weights = new OrderWeights(win, law, placed);

    public int Count => _weights.Count;

    private FirstFour FirstFour => field ??= new FirstFour(_weights);

    public double Win(int i) => _weights.At(0)[i];

    /// <summary>i first, j second.</summary>
    public double Pair(int i, int j) => Win(i) * _weights.Share([i], j);

    /// <summary>i first, j second, k third.</summary>
    public double Triple(int i, int j, int k) => Pair(i, j) * _weights.Share([i, j], k);

    /// <summary>
    /// Probability of each runner to be among the first <paramref name="places"/> (1 to 4); they sum to the places, or to the number of runners if that is smaller.
    /// </summary>
    public void Places(int places, Span<double> result)
    {
        if (places == 0)
        {
            result.Clear();
            return;
        }
        var pairs = PlacedPairs(places);
        for (var i = 0; i < Count; i++)
            result[i] = pairs[i * Count + i];
    }

    /// <summary>Probability that all of these runners (at most 4) are among the first <paramref name="depth"/>, in any order.</summary>
    public double Together(ReadOnlySpan<int> runners, int depth)
    {
        if (runners.Length == 2 && depth > 2)
            return PlacedPairs(depth)[runners[0] * Count + runners[1]];
        if (depth > runners.Length)
            return Joint([SetBet.Of(depth, runners)])[1];
        return _weights.Together(runners);
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
        switch (deepest)
        {
            case 0:
                result[0] = 1;
                break;
            case 4:
                FirstFour.Joint(bets, result);
                break;
            default:
                FirstThree.Joint(_weights, deepest, bets, result);
                break;
        }
        return result;
    }

    /// <summary>
    /// Probability that both of two runners are among the first <paramref name="places"/> (1 to 4), row by row; the diagonal holds that of one alone.
    /// </summary>
    public double[] PlacedPairs(int places) => _pairs[places] ??= ComputePairs(places);

    /// <summary>Every set of runners that can take the first <paramref name="places"/> (1 to 3).</summary>
    internal ReadOnlySpan<PlacedSet> PlacedSets(int places) => _sets[places] ??= PlacedSet.Of(_weights, places);

    private double[] ComputePairs(int places)
    {
        var result = new double[Count * Count];
        if (places >= Count)
        {
            Array.Fill(result, 1);
            return result;
        }
        if (places == 4)
            FirstFour.AddPairs(result);
        else
            FirstThree.AddPairs(_weights, places, result);
        for (var i = 0; i < Count; i++)
        for (var j = 0; j < i; j++)
            result[i * Count + j] = result[j * Count + i] = result[i * Count + j] + result[j * Count + i];
        return result;
    }
}
