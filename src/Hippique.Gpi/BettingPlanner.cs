using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Staking;
using Hippique.Gpi.Staking.Combined;
using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>What a race would be bet on, before the guards.</summary>
/// <param name="Singles">The ticket of singles.</param>
/// <param name="Search">The combined ticket, or why there is none.</param>
internal sealed record BettingPlan(SinglesPlan Singles, CombinedSearch Search);

/// <summary>Plans the tickets of one race in one pool.</summary>
/// <param name="context">Rules, model and bankroll.</param>
/// <param name="own">The pool in which they are bought.</param>
/// <param name="chances">Probabilities of the race.</param>
/// <param name="crowd">What the pool's own prices say.</param>
/// <param name="singles">The priced singles.</param>
/// <param name="offer">What the pool sells of them; null: nothing is planned.</param>
internal sealed class BettingPlanner(
    AnalysisContext context,
    PoolView own,
    RaceProbabilities chances,
    PoolOrders crowd,
    SinglesMarket singles,
    BetOffer? offer
)
{
    /// <summary>Null if the bet is not sold.</summary>
    public StakeLimits? Limits { get; } =
        offer is null ? null : new StakeLimits(offer, Part(context, context.Rules.Budget.SinglesShare), context.Rules.Budget.HorseShareMax);

    public BettingPlan Plan(double kellyFraction)
    {
        if (Limits is null)
            return new BettingPlan(SinglesPlan.None, new CombinedSearch(null, NoCombined.Horses, null));
        var plan = new SinglesPlanner(context.Rules, chances, context.PlacesPaid, context.Bankroll).Plan(singles, Limits, kellyFraction);
        var budget = Part(context, context.Rules.Budget.CombinedShare);
        return new BettingPlan(plan, new CombinedPlanner(context, own, chances, crowd).Search(plan.Candidates, budget, kellyFraction));
    }

    private static Euro Part(AnalysisContext context, double share)
    {
        var budget = Math.Min(context.Input.BudgetPerRace.Amount, context.Rules.Budget.RaceMax);
        return new Euro(decimal.Round(budget * (decimal)share, 2, MidpointRounding.ToZero));
    }
}
