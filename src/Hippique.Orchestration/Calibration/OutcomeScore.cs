using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Settlement;

namespace Hippique.Orchestration.Calibration;

/// <summary>What one rule set did on recorded races, with one choice of weights.</summary>
public sealed record OutcomeScore
{
    public required string Rules { get; init; }
    public required WeightsChoice Weights { get; init; }

    /// <summary><c>live</c>: races whose prices of H-5 were really seen; <c>modelled</c>: those whose prices of H-5 stand between two others and were seen by nobody.</summary>
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

    /// <summary>Profit per euro that came back, races drawn again and again; null without a bet.</summary>
    public required MeanInterval? Returned { get; init; }

    /// <summary>Bets that are needed until such a claim is told from none; null without a bet.</summary>
    public required double? BetsNeeded { get; init; }

    /// <summary>The claim lies inside the interval of what came back; null under 100 bets, where the interval says little.</summary>
    public bool? ClaimHolds => Bets >= 100 && Returned is { } returned ? Claimed >= returned.Low && Claimed <= returned.High : null;
}
