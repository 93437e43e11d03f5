using System.Globalization;
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
            var best = market.Prices.Where(price => price is { InWindow: true }).Max(price => price?.Roi);
            guards.AtLeast(
                "roi_min_sp",
                best,
                rules.RoiMinSp,
                GuardList.Leg,
                best is null ? "no starter in the window" : "the best of the window"
            );
        }
        foreach (var leg in plan.Legs)
            guards.AtLeast("roi_min_sp", leg.Price.Roi, rules.RoiMinSp, GuardList.Leg, NumberOf(context, leg.Price));
        var buyable = plan.Candidates.Count == 0 || plan.Legs.Count > 0;
        guards.Add("stakes_buyable", (double)plan.Total, offer?.Minimum.ToDouble(), buyable, GuardList.Singles);
        var least = homogeneous ? rules.EvMinSpHomogeneous : rules.EvMinSp;
        if (plan.Legs.Count == 0)
        {
            guards.Add("ev_min_sp", null, least, true, GuardList.Singles, "no singles");
            return;
        }
        var profit = rules.EvShrunk ? plan.ShrunkProfit : plan.ExpectedProfit;
        guards.AtLeast("ev_min_sp", profit / (double)plan.Total, least, GuardList.Singles, homogeneous ? "homogeneous field" : null);
    }

    private static void Coverage(GuardList guards, SinglesMarket market, SinglesPlan plan, int legsMin)
    {
        if (market.Bet == BetType.SimpleGagnant)
        {
            guards.Add("sp_coverage", null, null, true, GuardList.Singles, "win bets: none");
            return;
        }
        if (plan.Legs.Count == 0)
        {
            guards.Add("sp_coverage", null, null, true, GuardList.Singles, "no singles");
            return;
        }
        var covered = plan.CoverageNeeded is not { } needed || plan.Coverage >= needed;
        var enough = plan.Legs.Count >= legsMin;
        var note = enough ? null : string.Create(CultureInfo.InvariantCulture, $"{plan.Legs.Count} of {legsMin} legs");
        guards.Add("sp_coverage", plan.Coverage, plan.CoverageNeeded, covered && enough, GuardList.Singles, note);
    }

    private static string NumberOf(AnalysisContext context, SinglePrice price) =>
        string.Create(CultureInfo.InvariantCulture, $"n° {context.Field.Runners[price.Runner].Number}");
}
