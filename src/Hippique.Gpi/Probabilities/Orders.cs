namespace Hippique.Gpi.Probabilities;

/// <summary>
/// Exact enumeration of the first finishers under an <see cref="OrderLaw"/>. Made once a race; the weights of each place are computed once. Not for several threads.
/// </summary>
public sealed class Orders
{
    private readonly double[] _win;
    private readonly double[] _second;
    private readonly double[] _third;
    private readonly double[] _fourth;
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

    /// <summary>
    /// Probability of each subset of <paramref name="legs"/> (at most 8 runners) to be exactly those of them among the first <paramref name="places"/> (1 to 3): index is the
    /// bit mask of the legs that are placed.
    /// </summary>
    public double[] PlacedTogether(ReadOnlySpan<int> legs, int places)
    {
        var bits = new int[Count];
        for (var leg = 0; leg < legs.Length; leg++)
            bits[legs[leg]] |= 1 << leg;
        var result = new double[1 << legs.Length];
        if (places >= Count || places == 0)
        {
            result[places == 0 ? 0 : ^1] = 1;
            return result;
        }
        for (var i = 0; i < Count; i++)
        {
            if (places == 1)
                result[bits[i]] += _win[i];
            for (var j = 0; places > 1 && j < Count; j++)
            {
                if (j == i)
                    continue;
                var pair = Pair(i, j);
                if (places == 2)
                    result[bits[i] | bits[j]] += pair;
                else
                    AddThird(i, j, pair, bits, result);
            }
        }
        return result;
    }

    private void AddThird(int i, int j, double pair, int[] bits, double[] result)
    {
        var scale = pair / (_thirdSum - _third[i] - _third[j]);
        for (var k = 0; k < Count; k++)
            if (k != i && k != j)
                result[bits[i] | bits[j] | bits[k]] += scale * _third[k];
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
