using Hippique.Gpi.Calibration;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Racing;

namespace Hippique.Gpi.Probabilities;

/// <summary>
/// What one pool's win prices alone say of a race: <c>p ∝ π^k</c> with the pool's exponent, and places and orders by the law of the discipline. No factor, no forecast of the close and no
/// other pool enters: this is the crowd of the pool, whose money decides what a bet pays there.
/// </summary>
public sealed class PoolOrders
{
    private readonly int[] _position;
    private readonly double[] _win;
    private readonly OrderLaw _law;

    /// <param name="model">Exponents and laws.</param>
    /// <param name="pool">Whose exponent and law are used: that of the prices, or the one on whose prices a payout calibration was fitted.</param>
    /// <param name="discipline">Of the race.</param>
    /// <param name="odds">By starter; 0 for one without a price, which is left out.</param>
    public PoolOrders(GpiModel model, Pool pool, Discipline discipline, IReadOnlyList<double> odds)
    {
        Pool = pool;
        Exponent = model.Exponent(pool, discipline).Value;
        _position = new int[odds.Count];
        var priced = new List<double>(odds.Count);
        for (var i = 0; i < odds.Count; i++)
        {
            _position[i] = odds[i] > 0 ? priced.Count : -1;
            if (odds[i] > 0)
                priced.Add(odds[i]);
        }
        _win = new double[priced.Count];
        if (_win.Length > 0)
            WinProbabilities.Fitted([.. priced], Exponent, _win);
        _law = model.OrderLaw(pool, discipline, Exponent);
        Orders = new Orders(_win, _law);
    }

    private PoolOrders(PoolOrders crowd, double[] placed)
    {
        (Pool, Exponent, _position, _win, _law) = (crowd.Pool, crowd.Exponent, crowd._position, crowd._win, crowd._law);
        var factors = new double[_win.Length];
        for (var i = 0; i < _position.Length; i++)
            if (_position[i] >= 0)
                factors[_position[i]] = placed[i];
        Orders = new Orders(_win, _law, factors);
    }

    /// <summary>Whose exponent and law are used.</summary>
    public Pool Pool { get; }

    /// <summary>k.</summary>
    public double Exponent { get; }

    /// <summary>Over the starters with a price.</summary>
    public Orders Orders { get; }

    /// <summary>The same with a factor on each starter's weight for the places after the first.</summary>
    /// <param name="placed">By starter; null: as it is.</param>
    internal PoolOrders With(double[]? placed) => placed is null ? this : new PoolOrders(this, placed);

    /// <summary>Index of a starter in <see cref="Orders"/>; -1 without a price.</summary>
    public int PositionOf(int starter) => _position[starter];

    /// <summary>Probability of all these starters to be among the first <paramref name="depth"/>; 0 if one of them has no price.</summary>
    public double Together(IReadOnlyList<int> starters, int depth)
    {
        Span<int> positions = stackalloc int[starters.Count];
        for (var n = 0; n < positions.Length; n++)
        {
            positions[n] = _position[starters[n]];
            if (positions[n] < 0)
                return 0;
        }
        return Orders.Together(positions, Math.Min(depth, Orders.Count));
    }

    /// <summary>Probability of one starter to be among the first <paramref name="places"/>; 0 without a price.</summary>
    public double Placed(int starter, int places)
    {
        var at = _position[starter];
        if (at < 0 || places == 0)
            return 0;
        return Orders.PlacedPairs(Math.Min(places, Orders.Count))[at * Orders.Count + at];
    }
}
