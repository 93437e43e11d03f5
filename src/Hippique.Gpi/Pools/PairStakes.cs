using Hippique.Racing;

namespace Hippique.Gpi.Pools;

/// <summary>The money on the pairs of a race, by starter, in euros. What a cut list leaves of the total is spread evenly over the pairs that it does not have: company, and no price.</summary>
internal sealed class PairStakes
{
    private readonly Dictionary<(int, int), double> _on;
    private readonly double _other;

    private PairStakes(Dictionary<(int, int), double> on, int starters, double rest)
    {
        _on = on;
        Starters = [.. Enumerable.Range(0, starters)];
        var missing = starters * (starters - 1) / 2 - on.Count;
        _other = missing > 0 ? rest / missing : 0;
        Total = on.Values.Sum() + (missing > 0 ? rest : 0);
        Listed = [.. on.Where(pair => pair.Value > 0).Select(pair => pair.Key).Order()];
    }

    public IReadOnlyList<int> Starters { get; }
    public double Total { get; }

    /// <summary>Pairs with a stake of their own, ascending.</summary>
    public IReadOnlyList<(int, int)> Listed { get; }

    public double On((int, int) pair) => _on.GetValueOrDefault(pair, _other);

    /// <summary>On all pairs of some starters.</summary>
    public double Among(IReadOnlyList<int> starters)
    {
        var sum = 0.0;
        for (var i = 0; i < starters.Count; i++)
        for (var j = i + 1; j < starters.Count; j++)
            sum += On(Key(starters[i], starters[j]));
        return sum;
    }

    /// <summary>Null if pairs are missing and the total is not known, or if nothing lies on any. Stakes on a withdrawn horse were paid back.</summary>
    /// <param name="indexOf">The starter of a saddlecloth; -1 for one that does not start.</param>
    /// <param name="starters">How many.</param>
    /// <param name="stakes">As the operator lists them.</param>
    public static PairStakes? Of(Func<int, int> indexOf, int starters, BetStakes stakes)
    {
        var on = new Dictionary<(int, int), double>();
        var paidBack = 0.0;
        foreach (var stake in stakes.Stakes)
        {
            var (one, two) = (indexOf(stake.Numbers[0]), indexOf(stake.Numbers[1]));
            if (one < 0 || two < 0)
                paidBack += stake.Amount.ToDouble();
            else
                on[Key(one, two)] = stake.Amount.ToDouble();
        }
        if (on.Values.Sum() <= 0)
            return null;
        if (stakes.Total is not { } total)
            return on.Count == starters * (starters - 1) / 2 ? new PairStakes(on, starters, 0) : null;
        var rest = total.ToDouble() - on.Values.Sum();
        rest -= rest >= paidBack ? paidBack : 0;
        return new PairStakes(on, starters, Math.Max(0, rest));
    }

    public static (int, int) Key(int one, int other) => one < other ? (one, other) : (other, one);
}
