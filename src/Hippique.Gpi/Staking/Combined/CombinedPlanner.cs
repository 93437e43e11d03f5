using Hippique.Gpi.Calibration;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Staking.Combined;

/// <summary>
/// Looks for the combined ticket with the best expected growth, only from horses that pass as singles, only if the pool shows a price or a payout calibration is good enough: no price is invented.
/// </summary>
internal sealed class CombinedPlanner(AnalysisContext context, PoolView pool, RaceProbabilities chances, PoolOrders crowd)
{
    // Five horses make every base and field that two euros can buy.
    private const int Horses = 5;
    private const int Most = 8;

    private readonly RuleSet _rules = context.Rules;

    public CombinedSearch Search(IReadOnlyList<SinglePrice> candidates, Euro budget, double kellyFraction)
    {
        var horses = candidates.Take(Horses).Select(candidate => candidate.Runner).Order().ToArray();
        if (horses.Length < 2 || pool.Prices is not { } prices)
            return new CombinedSearch(null, NoCombined.Horses, null);
        CombinedPlan? best = null;
        PayoutFit? insufficient = null;
        var why = NoCombined.NotSold;
        foreach (var bet in CombinedBet.All)
        {
            if (horses.Length < bet.Size || !context.Regulated.IsHeld(context.Day, bet.Bet, context.Size))
                continue;
            var offer = Offer(bet.Bet);
            if (offer is null)
                continue;
            var combinations = Price(bet, horses, prices.Pool, offer, ref insufficient);
            if (combinations.Count == 0)
            {
                why = Later(why, NoCombined.Calibration);
                continue;
            }
            why = Later(why, NoCombined.Growth);
            foreach (var formula in MostPromising(combinations, Math.Min(Most, (int)(budget.Amount / offer.Minimum.Amount))))
                if (Stake(bet, formula, offer, budget, kellyFraction) is { } plan && (best is null || plan.Growth > best.Growth))
                    best = plan;
        }
        return best is null
            ? new CombinedSearch(null, why, insufficient)
            : new CombinedSearch(best, null, best.Combinations.Select(one => one.Fit).FirstOrDefault(fit => fit is not null));
    }

    /// <summary>The reason of the bet that came nearest to a ticket.</summary>
    private static NoCombined Later(NoCombined one, NoCombined other) => one > other ? one : other;

    /// <summary>
    /// The best combination alone and the best formula of several. Stakes are small against the bankroll, so growth is nearly additive and its first order, the expected profit,
    /// ranks formulas; the exact joint distribution then decides about these two.
    /// </summary>
    private static IEnumerable<IReadOnlyList<Combination>> MostPromising(List<Combination> combinations, int most)
    {
        IReadOnlyList<Combination>? alone = null,
            several = null;
        foreach (var formula in Formulas.Of(combinations, most))
        {
            ref var best = ref formula.Count == 1 ? ref alone : ref several;
            if (best is null || formula.Sum(one => one.Roi) > best.Sum(one => one.Roi))
                best = formula;
        }
        if (alone is not null)
            yield return alone;
        if (several is not null)
            yield return several;
    }

    private BetOffer? Offer(BetType bet) => pool.Offer(bet, context.Regulated.Stakes(context.Day, pool.Prices!.Pool, bet));

    private List<Combination> Price(CombinedBet bet, int[] horses, Pool soldIn, BetOffer offer, ref PayoutFit? insufficient)
    {
        var priced = new List<Combination>();
        var pairs = PairPricer.Of(context, pool, chances, bet);
        var isCalibrated = context.Model.Payouts.Any(fit => fit.Pool == soldIn && fit.Bet == bet.Bet);
        if (!isCalibrated && pairs is null)
            return priced;
        foreach (var runners in Formulas.Subsets(horses, bet.Size))
        {
            if (pairs?.Price(runners, ProbabilityOf(bet, runners), offer.Minimum.ToDouble()) is { } shown)
            {
                priced.Add(shown);
                continue;
            }
            if (!isCalibrated)
                continue;
            var crowds = crowd.Together(runners, bet.Depth);
            var fit = context.Model.Payout(soldIn, bet.Bet, context.Discipline, crowds);
            if (fit is null)
                continue;
            if (!PayoutQuality.IsGood(fit, _rules.PayoutCalibration, context.Day, context.Regulated.TakeOut(context.Day, soldIn, bet.Bet)))
            {
                insufficient ??= fit;
                continue;
            }
            priced.Add(
                new Combination
                {
                    Runners = runners,
                    Probability = ProbabilityOf(bet, runners),
                    PoolProbability = crowds,
                    Dividend = fit.AtH5.Dividend(crowds, context.Field.Count),
                    PricedBy = PriceSource.PayoutCalibration,
                    Deviation = fit.Deviation,
                    Fit = fit,
                }
            );
        }
        return priced;
    }

    private double ProbabilityOf(CombinedBet bet, int[] runners) =>
        chances.Orders.Together([.. runners.Select(i => chances.Position[i])], bet.Depth);

    private CombinedPlan? Stake(CombinedBet bet, IReadOnlyList<Combination> formula, BetOffer offer, Euro budget, double kellyFraction)
    {
        if (formula.Sum(one => one.Roi) <= 0)
            return null;
        var bets = formula.Select(one => SetBet.Of(bet.Depth, [.. one.Runners.Select(i => chances.Position[i])])).ToArray();
        var outcomes = formula.Count == 1 ? [1 - formula[0].Probability, formula[0].Probability] : chances.Orders.Joint(bets);
        var deviation = formula.Max(one => one.Deviation);
        var wealth = context.Bankroll * kellyFraction;
        var limits = new StakeLimits(offer, new Euro(budget.Amount / formula.Count), 1);
        CombinedPlan? best = null;
        foreach (var unit in limits.Choices())
        {
            var stakes = Enumerable.Repeat(unit, formula.Count).ToArray();
            var dividends = formula.Select(one => one.DividendWith(unit)).ToArray();
            var growth = BuyableStakes.Growth(outcomes, dividends, stakes, wealth, deviation);
            if (unit > 0 && growth > (best?.Growth ?? 0))
                best = new CombinedPlan
                {
                    Bet = bet.Bet,
                    Combinations = formula,
                    UnitStake = unit,
                    Growth = growth,
                };
        }
        return best;
    }
}
