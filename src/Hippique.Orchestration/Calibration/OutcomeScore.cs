using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Settlement;

namespace Hippique.Orchestration.Calibration;

/// <summary>Whose prices a race was decided on.</summary>
public enum PriceBasis
{
    /// <summary>Prices that were in view: those of H-5 recorded, those of H-30 recorded or the reference stamped about then.</summary>
    Live,

    /// <summary>A price of one of the looks stands in for one that was not recorded; of H-5 it is taken between the reference and the close, which nobody saw then.</summary>
    Modelled,

    /// <summary>No price of H-5 at all, or no decision.</summary>
    None,
}

/// <summary>The outcome of one rule set on recorded races, with one choice of weights.</summary>
public sealed record OutcomeScore
{
    public required string Rules { get; init; }
    public required WeightsChoice Weights { get; init; }

    public required PriceBasis Prices { get; init; }
    public required int Races { get; init; }
    public required int Played { get; init; }
    public required int Abstained { get; init; }
    public required int Unplayable { get; init; }

    /// <summary>Races that the replay did not come to a decision on: not in the plan, or their phase ended without one.</summary>
    public required int Undecided { get; init; }

    /// <summary>How often each guard decided, by its code.</summary>
    public required IReadOnlyDictionary<string, int> Reasons { get; init; }

    /// <summary>Legs that were settled: on the recorded dividends of their pool, else, win bets, at its closing price.</summary>
    public required int Bets { get; init; }

    /// <summary>Legs that won, by where the dividend comes from. Legs that lost or were refunded need none.</summary>
    public required IReadOnlyDictionary<DividendBasis, int> Paid { get; init; }

    /// <summary>Legs that could not be settled, by the reason; they are in no sum.</summary>
    public required IReadOnlyDictionary<UnsettledReason, int> Unsettled { get; init; }

    /// <summary>Euros.</summary>
    public required double Staked { get; init; }

    /// <summary>Profit per euro that the analysis expected; null without a bet.</summary>
    public required double? Claimed { get; init; }

    /// <summary>Profit per euro that was returned, with an interval by bootstrap over days; null without a bet.</summary>
    public required MeanInterval? Returned { get; init; }

    /// <summary>Bets that are needed to tell such a claim from zero; null without a bet.</summary>
    public required double? BetsNeeded { get; init; }

    /// <summary>
    /// The claim lies inside the interval of the returns; null under 100 bets or <see cref="MeanInterval.FewestDays"/> days, because the interval then says little, and for prices
    /// that nobody saw.
    /// </summary>
    public bool? ClaimHolds =>
        Prices == PriceBasis.Live && Bets >= 100 && Returned is { Days: >= MeanInterval.FewestDays } returned
            ? Claimed >= returned.Low && Claimed <= returned.High
            : null;
}
