using Hippique.Gpi.Calibration;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Market;

namespace Hippique.Gpi.Pricing;

/// <summary>What is known at H-5 of the money that is still to come, by starter of one pool.</summary>
internal sealed class LateMove
{
    private readonly double[] _odds;

    public LateMove(PoolView pool, MarketView market)
    {
        _odds = pool.Win;
        (Momentum, Forecast) = (new double[_odds.Length], new double[_odds.Length]);
        for (var i = 0; i < _odds.Length; i++)
        {
            // A pool with a price leads its own view of the market.
            if (_odds[i] <= 0)
                continue;
            Momentum[i] = market.OddsH30[i] > 0 ? Math.Log(_odds[i] / market.OddsH30[i]) : 0;
            Forecast[i] = -Math.Log(market.Close!.Share[i] * pool.WinBook * _odds[i]);
        }
    }

    /// <summary>ln(o5/o30); 0 if that is not known.</summary>
    public double[] Momentum { get; }

    /// <summary>How far the logarithm of the odds is expected to move to the close; 0 if that is not known.</summary>
    public double[] Forecast { get; }

    /// <summary>
    /// What late money is expected to make of a placed horse's dividend, by starter. Without a fit of the place pool's own move a placed horse is taken to draw as much as a winner, which is
    /// prudent, for a winner draws the most.
    /// </summary>
    public double[] OfPlaced(WinDividendFit fit, PlaceMoveFit? own)
    {
        var late = OfWinners(fit);
        return own is null ? late : [.. late.Select(winner => Math.Exp(own.Constant + own.Winner * Math.Log(winner)))];
    }

    /// <summary>Expected dividend of a winner to its odds: the money of the last minutes is informed. 1 without a win price.</summary>
    public double[] OfWinners(WinDividendFit fit) =>
        [.. _odds.Select((odds, i) => odds > 0 ? WinDividend.Expected(fit, odds, Momentum[i], Forecast[i]) / odds : 1)];
}
