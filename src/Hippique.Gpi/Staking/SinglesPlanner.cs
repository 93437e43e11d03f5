using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Staking;

/// <summary>
/// Chooses legs and stakes for singles (dutching): by ROI, at most three, one of them in the preferred window if there is one; then the buyable stakes with the best expected
/// growth. Of tickets with one, two and three legs one that covers enough of the race comes first.
/// </summary>
/// <param name="rules">Windows and caps.</param>
/// <param name="chances">Orders of the priced starters.</param>
/// <param name="placesPaid">Places that Simple placé pays.</param>
/// <param name="bankroll">The user's, in euros.</param>
internal sealed class SinglesPlanner(RuleSet rules, RaceProbabilities chances, int placesPaid, double bankroll)
{
    public SinglesPlan Plan(SinglesMarket market, StakeLimits limits, double kellyFraction)
    {
        var candidates = market
            .Prices.OfType<SinglePrice>()
            .Where(price => price.InWindow && price.Roi >= rules.Guards.RoiMinSp)
            .OrderByDescending(price => price.Roi)
            .ThenBy(price => price.Runner)
            .ToList();
        SinglesPlan? best = null;
        for (var legs = Math.Min(rules.Singles.LegsMax, candidates.Count); legs > 0; legs--)
        {
            var plan = Stake(Choose(candidates, legs), candidates, market, limits, kellyFraction);
            if (best is null || IsBetter(plan, best))
                best = plan;
        }
        return best ?? SinglesPlan.None;
    }

    private bool IsBetter(SinglesPlan plan, SinglesPlan than)
    {
        var (covers, thatCovers) = (Covers(plan), Covers(than));
        return covers != thatCovers ? covers : plan.Growth > than.Growth;
    }

    private bool Covers(SinglesPlan plan) =>
        plan.Legs.Count >= rules.Guards.SpLegsMin && (plan.CoverageNeeded is not { } needed || plan.Coverage >= needed);

    private List<SinglePrice> Choose(List<SinglePrice> candidates, int count)
    {
        var legs = candidates.Take(count).ToList();
        if (count >= 2 && !legs.Exists(Preferred) && candidates.Find(Preferred) is { } preferred)
            legs[^1] = preferred;
        return legs;
    }

    private bool Preferred(SinglePrice price) => rules.Singles.OneLegIn.Contains(price.Price);

    private SinglesPlan Stake(
        List<SinglePrice> legs,
        List<SinglePrice> candidates,
        SinglesMarket market,
        StakeLimits limits,
        double kellyFraction
    )
    {
        var isPlace = market.Bet == BetType.SimplePlace;
        var bets = legs.ConvertAll(leg => SetBet.Of(isPlace ? placesPaid : 1, chances.Position[leg.Runner]));
        var dividends = legs.Select(leg => leg.Dividend).ToArray();
        var shrunk = legs.Select(leg => Shrinkage.Probability(leg.Probability, leg.Dividend, leg.Shrink)).ToArray();
        var outcomes = Outcomes.WithChances(chances.Orders.Joint([.. bets]), shrunk);
        // A stake that lowers its own leg's dividend under what the rules ask is not made.
        double? With(int leg, decimal stake) =>
            legs[leg].DividendWith(stake) is var dividend && legs[leg].Probability * dividend - 1 >= rules.Guards.RoiMinSp
                ? dividend
                : null;
        var plan = BuyableStakes.Best(outcomes, legs.Count, With, bankroll * kellyFraction, limits, market.Deviation);
        var kelly = new double[legs.Count];
        if (isPlace)
            for (var i = 0; i < kelly.Length; i++)
                kelly[i] = Kelly.Single(shrunk[i], dividends[i]);
        else
            Kelly.Simultaneous(shrunk, dividends, kelly);
        var bought = plan.Stakes.Count(stake => stake > 0);
        return new SinglesPlan
        {
            Candidates = candidates,
            Considered =
            [
                .. legs.Select(
                    (leg, i) =>
                        new SinglesLeg
                        {
                            Price = leg,
                            Shrink = leg.Shrink,
                            Kelly = kelly[i],
                            Wanted = kelly[i] * kellyFraction * bankroll,
                            Cap = limits.LegMaximum,
                            Stake = plan.Stakes[i],
                        }
                ),
            ],
            Growth = plan.Growth,
            Coverage = legs.Where((_, i) => plan.Stakes[i] > 0).Sum(leg => leg.Probability),
            CoverageNeeded = isPlace && bought > 0 ? rules.Guards.SpCoverageMin[bought - 1] : null,
        };
    }
}
