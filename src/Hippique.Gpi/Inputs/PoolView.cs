using Hippique.Racing;

namespace Hippique.Gpi.Inputs;

/// <summary>One pool's prices, laid out along the starters. A non-runner's old price is left out.</summary>
internal sealed class PoolView
{
    public PoolView(Field field, PoolPrices? prices)
    {
        Prices = prices;
        Win = new double[field.Count];
        Place = new PlaceRange?[field.Count];
        foreach (var price in prices?.Win ?? [])
            if (field.IndexOf(price.Number) is >= 0 and var i && price.Odds.IsPriced)
                Win[i] = price.Odds.Value;
        foreach (var price in prices?.Place ?? [])
            if (field.IndexOf(price.Number) is >= 0 and var i)
                Place[i] = price.Range;
        for (var i = 0; i < field.Count; i++)
        {
            if (Win[i] > 0)
                Priced++;
            WinBook += Win[i] > 0 ? 1 / Win[i] : 0;
            PlaceBook += Place[i] is { } range ? 1 / range.Typical : 0;
        }
    }

    /// <summary>Null if the pool is not in view.</summary>
    public PoolPrices? Prices { get; }

    /// <summary>Win odds; 0 if there is none.</summary>
    public double[] Win { get; }
    public PlaceRange?[] Place { get; }

    /// <summary>Starters with a win price.</summary>
    public int Priced { get; }

    /// <summary>Σ 1/odds.</summary>
    public double WinBook { get; }

    /// <summary>Σ 1/typical place price; not divided by the places.</summary>
    public double PlaceBook { get; }
    public bool HasPlaces => PlaceBook > 0;

    /// <summary>What the pool sells on the race: its own list, else (no list: sold) the regulated stakes; null if it does not sell the bet.</summary>
    public BetOffer? Offer(BetType bet, BetOffer? regulated)
    {
        if (Prices is null)
            return null;
        if (Prices.Offers is not { } offers)
            return regulated;
        foreach (var offer in offers)
            if (offer.Bet == bet)
                return offer;
        return null;
    }
}
