using Hippique.Racing;

namespace Hippique.Gpi.Inputs;

/// <summary>One pool's prices, laid out along the starters. A non-runner's old price is left out, and so is one that the operator stamped long before the pool's newest.</summary>
internal sealed class PoolView
{
    /// <param name="field">The starters.</param>
    /// <param name="prices">Null if the pool is not in view.</param>
    /// <param name="staleMinutes">A win price that is so much older than the newest of the starters' is no price; null: every price counts.</param>
    public PoolView(Field field, PoolPrices? prices, double? staleMinutes = null)
    {
        Prices = prices;
        var stale = staleMinutes is { } minutes ? NewestOf(field, prices)?.AddMinutes(-minutes) : null;
        Win = new double[field.Count];
        Place = new PlaceRange?[field.Count];
        foreach (var price in prices?.Win ?? [])
            if (field.IndexOf(price.Number) is >= 0 and var i && price.Odds.IsPriced)
            {
                if (price.At <= stale)
                    (_stale ??= []).Add(i);
                else
                    Win[i] = price.Odds.Value;
            }
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

    private readonly HashSet<int>? _stale;

    /// <summary>Null if the pool is not in view.</summary>
    public PoolPrices? Prices { get; }

    /// <summary>The starter's price was left out for its age.</summary>
    public bool IsStale(int starter) => _stale is not null && _stale.Contains(starter);

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

    /// <summary>Null if the operator stamps no price of its own.</summary>
    private static DateTimeOffset? NewestOf(Field field, PoolPrices? prices)
    {
        DateTimeOffset? newest = null;
        foreach (var price in prices?.Win ?? [])
            if (field.IndexOf(price.Number) >= 0 && price.Odds.IsPriced && !(price.At <= newest))
                newest = price.At ?? newest;
        return newest;
    }
}
