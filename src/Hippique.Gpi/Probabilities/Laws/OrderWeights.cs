namespace Hippique.Gpi.Probabilities.Laws;

/// <summary>The weights of every runner for each place, computed once a race.</summary>
internal sealed class OrderWeights
{
    private readonly double[][] _weights;
    private readonly double[] _sums;

    /// <param name="win">Win probabilities.</param>
    /// <param name="law">The law of the discipline.</param>
    /// <param name="placed">By runner, a factor on its weights for second, third and fourth; empty: 1.</param>
    public OrderWeights(ReadOnlySpan<double> win, OrderLaw law, ReadOnlySpan<double> placed)
    {
        _weights = [win.ToArray(), Of(win, law.Second, placed), Of(win, law.Third, placed), Of(win, law.Fourth, placed)];
        _sums = [1, Sum(_weights[1]), Sum(_weights[2]), Sum(_weights[3])];
    }

    public int Count => _weights[0].Length;

    /// <summary>Weights for the place after <paramref name="depth"/> others; those of the first are the win probabilities.</summary>
    public double[] At(int depth) => _weights[depth];

    /// <summary>Σ of the weights for the next place of those that are not yet in.</summary>
    public double Left(ReadOnlySpan<int> order)
    {
        var left = _sums[order.Length];
        var weights = _weights[order.Length];
        foreach (var before in order)
            left -= weights[before];
        return left;
    }

    /// <summary>Probability of the next place for <paramref name="next"/>, given those that are in.</summary>
    public double Share(ReadOnlySpan<int> order, int next)
    {
        var left = Left(order);
        return left > 0 ? _weights[order.Length][next] / left : 0;
    }

    /// <summary>Probability that these runners (at most 4) are the first ones, in any order.</summary>
    public double Together(ReadOnlySpan<int> runners) => Together(runners, 0, stackalloc int[4], 1);

    private double Together(ReadOnlySpan<int> runners, int depth, Span<int> order, double probability)
    {
        if (depth == runners.Length)
            return probability;
        var (weights, left, sum) = (At(depth), Left(order[..depth]), 0.0);
        foreach (var next in runners)
        {
            if (order[..depth].Contains(next))
                continue;
            order[depth] = next;
            sum += Together(runners, depth + 1, order, probability * weights[next] / left);
        }
        return sum;
    }

    private static double[] Of(ReadOnlySpan<double> win, PlaceWeight weight, ReadOnlySpan<double> placed)
    {
        var weights = new double[win.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = placed.IsEmpty ? weight.Of(win[i]) : weight.Of(win[i]) * placed[i];
        return weights;
    }

    private static double Sum(double[] weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
            sum += weight;
        return sum;
    }
}
