using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Staking;
using Hippique.Racing;

namespace Hippique.Gpi.Guards;

/// <summary>What stops the ticket of singles, or one of its legs.</summary>
internal static class SinglesGuards
{
    public static void Check(
        GuardList guards,
        AnalysisContext context,
        SinglesMarket market,
        SinglesPlan plan,
        bool homogeneous,
        BetOffer? offer
    )
    {
        var rules = context.Rules.Guards;
        Coverage(guards, market, plan, rules.SpLegsMin);
        if (plan.Candidates.Count == 0)
        {
            var best = market.BestInWindow;
            GuardNote note = best is null
                ? GuardRemark.NoStarterInWindow
                : new GuardNote.BestOfWindow(context.Field.Runners[best.Runner].Number);
            guards.AtLeast(GuardCode.RoiMinSp, best?.Roi, rules.RoiMinSp, GuardScope.Leg, note);
        }
        foreach (var leg in plan.Legs)
            guards.AtLeast(GuardCode.RoiMinSp, leg.Roi, rules.RoiMinSp, GuardScope.Leg, NumberOf(context, leg.Price));
        var buyable = plan.Candidates.Count == 0 || plan.Legs.Count > 0;
        guards.Add(GuardCode.StakesBuyable, (double)plan.Total, offer?.Minimum.ToDouble(), buyable, GuardScope.Singles);
        var least = homogeneous ? rules.EvMinSpHomogeneous : rules.EvMinSp;
        if (plan.Legs.Count == 0)
        {
            guards.Add(GuardCode.EvMinSp, null, least, true, GuardScope.Singles, GuardRemark.NoSingles);
            return;
        }
        var profit = rules.EvShrunk ? plan.ShrunkProfit : plan.ExpectedProfit;
        guards.AtLeast(
            GuardCode.EvMinSp,
            profit / (double)plan.Total,
            least,
            GuardScope.Singles,
            homogeneous ? GuardRemark.HomogeneousField : null
        );
    }

    private static void Coverage(GuardList guards, SinglesMarket market, SinglesPlan plan, int legsMin)
    {
        if (market.Bet == BetType.SimpleGagnant)
        {
            guards.Add(GuardCode.SpCoverage, null, null, true, GuardScope.Singles, GuardRemark.NoCoverageOfWinBets);
            return;
        }
        if (plan.Legs.Count == 0)
        {
            guards.Add(GuardCode.SpCoverage, null, null, true, GuardScope.Singles, GuardRemark.NoSingles);
            return;
        }
        var covered = plan.CoverageNeeded is not { } needed || plan.Coverage >= needed;
        var enough = plan.Legs.Count >= legsMin;
        var note = enough ? null : new GuardNote.TooFewLegs(plan.Legs.Count, legsMin);
        guards.Add(GuardCode.SpCoverage, plan.Coverage, plan.CoverageNeeded, covered && enough, GuardScope.Singles, note);
    }

    private static GuardNote.Starter NumberOf(AnalysisContext context, SinglePrice price) =>
        new(context.Field.Runners[price.Runner].Number);
}
