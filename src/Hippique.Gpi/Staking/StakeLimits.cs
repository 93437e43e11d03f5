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
        var (minimum, step) = (Offer.Minimum.Amount, Offer.Step.Amount);
        var above = Math.Min(LegMaximum, Budget.Amount) - minimum;
        if (above < 0)
            return [0m];
        // Without a step it is sold at one stake only.
        var steps = step > 0 ? (int)(above / step) : 0;
        return [0m, minimum, .. Enumerable.Range(1, steps).Select(n => minimum + n * step)];
    }
}
