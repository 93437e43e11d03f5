using System.Text.Json.Serialization;
using Hippique.Gpi.Calibration.Fitting;

namespace Hippique.Gpi.Calibration.Pools;

/// <summary>What some bets claimed and what they returned.</summary>
public sealed record PoolRow
{
    /// <summary>Lower end of the band; null: open.</summary>
    public required double? Low { get; init; }

    /// <summary>Upper end of the band; null: open.</summary>
    public required double? High { get; init; }
    public required int Bets { get; init; }
    public required int Races { get; init; }
    public required int Won { get; init; }

    /// <summary>One euro on each; null without a bet.</summary>
    public required PoolReturn? Flat { get; init; }

    /// <summary>Stakes in proportion to 1/dividend: each bet is to bring the same if it wins, and an outsider's luck weighs less.</summary>
    public required PoolReturn? ByPrice { get; init; }

    /// <summary>Bets like these, one euro on each, that would tell such a claim from none; null if nothing is claimed.</summary>
    public required double? BetsNeeded { get; init; }

    /// <summary>How many more than there are; null if nothing is claimed.</summary>
    public double? BetsMissing => BetsNeeded is { } needed ? Math.Max(0, Math.Ceiling(needed) - Bets) : null;
}

/// <summary>Profit per euro.</summary>
/// <param name="Claimed">By the prices.</param>
/// <param name="Returned">With its 95 % interval by bootstrap over days.</param>
public sealed record PoolReturn(double Claimed, MeanInterval Returned)
{
    /// <summary>With fewer, an interval says little.</summary>
    public const int FewestBets = 100;

    /// <summary>Too few bets or days for a verdict.</summary>
    [JsonIgnore]
    public bool IsShort => Returned.Days < MeanInterval.FewestDays || Returned.Count < FewestBets;

    /// <summary>What the interval shows; nothing under ten days or a hundred bets.</summary>
    public PoolVerdict Verdict =>
        IsShort ? PoolVerdict.Nothing
        : Returned.Low > 0 ? PoolVerdict.Gain
        : Returned.High < 0 ? PoolVerdict.Loss
        : PoolVerdict.Nothing;

    /// <summary>The claim lies in the interval; null where this says little.</summary>
    public bool? ClaimHolds => IsShort ? null : Claimed >= Returned.Low && Claimed <= Returned.High;
}

/// <summary>What an interval shows.</summary>
public enum PoolVerdict
{
    /// <summary>It holds zero, or says little.</summary>
    Nothing,
    Gain,
    Loss,
}
