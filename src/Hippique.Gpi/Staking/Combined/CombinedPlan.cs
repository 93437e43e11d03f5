using Hippique.Gpi.Calibration;
using Hippique.Racing;

namespace Hippique.Gpi.Staking.Combined;

/// <summary>One combination, priced by what its pool shows, or by a payout calibration.</summary>
internal sealed record Combination
{
    /// <summary>Indices of starters, ascending.</summary>
    public required IReadOnlyList<int> Runners { get; init; }
    public required double Probability { get; init; }

    /// <summary>By the pool's own prices, if a payout calibration expects the dividend from it; else null.</summary>
    public required double? PoolProbability { get; init; }

    /// <summary>Expected for 1 €, given that it wins; with the least stake that is sold in the pool, if the pool's stakes are known.</summary>
    public required double Dividend { get; init; }

    /// <summary>The same with a stake of one's own, in euros; null if the pool's stakes are not known.</summary>
    public Func<double, double>? WithStake { get; init; }
    public required PriceSource PricedBy { get; init; }

    /// <summary>Of the logarithm of the dividend.</summary>
    public required double Deviation { get; init; }

    /// <summary>The payout calibration; null if the pool's own price was there.</summary>
    public required PayoutFit? Fit { get; init; }
    public double Roi => Probability * Dividend - 1;

    /// <summary>Expected dividend with that stake on it.</summary>
    public double DividendWith(decimal stake) => WithStake?.Invoke((double)stake) ?? Dividend;
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
    public double ExpectedProfit => (double)UnitStake * Combinations.Sum(one => one.Probability * one.DividendWith(UnitStake) - 1);

    /// <summary>What the ticket is expected to pay if it pays, in euros.</summary>
    public double ExpectedPayout =>
        (double)UnitStake
        * Combinations.Sum(one => one.Probability * one.DividendWith(UnitStake))
        / Combinations.Sum(one => one.Probability);
}

/// <summary>What came of looking for a combined ticket.</summary>
/// <param name="Best">Null if there is none.</param>
/// <param name="Why">Null if there is one.</param>
/// <param name="Calibration">That of the ticket; without one the first that covers a combination and is not good enough; null if none covers one.</param>
internal sealed record CombinedSearch(CombinedPlan? Best, NoCombined? Why, PayoutFit? Calibration);
