using Hippique.Racing;

namespace Hippique.Gpi.Inputs;

/// <summary>What the analysis is given: two looks at the race and what the user decided. Nothing known after the race fits in here.</summary>
public sealed record AnalysisInput
{
    /// <summary>The look at H-5; the analysis is of this race.</summary>
    public required Snapshot H5 { get; init; }

    /// <summary>The look at H-30, if there is one.</summary>
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

    /// <summary>What the user has played and decided so far.</summary>
    public PlayerState Player { get; init; } = PlayerState.Empty;

    /// <summary>Version of the program, without a commit.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>SHA-256 of each input file's bytes by its name (<c>snapshot_h5.json</c>), lower-case hex.</summary>
    public required IReadOnlyDictionary<string, string> InputHashes { get; init; }
}
