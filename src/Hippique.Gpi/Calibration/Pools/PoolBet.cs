using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Pools;

/// <summary>One euro on one bet, as it could have been bought.</summary>
public readonly record struct PoolBet
{
    public required RaceId Race { get; init; }

    /// <summary>To win, by the win pool.</summary>
    public required double Probability { get; init; }

    /// <summary>Expected, given that the bet wins.</summary>
    public required double Dividend { get; init; }

    /// <summary>What it returned: the official dividend, or 0.</summary>
    public required double Paid { get; init; }

    /// <summary>Of the pool's money on what is listed.</summary>
    public required double Share { get; init; }

    /// <summary>Share of the place pool to the share that the win pool implies; null if that is not known.</summary>
    public required double? Ratio { get; init; }

    /// <summary>Return that was claimed.</summary>
    public double Expected => Probability * Dividend;

    /// <summary>EV: <c>p · E[dividend | it wins] − 1</c>.</summary>
    public double Claimed => Expected - 1;
}

/// <summary>An official dividend beside that which the stakes come to.</summary>
/// <param name="Places">How many are paid.</param>
/// <param name="Computed">From the stakes.</param>
/// <param name="Official">As it was paid.</param>
public readonly record struct DividendPair(int Places, double Computed, double Official);

/// <summary>What one race says.</summary>
/// <param name="Race">The race, its pool and the moment.</param>
/// <param name="Gap">Why it says nothing; null if it says something.</param>
/// <param name="Bets">Empty with a gap.</param>
/// <param name="Dividends">Of the last stakes only.</param>
public sealed record JudgedPool(PoolRace Race, PoolGap? Gap, IReadOnlyList<PoolBet> Bets, IReadOnlyList<DividendPair> Dividends)
{
    /// <summary>Which bets.</summary>
    public BetType Bet { get; init; } = BetType.SimplePlace;

    public static JudgedPool Without(PoolRace race, PoolGap gap) => new(race, gap, [], []);
}
