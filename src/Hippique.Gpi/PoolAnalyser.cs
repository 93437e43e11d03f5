using Hippique.Gpi.Calibration;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Market;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>Analyses a race for one pool, in the order of the method.</summary>
internal static class PoolAnalyser
{
    public static PoolAnalysis Analyse(AnalysisContext context, PoolView own)
    {
        var market = new MarketView(context, own);
        var chances = new RaceProbabilities(context, market);
        var homogeneous = IsHomogeneous(chances.Win, context.Rules.Guards.HomogeneousPoints);
        var (singles, offer) = PriceSingles(context, own, chances);
        var planner = new BettingPlanner(context, own, chances, singles, offer);
        var moments = new TicketMoments(context, chances, singles);

        var kellyFraction = context.Rules.KellyFraction;
        var plan = planner.Plan(kellyFraction);
        var dayRuin = TotalGuards.DayRuin(context, moments.Of(plan.Singles, plan.Search.Best));
        if (plan.Singles.Legs.Count > 0 && dayRuin > context.Rules.Guards.RorMaxDay)
        {
            kellyFraction = Math.Min(kellyFraction, context.Rules.Guards.KellyFractionReduced);
            plan = planner.Plan(kellyFraction);
        }

        var guards = new GuardList();
        var combined = new PoolGuards(context, own, chances, moments).Check(guards, singles, plan, homogeneous, offer);
        var decision = Decision.Of(guards, plan.Singles, plan.Search.Best, combined);
        return new PoolAnalysis
        {
            Context = context,
            Own = own,
            Market = market,
            Chances = chances,
            Homogeneous = homogeneous,
            Singles = singles,
            Limits = planner.Limits,
            KellyFraction = kellyFraction,
            DayRuin = dayRuin,
            SinglesPlan = plan.Singles,
            Search = plan.Search,
            Combined = combined,
            Guards = guards.Verdicts,
            Decision = decision,
            Kept =
                decision.Outcome == Outcome.Play
                    ? moments.Of(decision.KeepsSingles ? plan.Singles : null, decision.KeepsCombined ? combined : null)
                    : null,
        };
    }

    /// <summary>The bet on singles that the pool sells, places first, and its offer; without an offer the prices are shown, and nothing is staked.</summary>
    private static (SinglesMarket Market, BetOffer? Offer) PriceSingles(AnalysisContext context, PoolView own, RaceProbabilities chances)
    {
        var pricer = new SinglesPricer(context, own, chances);
        if (OfferOf(context, own, BetType.SimplePlace) is { } place && context.PlacesPaid > 0)
        {
            if (own.HasPlaces)
                return (pricer.Place(), place);
            // Calibrations are fitted on three places; what two pay is not known.
            if (context.PlacesPaid == 3 && pricer.PlaceByCalibration(own.Prices!.Pool) is { } calibrated)
                return (calibrated, place);
        }
        var pool = own.Prices?.Pool ?? chances.Market.Pool ?? Pool.ZEturf;
        return (pricer.Win(context.Model.WinDividend(pool, context.Discipline)), OfferOf(context, own, BetType.SimpleGagnant));
    }

    private static BetOffer? OfferOf(AnalysisContext context, PoolView own, BetType bet) =>
        own.Prices is null ? null : own.Offer(bet, context.Regulated.Stakes(context.Day, own.Prices.Pool, bet));

    private static bool IsHomogeneous(double[] win, double points)
    {
        if (win.Length < 4)
            return false;
        var sorted = win.OrderDescending().Take(4).ToArray();
        return sorted[3] > 0 && sorted[0] - sorted[3] <= points;
    }
}
