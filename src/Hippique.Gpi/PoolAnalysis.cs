using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Market;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Staking;
using Hippique.Gpi.Staking.Combined;

namespace Hippique.Gpi;

/// <summary>The analysis of a race for one pool in which the user can bet; every step is kept for the account of it.</summary>
internal sealed record PoolAnalysis
{
    public required AnalysisContext Context { get; init; }
    public required PoolView Own { get; init; }
    public required MarketView Market { get; init; }
    public required RaceProbabilities Chances { get; init; }

    /// <summary>What the pool's own prices say.</summary>
    public required PoolOrders Crowd { get; init; }

    /// <summary>The first four are within a few points.</summary>
    public required bool Homogeneous { get; init; }
    public required SinglesMarket Singles { get; init; }

    /// <summary>Null if the bet is not sold.</summary>
    public required StakeLimits? Limits { get; init; }

    /// <summary>After a reduction for the day's risk, if there was one.</summary>
    public required double KellyFraction { get; init; }

    /// <summary>Chance of ruin of the day's tickets and this race's before that reduction.</summary>
    public required double DayRuin { get; init; }
    public required SinglesPlan SinglesPlan { get; init; }
    public required CombinedSearch Search { get; init; }

    /// <summary>Null if there is none or it was dropped.</summary>
    public required CombinedPlan? Combined { get; init; }
    public required IReadOnlyList<GuardVerdict> Guards { get; init; }
    public required Decision Decision { get; init; }

    /// <summary>Of the tickets that are proposed; null if there is none.</summary>
    public required Totals? Kept { get; init; }

    /// <summary>
    /// A ticket that may be bought before none; then more expected growth of the bankroll; and if neither has any, the bet that comes nearer to being one.
    /// </summary>
    public bool IsBetterThan(PoolAnalysis other)
    {
        if (Decision.Outcome != other.Decision.Outcome)
            return Decision.Outcome < other.Decision.Outcome;
        return SinglesPlan.Growth != other.SinglesPlan.Growth
            ? SinglesPlan.Growth > other.SinglesPlan.Growth
            : Singles.BestInWindow?.Roi > (other.Singles.BestInWindow?.Roi ?? double.NegativeInfinity);
    }
}
