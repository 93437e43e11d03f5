using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Rules;

namespace Hippique.Gpi.Staking;

/// <summary>The legs chosen for the ticket of singles and what is staked on each.</summary>
internal sealed record SinglesPlan
{
    public static readonly SinglesPlan None = new()
    {
        Legs = [],
        Stakes = [],
        Growth = 0,
        Candidates = 0,
    };

    public required IReadOnlyList<SinglePrice> Legs { get; init; }
    public required IReadOnlyList<decimal> Stakes { get; init; }

    /// <summary>Expected growth of log wealth.</summary>
    public required double Growth { get; init; }

    /// <summary>Starters that pass window and ROI, before legs were chosen.</summary>
    public required int Candidates { get; init; }
    public decimal Total => Stakes.Sum();

    /// <summary>Expected profit in euros.</summary>
    public double ExpectedProfit => Legs.Select((leg, i) => leg.Roi * (double)Stakes[i]).Sum();
}

/// <summary>Chooses legs and stakes for singles (dutching): by ROI, at most three, one of them in the preferred window where there is one.</summary>
internal sealed class SinglesPlanner(RuleSet rules)
{
    /// <param name="prices">By starter; null where not priced.</param>
    /// <param name="orders">Finishing orders of the priced starters.</param>
    /// <param name="position">Index in <paramref name="orders"/> by starter.</param>
    /// <param name="places">1 for win bets, else the places paid.</param>
    /// <param name="bankroll">The user's, in euros.</param>
    /// <param name="limits">What can be bought.</param>
    public SinglesPlan Plan(SinglePrice?[] prices, Orders orders, int[] position, int places, double bankroll, StakeLimits limits)
    {
        var candidates = prices.OfType<SinglePrice>().Where(price => price.InWindow && price.Roi >= rules.Guards.RoiMinSp).ToList();
        if (candidates.Count == 0)
            return SinglesPlan.None;
        var legs = Choose(candidates);
        Span<int> indices = stackalloc int[legs.Count];
        Span<double> dividends = stackalloc double[legs.Count];
        for (var i = 0; i < legs.Count; i++)
            (indices[i], dividends[i]) = (position[legs[i].Runner], legs[i].Dividend);
        var outcomes = orders.PlacedTogether(indices, places);
        var plan = BuyableStakes.Best(outcomes, dividends, bankroll * rules.KellyFraction, limits);
        var bought = Enumerable.Range(0, legs.Count).Where(i => plan.Stakes[i] > 0).ToList();
        return new SinglesPlan
        {
            Legs = [.. bought.Select(i => legs[i])],
            Stakes = [.. bought.Select(i => plan.Stakes[i])],
            Growth = plan.Growth,
            Candidates = candidates.Count,
        };
    }

    private List<SinglePrice> Choose(List<SinglePrice> candidates)
    {
        var ordered = candidates.OrderByDescending(price => price.Roi).ThenBy(price => price.Runner).ToList();
        var legs = ordered.Take(rules.Singles.LegsMax).ToList();
        if (legs.Count < 2 || legs.Exists(Preferred))
            return legs;
        if (ordered.Find(Preferred) is { } preferred)
            legs[^1] = preferred;
        return legs;
    }

    private bool Preferred(SinglePrice price) => rules.Singles.OneLegIn.Contains(price.Price);
}
