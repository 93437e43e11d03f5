using Hippique.Gpi.Calibration;
using Hippique.Racing;

namespace Hippique.Gpi.Staking.Combined;

/// <summary>One combination, priced by a payout calibration.</summary>
internal sealed record Combination
{
    /// <summary>Indices of starters, ascending.</summary>
    public required IReadOnlyList<int> Runners { get; init; }
    public required double Probability { get; init; }

    /// <summary>By the pool's own prices: what the dividend is expected from.</summary>
    public required double PoolProbability { get; init; }
    public required double Dividend { get; init; }
    public required PayoutFit Fit { get; init; }
    public double Roi => Probability * Dividend - 1;
}

/// <summary>A combined ticket: one combination, a base with several others, or a field; the same stake on each of its combinations.</summary>
internal sealed record CombinedPlan
{
    public required BetType Bet { get; init; }
    public required IReadOnlyList<Combination> Combinations { get; init; }

    /// <summary>On each combination, in euros.</summary>
    public required decimal UnitStake { get; init; }
    public required double Growth { get; init; }
    public decimal Total => UnitStake * Combinations.Count;
    public double ExpectedProfit => (double)UnitStake * Combinations.Sum(one => one.Roi);

    /// <summary>What the ticket is expected to pay if it pays, in euros.</summary>
    public double ExpectedPayout =>
        (double)UnitStake * Combinations.Sum(one => one.Probability * one.Dividend) / Combinations.Sum(one => one.Probability);
}

/// <summary>What came of looking for a combined ticket.</summary>
/// <param name="Best">Null if there is none.</param>
/// <param name="Why">Null if there is one.</param>
/// <param name="Calibration">That of the ticket; without one the first that covers a combination and is not good enough; null if none covers one.</param>
internal sealed record CombinedSearch(CombinedPlan? Best, NoCombined? Why, PayoutFit? Calibration);
