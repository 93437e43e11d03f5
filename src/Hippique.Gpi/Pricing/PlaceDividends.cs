using Hippique.Gpi.Inputs;
using Hippique.Gpi.Probabilities.Laws;

namespace Hippique.Gpi.Pricing;

/// <summary>
/// What a place bet pays, given that it wins. With n places paid, stakes s (shares of the pool) and a share Q of the pool paid out, runner i placed together with a set C pays
/// <c>1 + (Q − s_i − Σ_C s) / (n · s_i)</c>: it falls in a straight line with the stakes on its company. The operator's range gives both ends of that line, for the dearest
/// and for the cheapest company; the shares follow from the low ends of all starters, and the expected company from the finishing orders.
/// </summary>
internal static class PlaceDividends
{
    private const int Rounds = 25;

    /// <summary>Expected dividend by starter; 0 if there is no range or no probability.</summary>
    public static double[] Expected(PoolView pool, Orders orders, int[] position, int places)
    {
        var expected = new double[position.Length];
        var shares = Shares(pool, places);
        var pairs = orders.PlacedPairs(places);
        for (var i = 0; i < expected.Length; i++)
        {
            if (pool.Place[i] is null || position[i] < 0)
                continue;
            var range = pool.Place[i]!.Value;
            expected[i] = range.Typical;
            var (cheapest, dearest) = Company(shares, i, places - 1);
            if (dearest <= cheapest)
                continue;
            var company = ExpectedCompany(shares, pairs, orders.Count, position, i);
            var towardsLow = Math.Clamp((company - cheapest) / (dearest - cheapest), 0, 1);
            expected[i] = range.High - (range.High - range.Low) * towardsLow;
        }
        return expected;
    }

    /// <summary>
    /// Shares of the place pool that give the low ends: <c>s_i = (Q − dearest company of i) / (n·(low_i − 1) + 1)</c>, with the Q that makes them sum to 1. 0 without a range.
    /// </summary>
    public static double[] Shares(PoolView pool, int places)
    {
        var weights = new double[pool.Place.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = pool.Place[i] is { } range ? 1 / (places * (range.Low - 1) + 1) : 0;
        var sum = weights.Sum();
        var shares = Array.ConvertAll(weights, weight => weight / sum);
        var next = new double[shares.Length];
        for (var round = 0; round < Rounds; round++)
        {
            var paidOut = 1.0;
            for (var i = 0; i < shares.Length; i++)
                paidOut += Company(shares, i, places - 1).Dearest * weights[i];
            paidOut /= sum;
            for (var i = 0; i < shares.Length; i++)
                next[i] = Math.Max(0, (paidOut - Company(shares, i, places - 1).Dearest) * weights[i]);
            // Half steps: whole ones swing between two answers if two favourites carry the pool.
            for (var i = 0; i < shares.Length; i++)
                shares[i] = 0.5 * (shares[i] + next[i]);
        }
        return shares;
    }

    /// <summary>The Q of those shares: the same for every starter by construction, so that of the largest share is taken.</summary>
    public static double PaidOut(PoolView pool, double[] shares, int places)
    {
        var i = Array.IndexOf(shares, shares.Max());
        return pool.Place[i] is { } range ? shares[i] * (places * (range.Low - 1) + 1) + Company(shares, i, places - 1).Dearest : 0;
    }

    /// <summary>Σ of the smallest and of the largest shares among the others; at most two companions.</summary>
    private static (double Cheapest, double Dearest) Company(double[] shares, int runner, int companions)
    {
        double low1 = double.MaxValue,
            low2 = double.MaxValue,
            high1 = 0,
            high2 = 0;
        for (var j = 0; j < shares.Length; j++)
        {
            if (j == runner || shares[j] <= 0)
                continue;
            var share = shares[j];
            if (share < low1)
                (low1, low2) = (share, low1);
            else if (share < low2)
                low2 = share;
            if (share > high1)
                (high1, high2) = (share, high1);
            else if (share > high2)
                high2 = share;
        }
        if (low2 == double.MaxValue)
            return (0, 0);
        return companions == 1 ? (low1, high1) : (low1 + low2, high1 + high2);
    }

    private static double ExpectedCompany(double[] shares, double[] pairs, int count, int[] position, int runner)
    {
        var row = position[runner] * count;
        var company = 0.0;
        for (var j = 0; j < shares.Length; j++)
            if (j != runner && position[j] >= 0)
                company += pairs[row + position[j]] * shares[j];
        return company / Math.Max(pairs[row + position[runner]], double.Epsilon);
    }
}
