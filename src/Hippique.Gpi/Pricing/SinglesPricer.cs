using Hippique.Gpi.Calibration;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Pricing;

/// <summary>Prices the single bets of a race in one pool: by the win odds, by the operator's range of place prices, or by a payout calibration.</summary>
internal sealed class SinglesPricer(AnalysisContext context, PoolView pool, RaceProbabilities chances)
{
    // A range holds nearly all companies: some four deviations from end to end.
    private const double DeviationsInRange = 4;

    private readonly RuleSet _rules = context.Rules;

    public SinglesMarket Win(WinDividendFit fit)
    {
        var window = _rules.Singles.WinOdds;
        var (momentum, forecast) = Moves();
        var prices = new SinglePrice?[pool.Win.Length];
        for (var i = 0; i < prices.Length; i++)
        {
            if (pool.Win[i] <= 0)
                continue;
            var dividend = WinDividend.Expected(fit, pool.Win[i], momentum[i], forecast[i]);
            var (low, high) = WinDividend.Range(fit, dividend);
            prices[i] = new SinglePrice
            {
                Runner = i,
                Price = pool.Win[i],
                Probability = chances.Win[i],
                Sigma = chances.Win[i] * chances.Sigma[i],
                Dividend = dividend,
                Low = low,
                High = high,
                InWindow = InTenths(window, pool.Win[i]),
                MinimumPrice = Lowest(
                    WinDividend.OddsFor(fit, (1 + _rules.Guards.RoiMinSp) / chances.Win[i], momentum[i], forecast[i]),
                    window
                ),
            };
        }
        return new SinglesMarket(
            BetType.SimpleGagnant,
            prices,
            fit.Deviation,
            (i, price) => WinDividend.Expected(fit, price, momentum[i], forecast[i])
        );
    }

    /// <summary>How each price moved since H-30, and how far it is expected to move to the close; 0 if that is not known.</summary>
    private (double[] Momentum, double[] Forecast) Moves()
    {
        var (momentum, forecast) = (new double[pool.Win.Length], new double[pool.Win.Length]);
        for (var i = 0; i < momentum.Length; i++)
        {
            // A pool with a price leads its own view of the market.
            if (pool.Win[i] <= 0)
                continue;
            momentum[i] = chances.Market.OddsH30[i] > 0 ? Math.Log(pool.Win[i] / chances.Market.OddsH30[i]) : 0;
            forecast[i] = -Math.Log(chances.Market.Close!.Share[i] * pool.WinBook * pool.Win[i]);
        }
        return (momentum, forecast);
    }

    /// <summary>From the operator's ranges, with the joint distribution of who else is placed.</summary>
    public SinglesMarket Place()
    {
        var expected = PlaceDividends.Expected(pool, chances.Orders, chances.Position, context.PlacesPaid);
        var prices = new SinglePrice?[expected.Length];
        double deviation = 0;
        for (var i = 0; i < prices.Length; i++)
        {
            if (expected[i] <= 0)
                continue;
            var range = pool.Place[i]!.Value;
            prices[i] = Placed(i, range.Typical, expected[i], range.Low, range.High);
            deviation = Math.Max(deviation, Math.Log(range.High / range.Low) / DeviationsInRange);
        }
        return new SinglesMarket(BetType.SimplePlace, prices, deviation, (i, price) => price * expected[i] / pool.Place[i]!.Value.Typical);
    }

    /// <summary>
    /// From a payout calibration, if the pool shows no place prices: the chance is the model's, the dividend what the pool's own prices leave. Null if no calibration is good enough for
    /// any starter.
    /// </summary>
    public SinglesMarket? PlaceByCalibration(Pool soldIn, PoolOrders crowd)
    {
        var prices = new SinglePrice?[chances.Place.Length];
        double deviation = 0;
        var takeOut = context.Regulated.TakeOut(context.Day, soldIn, BetType.SimplePlace);
        for (var i = 0; i < prices.Length; i++)
        {
            var crowds = crowd.Placed(i, context.PlacesPaid);
            if (crowds <= 0 || chances.Place[i] <= 0)
                continue;
            var fit = context.Model.Payout(soldIn, BetType.SimplePlace, context.Discipline, crowds);
            if (fit is null || !PayoutQuality.IsGood(fit, _rules.PayoutCalibration, context.Day, takeOut))
                continue;
            var dividend = fit.AtH5.Dividend(crowds, context.Field.Count);
            var spread = Math.Exp(WinDividend.EightyPercent * fit.Deviation);
            prices[i] = Placed(i, dividend, dividend, Math.Max(1, dividend / spread), dividend * spread) with
            {
                PoolProbability = crowds,
                Payout = fit,
            };
            deviation = Math.Max(deviation, fit.Deviation);
        }
        return Array.TrueForAll(prices, price => price is null)
            ? null
            : new SinglesMarket(BetType.SimplePlace, prices, deviation, (_, price) => price);
    }

    private SinglePrice Placed(int i, double price, double dividend, double low, double high)
    {
        var window = _rules.Singles.PlaceDividend;
        var place = chances.Place[i];
        var needed = (1 + _rules.Guards.RoiMinSp) / place * price / dividend;
        return new SinglePrice
        {
            Runner = i,
            Price = price,
            Probability = place,
            Sigma = chances.Win[i] < 1 ? place * chances.Sigma[i] * (1 - place) / (1 - chances.Win[i]) : 0,
            Dividend = dividend,
            Low = low,
            High = high,
            InWindow = window.Contains(dividend),
            MinimumPrice = Lowest(needed, new Interval(window.Low * price / dividend, window.High * price / dividend)),
        };
    }

    private static double? Lowest(double needed, Interval window)
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
