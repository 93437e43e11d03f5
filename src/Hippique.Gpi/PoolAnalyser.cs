using Hippique.Gpi.Calibration;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Market;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>
/// Analyses a race for one pool, in the order of the method. A ticket of singles is of one market, places or the win: both are carried through, and the better one is kept.
/// </summary>
internal static class PoolAnalyser
{
    public static PoolAnalysis Analyse(AnalysisContext context, PoolView own)
    {
        var market = new MarketView(context, own);
        var pool = own.Prices?.Pool ?? market.Pool ?? Pool.ZEturf;
        var pricedBy = context.Model.Payouts.FirstOrDefault(fit => fit.Pool == pool)?.PricedBy ?? pool;
        var crowd = new PoolOrders(context.Model, pricedBy, context.Discipline, own.Win);
        var chances = new RaceProbabilities(context, market, PlaceMoney.Factors(context.Model, own, crowd));
        return Markets(context, own, chances, crowd)
            .Select(market => Analyse(context, own, chances, crowd, market.Singles, market.Offer))
            .Aggregate((best, next) => next.IsBetterThan(best) ? next : best);
    }

    private static PoolAnalysis Analyse(
        AnalysisContext context,
        PoolView own,
        RaceProbabilities chances,
        PoolOrders crowd,
        SinglesMarket singles,
        BetOffer? offer
    )
    {
        var homogeneous = IsHomogeneous(chances.Win, context.Rules.Guards.HomogeneousPoints);
        var planner = new BettingPlanner(context, own, chances, crowd, singles, offer);
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
            Market = chances.Market,
            Chances = chances,
            Crowd = crowd,
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

    /// <summary>
    /// The bets on singles that the pool sells and that can be priced, with their offers, places first; without any, the win without an offer: its prices are shown, and nothing is staked.
    /// </summary>
    private static IEnumerable<(SinglesMarket Singles, BetOffer? Offer)> Markets(
        AnalysisContext context,
        PoolView own,
        RaceProbabilities chances,
        PoolOrders crowd
    )
    {
        var pricer = new SinglesPricer(context, own, chances);
        var places = Places(context, own, pricer, crowd);
        if (places is { } both)
            yield return both;
        var win = OfferOf(context, own, BetType.SimpleGagnant);
        if (places is not null && win is null)
            yield break;
        var pool = own.Prices?.Pool ?? chances.Market.Pool ?? Pool.ZEturf;
        yield return (pricer.Win(context.Model.WinDividend(pool, context.Discipline), win?.Minimum.ToDouble() ?? 0), win);
    }

    private static (SinglesMarket, BetOffer?)? Places(AnalysisContext context, PoolView own, SinglesPricer pricer, PoolOrders crowd)
    {
        if (OfferOf(context, own, BetType.SimplePlace) is not { } offer || context.PlacesPaid == 0)
            return null;
        var fit = context.Model.WinDividend(own.Prices!.Pool, context.Discipline);
        var least = offer.Minimum.ToDouble();
        if (own.PlacePool is { } stakes)
            return (pricer.PlaceByStakes(stakes, fit, least), offer);
        if (own.HasPlaces)
            return (pricer.PlaceByRanges(fit, least), offer);
        // Calibrations are fitted on three places; what two pay is not known.
        return context.PlacesPaid == 3 && pricer.PlaceByCalibration(own.Prices!.Pool, crowd) is { } calibrated ? (calibrated, offer) : null;
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
