using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Settlement;

namespace Hippique.Orchestration.Calibration;

/// <summary>The outcome of one rule set on recorded races, with one choice of weights.</summary>
public sealed record OutcomeScore
{
    public required string Rules { get; init; }
    public required WeightsChoice Weights { get; init; }

    /// <summary><c>live</c>: races whose prices of H-5 were recorded; <c>modelled</c>: races whose prices of H-5 are interpolated between two others.</summary>
    public required string Prices { get; init; }
    public required int Races { get; init; }
    public required int Played { get; init; }
    public required int Abstained { get; init; }
    public required int Unplayable { get; init; }

    /// <summary>How often each guard decided, by its code.</summary>
    public required IReadOnlyDictionary<string, int> Reasons { get; init; }

    /// <summary>Legs that were settled: on the recorded dividends of their pool, else, win bets, at its closing price.</summary>
    public required int Bets { get; init; }

    /// <summary>Legs that could not be settled, by the reason; they are in no sum.</summary>
    public required IReadOnlyDictionary<UnsettledReason, int> Unsettled { get; init; }

    /// <summary>Euros.</summary>
    public required double Staked { get; init; }

    /// <summary>Profit per euro that the analysis expected; null without a bet.</summary>
    public required double? Claimed { get; init; }

    /// <summary>Profit per euro that was returned, with an interval by bootstrap over races; null without a bet.</summary>
    public required MeanInterval? Returned { get; init; }

    /// <summary>Bets that are needed to tell such a claim from zero; null without a bet.</summary>
    public required double? BetsNeeded { get; init; }

    /// <summary>The claim lies inside the interval of the returns; null under 100 bets, because the interval is then too wide.</summary>
    public bool? ClaimHolds => Bets >= 100 && Returned is { } returned ? Claimed >= returned.Low && Claimed <= returned.High : null;
}
