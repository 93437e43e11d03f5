using Hippique.Gpi.Calibration;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pools;
using Hippique.Gpi.Probabilities;

namespace Hippique.Gpi.Pricing;

/// <summary>What the money in a place pool says of who will be placed, beside what the win prices say.</summary>
internal static class PlaceMoney
{
    /// <summary>By starter, the factor on its weight for the places after the first; null if the pool's money is not known or the model has no fit of it.</summary>
    /// <param name="model">Has the fit.</param>
    /// <param name="own">The pool.</param>
    /// <param name="crowd">What its win prices say.</param>
    public static double[]? Factors(GpiModel model, PoolView own, PoolOrders crowd)
    {
        if (own is not { PlacePool: { } places, Prices.Pool: var pool } || model.PlaceMoneyOf(pool) is not { } fit)
            return null;
        return [.. Ratios(places, crowd).Select(ratio => Math.Pow(ratio, fit.Value))];
    }

    /// <summary>By starter, its share of the place pool to the one that the win prices imply, within the bounds of the fit; 1 where either is not known.</summary>
    public static double[] Ratios(PlacePool places, PoolOrders crowd)
    {
        var (money, fair) = (places.Stakes, FairPlaceShares.Of(places, crowd));
        return
        [
            .. fair.Select(
                (share, i) =>
                    share > 0 && money.IsKnown(i)
                        ? Math.Clamp(money.On[i] / money.Total / share, PlaceMoneyFit.LeastRatio, PlaceMoneyFit.MostRatio)
                        : 1
            ),
        ];
    }
}
