using System.Text.Json.Serialization;
using Hippique.Gpi.Factors;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>Every step of the analysis of one race, so that a person can redo it by hand; <c>analysis_h5.json</c>.</summary>
public sealed record RaceAnalysis
{
    public int Schema { get; init; } = 1;
    public required RaceId Race { get; init; }
    public required string Rules { get; init; }

    /// <summary>SHA-256 of the rule file, lower-case hex.</summary>
    public string RulesSha256 { get; init; } = "";

    /// <summary>The model that was fitted on past races, and on which days.</summary>
    public ModelNote Model { get; init; } = ModelNote.None;
    public required string ProgramVersion { get; init; }

    /// <summary>SHA-256 of each input file by its name; empty for a race outside the user's countries, which is not looked at.</summary>
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    /// <summary>No source was asked for the race, for it is outside the user's countries.</summary>
    [JsonIgnore]
    public bool IsUnseen => Inputs.Count == 0 && Reason == GuardCode.Country;

    /// <summary>What was missing, with the starters concerned: <c>h30</c>, <c>form: 3, 7</c>.</summary>
    public IReadOnlyList<MissingInput> Missing { get; init; } = [];
    public required bool Simulated { get; init; }
    public required bool ModelledPrices { get; init; }

    /// <summary>The pool whose prices were used for tickets; null if none was in view.</summary>
    public required Pool? Pool { get; init; }

    /// <summary>The bet that was looked at: of <see cref="BetType.SimplePlace"/> and <see cref="BetType.SimpleGagnant"/> the one with the better expected growth of those that can be priced.</summary>
    public required BetType Market { get; init; }

    /// <summary>Σ 1/odds of the win market; null without a price.</summary>
    public required double? WinBook { get; init; }

    /// <summary>Σ 1/typical place price, divided by the places paid; null without place prices.</summary>
    public double? PlaceBook { get; init; }

    /// <summary>The money in the pool; null if the operator shows none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PoolsAccount? Money { get; init; }

    /// <summary>Runners of the official programme, those withdrawn later among them: places are counted on these.</summary>
    public int Declared { get; init; }
    public required int PlacesPaid { get; init; }

    /// <summary>How the market was read.</summary>
    public MarketNote MarketReading { get; init; } = MarketNote.None;

    /// <summary>The numbers of the model behind the steps; null if no price was read.</summary>
    public FormulaNote? Formulas { get; init; }

    /// <summary>The first four are close together: another threshold of expected value holds.</summary>
    public bool Homogeneous { get; init; }
    public required IReadOnlyList<RunnerAnalysis> Runners { get; init; }
    public required IReadOnlyList<GuardVerdict> Guards { get; init; }
    public required Outcome Outcome { get; init; }

    /// <summary>Code of the first guard that blocked what was left; null for <see cref="Outcome.Play"/>.</summary>
    public required GuardCode? Reason { get; init; }

    /// <summary>Everything passed but the expected value, which was above 0.</summary>
    public bool Amber { get; init; }

    /// <summary>From the bankroll to the stakes of the singles.</summary>
    public SinglesAccount Singles { get; init; } = SinglesAccount.None;

    /// <summary>The combined bet that was looked at, or why there is none.</summary>
    public CombinedAccount Combined { get; init; } = CombinedAccount.None;

    /// <summary>The starter that came nearest to being a bet, of those that the guards on singles measured; null if there is a ticket or no starter has a price at which it would be.</summary>
    public ClosestCall? Closest { get; init; }
    public required IReadOnlyList<Ticket> Tickets { get; init; }

    /// <summary>What the tickets are expected to bring together; null if there is none.</summary>
    public TicketTotals? Totals { get; init; }

    /// <summary>What the user had played and decided when this was analysed: the guards on money depend on it.</summary>
    public PlayerState Player { get; init; } = PlayerState.Empty;

    /// <summary>The guard that decided, with what it measured; null for <see cref="Outcome.Play"/>.</summary>
    public GuardVerdict? RefusedBy() => Guards.FirstOrDefault(guard => !guard.Passed && guard.Code == Reason);
}

/// <summary>One starter, step by step. Null if the input for the step is missing.</summary>
public sealed record RunnerAnalysis
{
    public required int Number { get; init; }
    public required string Horse { get; init; }
    public required double? OddsH30 { get; init; }
    public required double? OddsH5 { get; init; }

    /// <summary>Share of the win pool, <c>(1/o)/B</c>.</summary>
    public required double? MarketShare { get; init; }

    /// <summary>The market's win probability: shares raised to the fitted exponent.</summary>
    public double? MarketProbability { get; init; }

    /// <summary>What the fitted weights start from: the expected closing shares with their own exponent, if the model has one; else the market's probability.</summary>
    public double? ForecastProbability { get; init; }

    /// <summary>Second opinion on the same prices.</summary>
    public double? ShinProbability { get; init; }
    public RunnerFactors Factors { get; init; } = RunnerFactors.Missing;

    /// <summary>The figures of jockey, trainer and times that were used, each with its origin; null if nothing is known.</summary>
    public RunnerStatistics? Statistics { get; init; }

    /// <summary>With declared weights (all 1).</summary>
    public double? DeclaredProbability { get; init; }

    /// <summary>With the weights of the model.</summary>
    public double? FittedProbability { get; init; }

    /// <summary>The one of the two that the rules use for tickets.</summary>
    public required double? WinProbability { get; init; }

    /// <summary>Deviation of ln p: that of the fit, and the distance to the second opinion.</summary>
    public double? LogDeviation { get; init; }
    public required double? PlaceProbability { get; init; }

    /// <summary>To be placed, by the pool's own prices: the dividend of a place bet is expected from it if the pool shows no place prices; else null.</summary>
    public double? PoolPlaceProbability { get; init; }

    /// <summary>On its win, in euros, in the pool where tickets are bought; null if the operator does not show it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Euro? WinStake { get; init; }

    /// <summary>How it stands in the place pool where tickets are bought; null if the operator does not show it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlaceStanding? PlacePool { get; init; }

    /// <summary>Closing win odds as the model expects them, whether the horse wins or not.</summary>
    public double? PredictedClose { get; init; }

    /// <summary>The price of the bet that was looked at.</summary>
    public required double? Price { get; init; }

    /// <summary>What that price was made of; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PriceSource? PricedBy { get; init; }

    /// <summary>Predicted dividend for 1 € given that the bet wins.</summary>
    public required double? PredictedDividend { get; init; }
    public double? DividendLow { get; init; }
    public double? DividendHigh { get; init; }

    /// <summary>Expected profit per euro, <c>p · E[dividend | it wins] − 1</c>.</summary>
    public required double? ExpectedRoi { get; init; }

    /// <summary>Shrinkage k of the stake for the uncertainty of p; 0 without an edge.</summary>
    public double? Shrink { get; init; }

    /// <summary>"Jouable à partir de": the lowest price at which its single alone would have been a ticket; null if no price in the rules' window is enough.</summary>
    public required double? PlayableFrom { get; init; }

    /// <summary>They weigh nothing.</summary>
    public IReadOnlyList<RunnerLabel> Labels { get; init; } = [];
}
