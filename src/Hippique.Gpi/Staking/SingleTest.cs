using Hippique.Gpi.Pricing;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Staking;

/// <summary>Would one single alone be a ticket? Every guard on singles and on the whole, for one leg at the operator's minimum stake.</summary>
/// <param name="rules">Thresholds.</param>
/// <param name="market">The bets.</param>
/// <param name="limits">Null if the bet is not sold.</param>
/// <param name="bankroll">The user's, in euros.</param>
/// <param name="homogeneous">The first four of the race are close together.</param>
internal sealed class SingleTest(RuleSet rules, SinglesMarket market, StakeLimits? limits, double bankroll, bool homogeneous)
{
    /// <summary>
    /// "Jouable à partir de": the lowest price, in tenths, at which this starter's single passes, its probability left as it is; null if no price in the window does.
    /// </summary>
    public double? PlayableFrom(SinglePrice price)
    {
        var window = market.Bet == BetType.SimplePlace ? rules.Singles.PlaceDividend : rules.Singles.WinOdds;
        // A place price is not the dividend: the window is on the latter.
        var scale = market.Bet == BetType.SimplePlace ? price.Price / price.Dividend : 1;
        var low = (int)(Tenths.Up(window.Low * scale) * 10 + 0.5);
        var high = (int)Math.Floor(window.High * scale * 10 + 1e-9);
        if (high < low || !Passes(price, market.DividendAt(price.Runner, high / 10.0)))
            return null;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Passes(price, market.DividendAt(price.Runner, middle / 10.0)))
                high = middle;
            else
                low = middle + 1;
        }
        return low / 10.0;
    }

    /// <summary>A higher dividend never makes a single fail that passed.</summary>
    private bool Passes(SinglePrice price, double dividend)
    {
        var guards = rules.Guards;
        var probability = price.Probability;
        var edge = probability * dividend - 1;
        if (limits is null || edge <= 0 || edge < guards.RoiMinSp || edge < guards.EvMinGlobal)
            return false;
        if (market.Bet == BetType.SimplePlace && probability < guards.SpCoverageMin[0])
            return false;
        var shrink = Shrinkage.Of(probability, dividend, price.Sigma);
        if ((guards.EvShrunk ? shrink * edge : edge) < (homogeneous ? guards.EvMinSpHomogeneous : guards.EvMinSp))
            return false;
        var variance = probability * dividend * dividend * Math.Exp(market.Deviation * market.Deviation) - Math.Pow(1 + edge, 2);
        if (edge < guards.SharpeMin * Math.Sqrt(variance))
            return false;
        var stake = limits.Offer.Minimum.Amount;
        if (Risk.Ruin(edge * (double)stake, variance * (double)stake * (double)stake, bankroll) > guards.RorMaxRace)
            return false;
        var chance = Shrinkage.Probability(probability, dividend, shrink);
        var growth = BuyableStakes.Growth([1 - chance, chance], [dividend], [stake], bankroll * rules.KellyFraction, market.Deviation);
        return stake <= limits.Budget.Amount && growth > 0;
    }
}
