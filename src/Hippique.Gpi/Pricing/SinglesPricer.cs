using Hippique.Gpi.Calibration;
using Hippique.Gpi.Fields;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Pricing;

/// <summary>Prices the single bets of a race in one pool: by the win odds, or by the operator's range of place prices.</summary>
internal sealed class SinglesPricer(RuleSet rules, WinDividendFit fit)
{
    /// <summary>Null for a starter without a price or a probability.</summary>
    public SinglePrice?[] Win(PoolView pool, ReadOnlySpan<double> probability)
    {
        var window = rules.Singles.WinOdds;
        var prices = new SinglePrice?[probability.Length];
        for (var i = 0; i < prices.Length; i++)
        {
            if (pool.Win[i] <= 0 || probability[i] <= 0)
                continue;
            var dividend = WinDividend.Expected(fit, pool.Win[i]);
            var (low, high) = WinDividend.Range(fit, dividend);
            var needed = WinDividend.OddsFor(fit, (1 + rules.Guards.RoiMinSp) / probability[i]);
            prices[i] = new SinglePrice
            {
                Runner = i,
                Price = pool.Win[i],
                Probability = probability[i],
                Dividend = dividend,
                Low = low,
                High = high,
                InWindow = InTenths(window, pool.Win[i]),
                PlayableFrom = From(needed, window),
            };
        }
        return prices;
    }

    /// <summary>The one number of a range is its harmonic mean; the needed price is compared with it.</summary>
    public SinglePrice?[] Place(PoolView pool, ReadOnlySpan<double> probability)
    {
        var window = rules.Singles.PlaceDividend;
        var prices = new SinglePrice?[probability.Length];
        for (var i = 0; i < prices.Length; i++)
        {
            if (pool.Place[i] is not { } range || probability[i] <= 0)
                continue;
            prices[i] = new SinglePrice
            {
                Runner = i,
                Price = range.Typical,
                Probability = probability[i],
                Dividend = range.Typical,
                Low = range.Low,
                High = range.High,
                InWindow = window.Contains(range.Typical),
                PlayableFrom = From((1 + rules.Guards.RoiMinSp) / probability[i], window),
            };
        }
        return prices;
    }

    private static double? From(double needed, Interval window)
    {
        var odds = Tenths.Up(Math.Max(needed, window.Low));
        return odds <= window.High + 1e-9 ? odds : null;
    }

    private static bool InTenths(Interval window, double odds)
    {
        var tenths = new Odds(odds).Tenths;
        return tenths >= Math.Round(window.Low * 10) && tenths <= Math.Round(window.High * 10);
    }
}
