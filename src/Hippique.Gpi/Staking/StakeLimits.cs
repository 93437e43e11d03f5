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
