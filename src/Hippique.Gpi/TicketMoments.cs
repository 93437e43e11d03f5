using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Gpi.Staking;
using Hippique.Gpi.Staking.Combined;
using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>Expected profit and variance of tickets that win and lose together.</summary>
/// <param name="context">Places paid.</param>
/// <param name="chances">The joint distribution of the finishing orders.</param>
/// <param name="singles">The market of the singles.</param>
internal sealed class TicketMoments(AnalysisContext context, RaceProbabilities chances, SinglesMarket singles)
{
    private readonly List<(SetBet[] Bets, double[] Outcomes)> _joint = [];

    /// <param name="plan">The ticket of singles; null: without it.</param>
    /// <param name="combined">The combined ticket; null: without it.</param>
    public Totals Of(SinglesPlan? plan, CombinedPlan? combined)
    {
        var depth = singles.Bet == BetType.SimplePlace ? context.PlacesPaid : 1;
        var legs = plan?.Legs ?? [];
        var bets = legs.Select(leg => SetBet.Of(depth, chances.Position[leg.Price.Runner])).ToList();
        var stakes = legs.Select(leg => (double)leg.Stake).ToList();
        var dividends = legs.Select(leg => leg.Dividend).ToList();
        var deviations = legs.Select(_ => singles.Deviation).ToList();
        foreach (var one in combined?.Combinations ?? [])
        {
            var bet = CombinedBet.All.First(bet => bet.Bet == combined!.Bet);
            bets.Add(SetBet.Of(bet.Depth, [.. one.Runners.Select(i => chances.Position[i])]));
            stakes.Add((double)combined!.UnitStake);
            dividends.Add(one.DividendWith(combined!.UnitStake));
            deviations.Add(one.Deviation);
        }
        if (bets.Count == 0)
            return new Totals(0, 0, 0);
        var (profit, variance) = Risk.Moments(JointOf([.. bets]), [.. stakes], [.. dividends], [.. deviations]);
        return new Totals(stakes.Sum(), profit, variance);
    }

    /// <summary>A walk over all finishing orders; the same tickets are asked about several times.</summary>
    private double[] JointOf(SetBet[] bets)
    {
        foreach (var known in _joint)
            if (known.Bets.AsSpan().SequenceEqual(bets))
                return known.Outcomes;
        var outcomes = chances.Orders.Joint(bets);
        _joint.Add((bets, outcomes));
        return outcomes;
    }
}
