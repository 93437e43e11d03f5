using Hippique.Racing;

namespace Hippique.Gpi.Staking;

/// <summary>What may be staked: the operator's offer and the limits of the rules.</summary>
/// <param name="Offer">Minimum, step and maximum of one bet.</param>
/// <param name="Budget">The most that all legs together may cost.</param>
/// <param name="LegShare">The most that one leg may take of the budget; one minimum stake is always allowed.</param>
public sealed record StakeLimits(BetOffer Offer, Euro Budget, double LegShare)
{
    /// <summary>The most that one leg may cost.</summary>
    public decimal LegMaximum
    {
        get
        {
            var share = Math.Max(Budget.Amount * (decimal)LegShare, Offer.Minimum.Amount);
            return Math.Min(share, Offer.Maximum?.Amount ?? share);
        }
    }

    /// <summary>The buyable stakes of one leg from 0 up: 0, the minimum, and every step above it within the limits.</summary>
    public decimal[] Choices()
    {
        var highest = Math.Min(LegMaximum, Budget.Amount);
        var choices = new List<decimal> { 0m };
        for (var stake = Offer.Minimum.Amount; stake <= highest; stake += Offer.Step.Amount)
        {
            choices.Add(stake);
            if (Offer.Step.Amount <= 0)
                break;
        }
        return [.. choices];
    }
}

/// <summary>A buyable combination of stakes, one for each leg (0: not bought).</summary>
/// <param name="Stakes">In euros.</param>
/// <param name="Growth">Expected growth of the logarithm of the wealth that was put at risk.</param>
public sealed record StakePlan(IReadOnlyList<decimal> Stakes, double Growth)
{
    public Euro Total => new(Stakes.Sum());
}

/// <summary>The search for the buyable stakes with the best expected log growth: every combination of the operator's steps is tried.</summary>
public static class BuyableStakes
{
    private const double Indifferent = 1e-12;

    /// <param name="outcomes">Probability of each subset of the legs to win together; index is the bit mask of the winners.</param>
    /// <param name="dividends">What 1 € on a leg returns given that it wins.</param>
    /// <param name="wealth">The wealth whose growth counts, in euros: bankroll times Kelly fraction.</param>
    /// <param name="limits">What can be bought.</param>
    /// <returns>Of equally good combinations the cheaper one; no stakes where nothing grows.</returns>
    public static StakePlan Best(ReadOnlySpan<double> outcomes, ReadOnlySpan<double> dividends, double wealth, StakeLimits limits)
    {
        var choices = limits.Choices();
        var legs = dividends.Length;
        var index = new int[legs];
        var stakes = new decimal[legs];
        var best = new decimal[legs];
        var bestGrowth = 0.0;
        while (Next(index, choices.Length))
        {
            var total = 0m;
            for (var leg = 0; leg < legs; leg++)
                total += stakes[leg] = choices[index[leg]];
            if (total > limits.Budget.Amount)
                continue;
            var growth = Growth(outcomes, dividends, stakes, (double)total, wealth);
            if (growth > bestGrowth + Indifferent || (growth > bestGrowth - Indifferent && growth > 0 && total < best.Sum()))
            {
                bestGrowth = growth;
                stakes.CopyTo(best, 0);
            }
        }
        return new StakePlan(best, bestGrowth);
    }

    /// <summary>Expected growth of log wealth; minus infinity where an outcome would cost everything.</summary>
    public static double Growth(
        ReadOnlySpan<double> outcomes,
        ReadOnlySpan<double> dividends,
        ReadOnlySpan<decimal> stakes,
        double total,
        double wealth
    )
    {
        var growth = 0.0;
        for (var mask = 0; mask < outcomes.Length; mask++)
        {
            if (outcomes[mask] <= 0)
                continue;
            var profit = -total;
            for (var leg = 0; leg < dividends.Length; leg++)
                if ((mask & (1 << leg)) != 0)
                    profit += (double)stakes[leg] * dividends[leg];
            var after = 1 + profit / wealth;
            if (after <= 0)
                return double.NegativeInfinity;
            growth += outcomes[mask] * Math.Log(after);
        }
        return growth;
    }

    private static bool Next(int[] index, int choices)
    {
        for (var leg = 0; leg < index.Length; leg++)
        {
            if (++index[leg] < choices)
                return true;
            index[leg] = 0;
        }
        return false;
    }
}
