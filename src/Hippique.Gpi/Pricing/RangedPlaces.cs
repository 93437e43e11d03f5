using Hippique.Gpi.Inputs;
using Hippique.Gpi.Probabilities.Laws;

namespace Hippique.Gpi.Pricing;

/// <summary>A place pool of which the operator shows ranges and no stakes: what each starter pays, its shares of the pool being those that the ranges come to (<see cref="PlaceDividends"/>).</summary>
internal sealed class RangedPlaces
{
    private readonly PoolView _pool;
    private readonly double[] _shares;
    private readonly double[] _stands;
    private readonly double[] _pairs;
    private readonly int[] _position;
    private readonly int _count;
    private readonly int _places;

    public RangedPlaces(PoolView pool, Orders orders, int[] position, int places)
    {
        (_pool, _position, _count, _places) = (pool, position, orders.Count, places);
        _shares = PlaceDividends.Shares(pool, places);
        _stands = PlaceDividends.Expected(pool, orders, position, places);
        _pairs = orders.PlacedPairs(places);
        PaidOut = PlaceDividends.PaidOut(pool, _shares, places);
    }

    /// <summary>The share of the pool that is paid out, as the ranges have it.</summary>
    public double PaidOut { get; }

    /// <summary>Expected for 1 €, given that it is placed; 0 without a range or a probability, never below 1.</summary>
    /// <param name="starter">Which.</param>
    /// <param name="late">What late money is expected to make of a placed starter's dividend, by starter: its share of the pool is divided by it.</param>
    /// <param name="mine">A stake of one's own, in euros; counts if the size of the pool is known.</param>
    public double Expected(int starter, double[] late, double mine = 0)
    {
        if (_stands[starter] <= 0)
            return 0;
        var (own, company, moved) = (_shares[starter], 0.0, 0.0);
        var row = _position[starter] * _count;
        for (var j = 0; j < _shares.Length; j++)
        {
            if (j == starter || _position[j] < 0)
                continue;
            var together = _pairs[row + _position[j]] / Math.Max(_pairs[row + _position[starter]], double.Epsilon);
            company += together * _shares[j];
            moved += together * _shares[j] / late[j];
        }
        // The straight line through the operator's numbers stays; what moves is how far along it the horse is paid.
        var stands = (PaidOut - own - company) / own;
        var then = (PaidOut - own / late[starter] - moved) / (own / late[starter]);
        var dividend = stands > 0 ? 1 + (_stands[starter] - 1) * Math.Max(0, then) / stands : _stands[starter];
        if (mine <= 0 || _pool.PlaceTotal is not { } total)
            return dividend;
        var staked = total * own / late[starter];
        return Math.Max(1, 1 + ((dividend - 1) * _places * staked - (1 - PaidOut) * mine) / (_places * (staked + mine)));
    }
}
