using Hippique.Gpi.Calibration;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pools;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Pricing;

/// <summary>
/// Prices the single bets of a race in one pool: by the stakes in it, by the win odds, by the operator's range of place prices, or by a payout calibration. Each takes the least stake that is
/// sold, in euros: it is in the pool when the dividend is paid.
/// </summary>
internal sealed class SinglesPricer(AnalysisContext context, PoolView pool, RaceProbabilities chances)
{
    // A range holds nearly all companies: some four deviations from end to end.
    private const double DeviationsInRange = 4;

    private readonly RuleSet _rules = context.Rules;

    public SinglesMarket Win(WinDividendFit fit, double least)
    {
        var window = _rules.Singles.WinOdds;
        var late = new LateMove(pool, chances.Market);
        var (momentum, forecast) = (late.Momentum, late.Forecast);
        // What the least stake leaves of a dividend, by starter.
        var kept = new double[pool.Win.Length];
        var prices = new SinglePrice?[pool.Win.Length];
        for (var i = 0; i < prices.Length; i++)
        {
            if (pool.Win[i] <= 0)
                continue;
            var before = WinDividend.Expected(fit, pool.Win[i], momentum[i], forecast[i]);
            var withStake = pool.WithOwnWin(before);
            var dividend = withStake?.Invoke(least) ?? before;
            kept[i] = dividend / before;
            var (low, high) = WinDividend.Range(fit, dividend);
            prices[i] = new SinglePrice
            {
                Runner = i,
                Price = pool.Win[i],
                Basis = pool.WinStakes?.IsKnown(i) == true ? PriceSource.Stakes : PriceSource.Odds,
                WithStake = withStake,
                Probability = chances.Win[i],
                Sigma = chances.Win[i] * chances.Sigma[i],
                Dividend = dividend,
                Low = low,
                High = high,
                InWindow = InTenths(window, pool.Win[i]),
                MinimumPrice = Lowest(
                    WinDividend.OddsFor(fit, (1 + _rules.Guards.RoiMinSp) / chances.Win[i] / kept[i], momentum[i], forecast[i]),
                    window
                ),
            };
        }
        return new SinglesMarket(
            BetType.SimpleGagnant,
            prices,
            fit.Deviation,
            (i, price) => kept[i] * WinDividend.Expected(fit, price, momentum[i], forecast[i])
        );
    }

    /// <summary>
    /// From the stakes in the place pool, over every set of horses that can be placed. Until the off the pool moves by its own fit, else like the win pool.
    /// </summary>
    public SinglesMarket PlaceByStakes(PlacePool places, WinDividendFit fit, double least)
    {
        var move = context.Model.PlaceMoveOf(pool.Prices!.Pool);
        var late = new LateMove(pool, chances.Market).OfPlaced(fit, move);
        var moved = move?.Deviation ?? fit.Deviation;
        var prices = new SinglePrice?[late.Length];
        var dividends = new double[late.Length];
        double deviation = 0;
        for (var i = 0; i < prices.Length; i++)
        {
            if (
                pool.Place[i] is not { } range
                || !places.Stakes.IsKnown(i)
                || places.Expected(i, chances.Orders, chances.Position, late, least) is not { Dividend: > 0 } paid
            )
                continue;
            var starter = i;
            var spread = Math.Sqrt(paid.Deviation * paid.Deviation + moved * moved);
            var (low, high) = WinDividend.Range(fit with { Deviation = spread }, paid.Dividend);
            dividends[i] = paid.Dividend;
            prices[i] = Placed(i, range.Typical, paid.Dividend, low, high) with
            {
                Basis = PriceSource.Stakes,
                WithStake = stake => places.Expected(starter, chances.Orders, chances.Position, late, stake).Dividend,
            };
            deviation = Math.Max(deviation, spread);
        }
        return new SinglesMarket(BetType.SimplePlace, prices, deviation, (i, price) => price * dividends[i] / pool.Place[i]!.Value.Typical);
    }

    /// <summary>From the operator's ranges, with the joint distribution of who else is placed, and late money by the pool's own fit, else that of the win pool.</summary>
    public SinglesMarket PlaceByRanges(WinDividendFit fit, double least)
    {
        var places = new RangedPlaces(pool, chances.Orders, chances.Position, context.PlacesPaid);
        var late = new LateMove(pool, chances.Market).OfPlaced(fit, context.Model.PlaceMoveOf(pool.Prices!.Pool));
        double[] expected = [.. Enumerable.Range(0, late.Length).Select(i => places.Expected(i, late, least))];
        var prices = new SinglePrice?[expected.Length];
        double deviation = 0;
        for (var i = 0; i < prices.Length; i++)
        {
            if (expected[i] <= 0)
                continue;
            var range = pool.Place[i]!.Value;
            var starter = i;
            prices[i] = Placed(i, range.Typical, expected[i], range.Low, range.High) with
            {
                WithStake = pool.PlaceTotal is null ? null : stake => places.Expected(starter, late, stake),
            };
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
                Basis = PriceSource.PayoutCalibration,
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
            Basis = PriceSource.PlaceRange,
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
