using Hippique.Gpi.Pools;
using Hippique.Racing;

namespace Hippique.Gpi.Inputs;

/// <summary>
/// One pool's prices, laid out along the starters. A non-runner's old price is left out, and so is one that the operator stamped long before the pool's newest. Where the pool shows its
/// stakes, they are the price: published odds are rounded, and lag behind.
/// </summary>
internal sealed class PoolView
{
    /// <param name="field">The starters.</param>
    /// <param name="prices">Null if the pool is not in view.</param>
    /// <param name="staleMinutes">A win price that is so much older than the newest of the starters' is no price; null: every price counts.</param>
    /// <param name="payout">How the pool pays singles; null: its stakes are no price.</param>
    public PoolView(Field field, PoolPrices? prices, double? staleMinutes = null, SinglesPayout? payout = null)
    {
        (Prices, Payout) = (prices, payout);
        var newest = NewestOf(field, prices);
        var stale = staleMinutes is { } minutes ? newest?.AddMinutes(-minutes) : null;
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
        newest ??= prices?.At;
        if (prices?.PlaceAt + PlacesBehindWin < newest)
            Array.Clear(Place);
        PublishedPlace = Place;
        TakeStakes(field, payout, newest);
        for (var i = 0; i < field.Count; i++)
        {
            if (Win[i] > 0)
                Priced++;
            WinBook += Win[i] > 0 ? 1 / Win[i] : 0;
            PlaceBook += Place[i] is { } range ? 1 / range.Typical : 0;
        }
    }

    // Stakes that were stamped before the odds are older news than these; both are stamped once a minute or so.
    private static readonly TimeSpan OlderThanOdds = TimeSpan.FromMinutes(1);

    // Places are told in answers of their own: one that stands still is no price of now, however fresh the win odds are.
    private static readonly TimeSpan PlacesBehindWin = TimeSpan.FromMinutes(5);

    private readonly HashSet<int>? _stale;

    /// <summary>Null if the pool is not in view.</summary>
    public PoolPrices? Prices { get; }

    /// <summary>How it pays singles; null if that was not asked.</summary>
    public SinglesPayout? Payout { get; }

    /// <summary>The money on Simple gagnant, if the win odds are made of it; else null.</summary>
    public StakesView? WinStakes { get; private set; }

    /// <summary>The money on Simple placé, if the place ranges are made of it; else null.</summary>
    public PlacePool? PlacePool { get; private set; }

    /// <summary>The place ranges as the operator publishes them, whatever the stakes say.</summary>
    public PlaceRange?[] PublishedPlace { get; }

    /// <summary>Everything on Simple gagnant, in euros; null if the operator shows nothing of it.</summary>
    public double? WinTotal => WinStakes?.Total ?? TotalOf(BetType.SimpleGagnant);

    /// <summary>Everything on Simple placé, in euros; null if the operator shows nothing of it.</summary>
    public double? PlaceTotal => PlacePool?.Stakes.Total ?? TotalOf(BetType.SimplePlace);

    /// <summary>When the win prices were stamped; null if nobody says.</summary>
    public DateTimeOffset? At => WinStakes is { } stakes ? stakes.At ?? Prices?.At : Prices?.At;

    /// <summary>The starter's price was left out for its age.</summary>
    public bool IsStale(int starter) => _stale is not null && _stale.Contains(starter);

    /// <summary>Win odds; 0 if there is none.</summary>
    public double[] Win { get; }

    /// <summary>Place ranges: of the stakes if they are known, else the operator's.</summary>
    public PlaceRange?[] Place { get; private set; }

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

    /// <summary>The dividend of a win bet by one's own stake in euros; null if the size of the pool or what it pays out is not known.</summary>
    /// <param name="before">With nothing of one's own in the pool.</param>
    public Func<double, double>? WithOwnWin(double before)
    {
        if (WinTotal is not { } total || Payout?.WinPaidOut is not { } paidOut)
            return null;
        var own = new OwnStake(total, paidOut, before);
        return stake => Math.Max(1, own.Dividend(stake));
    }

    /// <summary>Everything on a bet as the operator says it, in euros; null if it does not.</summary>
    public double? TotalOf(BetType bet) =>
        Prices?.Stakes?.FirstOrDefault(stakes => stakes.Bet == bet)?.Total is { } total && total > Euro.Zero ? total.ToDouble() : null;

    private void TakeStakes(Field field, SinglesPayout? payout, DateTimeOffset? newest)
    {
        if (payout is null || Prices?.Stakes is not { } shown)
            return;
        var published = (double[])Win.Clone();
        StakesView? Of(BetType bet) => StakesView.Of(field.IndexOf, shown.FirstOrDefault(stakes => stakes.Bet == bet), published);
        if (payout.WinPaidOut is { } paidOut && Of(BetType.SimpleGagnant) is { } win && !(win.At + OlderThanOdds < newest))
        {
            WinStakes = win;
            for (var i = 0; i < Win.Length; i++)
            {
                if (!win.IsKnown(i))
                    continue;
                Win[i] = Math.Max((double)payout.Rounding.Minimum, paidOut * win.Total / win.On[i]);
                _stale?.Remove(i);
            }
        }
        var last = WinStakes?.At > newest ? WinStakes.At : newest;
        if (payout.Place is not { } arithmetic || Of(BetType.SimplePlace) is not { } place || place.At + PlacesBehindWin < last)
            return;
        PlacePool = new PlacePool(arithmetic, place);
        Place = [.. Enumerable.Range(0, field.Count).Select(i => PlacePool.RangeOf(i) ?? PublishedPlace[i])];
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
