using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Staking;
using Hippique.Gpi.Staking.Combined;
using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>All guards of a race in one pool, in their order.</summary>
internal sealed class PoolGuards(AnalysisContext context, PoolView own, RaceProbabilities chances, TicketMoments moments)
{
    /// <summary>Adds every verdict. A combined ticket that alone makes the whole fail is dropped before the whole is judged.</summary>
    /// <returns>The combined ticket that is left.</returns>
    public CombinedPlan? Check(GuardList guards, SinglesMarket singles, BettingPlan plan, bool homogeneous, BetOffer? offer)
    {
        RaceGuards.Offered(guards, context.Input, own, offer is not null);
        RaceGuards.Prices(guards, context.Input, context.Field, own, context.Rules.Guards);
        FieldGuards.SameField(guards, context, chances);
        FieldGuards.JockeysTrainers(guards, context, chances);
        RaceGuards.Books(guards, own, context.PlacesPaid, context.Rules.Guards);
        CombinedGuards.Before(guards, context, own, plan.Search);
        SinglesGuards.Check(guards, context, singles, plan.Singles, homogeneous, offer);
        CombinedGuards.After(guards, context, plan.Search.Best);
        var combined = IsLeft(guards, plan) ? plan.Search.Best : null;
        // Singles that were refused do not count if a combined ticket is left; else the numbers of what was refused are shown.
        var countsSingles = combined is null || !guards.Blocks(GuardScope.Singles);
        var totals = moments.Of(countsSingles ? plan.Singles : null, combined);
        TotalGuards.Check(guards, context, totals);
        TotalGuards.Limits(guards, context, totals);
        var tickets = (plan.Singles.Legs.Count > 0 ? 1 : 0) + (combined is null ? 0 : 1);
        guards.AtMost(GuardCode.TicketsMax, tickets, context.Rules.Budget.TicketsMax, GuardScope.All);
        return combined;
    }

    private bool IsLeft(GuardList guards, BettingPlan plan) =>
        plan.Search.Best is { } combined && !guards.Blocks(GuardScope.Combined) && !FailsTheWhole(guards, plan.Singles, combined);

    private bool FailsTheWhole(GuardList guards, SinglesPlan singles, CombinedPlan combined) =>
        singles.Legs.Count > 0
        && !guards.Blocks(GuardScope.Singles)
        && !TotalGuards.Pass(context, moments.Of(singles, combined))
        && TotalGuards.Pass(context, moments.Of(singles, null));
}
