using Hippique.Racing;

namespace Hippique.Orchestration.Settings;

/// <summary>What the user decided about playing, as far as a phase needs it.</summary>
public sealed record PhaseSettings
{
    /// <summary>Pools in which the user can bet (<c>OPERATORS</c>). Empty: those that the snapshot shows, which is what a replay of recorded races means by it.</summary>
    public required IReadOnlyList<Pool> Operators { get; init; }

    /// <summary>ISO 3166 alpha-3 codes (<c>COUNTRIES</c>); empty: all.</summary>
    public required IReadOnlyList<string> Countries { get; init; }
    public required Euro Bankroll { get; init; }
    public required Euro BudgetPerRace { get; init; }

    /// <summary>The most that the tickets of a programme day may cost (<c>DAILY_LIMIT</c>); null: no limit.</summary>
    public Euro? DailyLimit { get; init; }

    /// <summary>The most that those of seven programme days may cost (<c>WEEKLY_LIMIT</c>); null: no limit.</summary>
    public Euro? WeeklyLimit { get; init; }

    /// <summary>The most that the tickets of a programme day may lose (<c>DAILY_LOSS_LIMIT</c>); null: no limit.</summary>
    public Euro? DailyLossLimit { get; init; }

    /// <summary>The most that those of seven programme days may lose (<c>WEEKLY_LOSS_LIMIT</c>); null: no limit.</summary>
    public Euro? WeeklyLossLimit { get; init; }

    /// <summary>No combined bets for now (<c>EXOTICS_PAUSED</c>).</summary>
    public bool ExoticsPaused { get; init; }

    /// <summary>Version of the program, without a commit.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>The user's own analysis; null: the built-in one.</summary>
    public ModuleSettings? Module { get; init; }

    /// <summary>The races are invented; every artifact says so.</summary>
    public bool Simulated { get; init; }

    /// <summary>The day is a recorded one that is rehearsed; null: it is run now. What is kept is the same: the artifacts of a rehearsal are those of the day.</summary>
    public RehearsalMark? Rehearsal { get; init; }
}
