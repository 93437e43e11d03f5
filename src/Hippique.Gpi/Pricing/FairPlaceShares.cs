using Hippique.Gpi.Pools;
using Hippique.Gpi.Probabilities;

namespace Hippique.Gpi.Pricing;

/// <summary>
/// The share of the place pool that a horse's win price implies: the one at which its place bet would be worth what the pool pays out on average, Q, to one who believes the win prices,
/// the money of the others among themselves as it is. With the chance p of a place and the share g of the others' money that is expected to be placed with it, a share q pays
/// <c>1 + (Q − q − g·(1 − q))/(n·q)</c>, and p times that is Q where <c>q = p·(Q − g)/(n·Q − (n − 1)·p − g·p)</c>.
/// </summary>
/// <remarks>
/// Where the two pools of a race disagree lies the inefficiency that Hausch, Ziemba and Rubinstein (1981) found. A place share is compared with what the win pool says of places, never with the win share
/// itself, from which it differs by nature.
/// </remarks>
internal static class FairPlaceShares
{
    /// <summary>By starter, at most 1; 0 for one without a win price, or in whose company no share pays.</summary>
    /// <param name="places">The place pool.</param>
    /// <param name="crowd">What the win prices say.</param>
    public static double[] Of(PlacePool places, PoolOrders crowd)
    {
        var money = places.Stakes;
        var (n, paidOut) = (places.Arithmetic.Places, places.Arithmetic.PaidOut);
        var (orders, fair) = (crowd.Orders, new double[money.On.Length]);
        if (orders.Count <= n)
            return fair;
        var pairs = orders.PlacedPairs(n);
        for (var i = 0; i < fair.Length; i++)
        {
            var at = crowd.PositionOf(i);
            if (at < 0 || money.On[i] >= money.Total)
                continue;
            var chance = pairs[at * orders.Count + at];
            var company = 0.0;
            for (var j = 0; j < fair.Length; j++)
                if (j != i && crowd.PositionOf(j) is >= 0 and var other)
                    company += pairs[at * orders.Count + other] * money.On[j];
            var others = company / chance / (money.Total - money.On[i]);
            fair[i] = Share(chance, others, n, paidOut);
        }
        return fair;
    }

    private static double Share(double chance, double others, int places, double paidOut)
    {
        if (others >= paidOut)
            return 0;
        var left = places * paidOut - (places - 1) * chance - others * chance;
        var share = chance * (paidOut - others);
        // All of the pool on a very likely horse would still leave it worth more: its stake comes back.
        return left <= share ? 1 : share / left;
    }
}
