using Hippique.Gpi.Guards;
using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>What the analysis is given: two looks at the race and what the user decided. Nothing known after the race fits in here.</summary>
public sealed record AnalysisInput
{
    /// <summary>The look at H-5; the analysis is of this race.</summary>
    public required Snapshot H5 { get; init; }

    /// <summary>The look at H-30, where there is one.</summary>
    public Snapshot? H30 { get; init; }

    /// <summary>Pools in which the user can bet; the best expected value wins.</summary>
    public required IReadOnlyList<Pool> Operators { get; init; }

    /// <summary>ISO 3166 alpha-3 codes of the countries whose races are played; empty: all.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>What the user declared to play with over the season, in euros.</summary>
    public required Euro Bankroll { get; init; }

    /// <summary>The most that one race may cost, at most 5 €.</summary>
    public required Euro BudgetPerRace { get; init; }

    /// <summary>Jockeys, trainers and times by runner, as far as they are known; of days before the race's only.</summary>
    public IReadOnlyList<RunnerStatistics> Statistics { get; init; } = [];

    /// <summary>Version of the program, without a commit.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>SHA-256 of each input file's bytes by its name (<c>snapshot_h5.json</c>), lower-case hex.</summary>
    public required IReadOnlyDictionary<string, string> InputHashes { get; init; }
}

/// <summary>The outcome of a race.</summary>
public enum Outcome
{
    /// <summary>Pastille verte: there is at least one ticket.</summary>
    Play,

    /// <summary>Rouge: a guard refused, or nothing was worth it.</summary>
    Abstain,

    /// <summary>Grise: the race could not be judged; the guard says what was missing.</summary>
    Unplayable,
}

/// <summary>Every step of the analysis of one race, so that a person can redo it by hand; <c>analysis_h5.json</c>.</summary>
public sealed record RaceAnalysis
{
    public int Schema { get; init; } = 1;
    public required RaceId Race { get; init; }
    public required string Rules { get; init; }
    public required string ProgramVersion { get; init; }
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }
    public required bool Simulated { get; init; }
    public required bool ModelledPrices { get; init; }

    /// <summary>The pool whose prices were used for tickets; null where none was in view.</summary>
    public required Pool? Pool { get; init; }

    /// <summary>The bet that was looked at: <see cref="BetType.SimplePlace"/> where the pool has place ranges, else <see cref="BetType.SimpleGagnant"/>.</summary>
    public required BetType Market { get; init; }

    /// <summary>Σ 1/odds of the win market; null without a price.</summary>
    public required double? WinBook { get; init; }
    public required int PlacesPaid { get; init; }
    public required IReadOnlyList<RunnerAnalysis> Runners { get; init; }
    public required IReadOnlyList<GuardVerdict> Guards { get; init; }
    public required Outcome Outcome { get; init; }

    /// <summary>Code of the first guard that blocked what was left; null for <see cref="Outcome.Play"/>.</summary>
    public required string? Reason { get; init; }

    /// <summary>Everything passed but the expected value, which was above 0.</summary>
    public bool Amber { get; init; }
    public required IReadOnlyList<Ticket> Tickets { get; init; }
}

/// <summary>One starter, step by step. Null where the input for the step is missing.</summary>
public sealed record RunnerAnalysis
{
    public required int Number { get; init; }
    public required string Horse { get; init; }
    public required double? OddsH30 { get; init; }
    public required double? OddsH5 { get; init; }

    /// <summary>Share of the win pool, <c>(1/o)/B</c>.</summary>
    public required double? MarketShare { get; init; }
    public required double? WinProbability { get; init; }
    public required double? PlaceProbability { get; init; }

    /// <summary>The price of the bet that was looked at.</summary>
    public required double? Price { get; init; }

    /// <summary>Predicted dividend for 1 € given that the bet wins.</summary>
    public required double? PredictedDividend { get; init; }

    /// <summary>Expected profit per euro, <c>p · E[dividend | it wins] − 1</c>.</summary>
    public required double? ExpectedRoi { get; init; }

    /// <summary>The lowest odds at which its single would have passed the ROI guard; null where it has no probability.</summary>
    public required double? PlayableFrom { get; init; }
}
