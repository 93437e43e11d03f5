using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;

namespace Hippique.Orchestration.Health;

/// <summary>How the plan of a day is.</summary>
public enum PlanState
{
    /// <summary>The day has a plan.</summary>
    Stands,

    /// <summary>Every source answered that it does not offer the day, also at noon.</summary>
    NoRaces,

    /// <summary>Planning failed, and is tried again.</summary>
    Failing,

    /// <summary>Nobody has planned the day yet.</summary>
    Missing,

    /// <summary>The day has no plan, and makes none by itself: a person has paused the daily plan.</summary>
    Paused,
}

/// <summary>The plan of a day, for <c>/ready</c>, <c>doctor</c> and metrics.</summary>
public sealed record PlanHealth
{
    /// <summary>Programme day.</summary>
    public required DateOnly Date { get; init; }
    public required PlanState State { get; init; }

    /// <summary>Races of the plan; 0 without one.</summary>
    public int Races { get; init; }

    /// <summary>When a source last gave the day's programme to the queue; null: not known.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>Tries in a row that failed.</summary>
    public int Failures { get; init; }
    public DateTimeOffset? FailedSince { get; init; }
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>Why the last try failed, also of a day whose earlier plan stands; null if it went well.</summary>
    public string? Why { get; init; }

    /// <summary>The daily plan is paused, also of a day whose plan stands; null: it is not.</summary>
    public PlanPause? Paused { get; init; }

    internal static PlanHealth Of(PlanTries tries, DayPlan? plan, PlanPause? pause) =>
        new()
        {
            Date = tries.Date,
            State =
                plan is not null ? PlanState.Stands
                : tries.NoRaces ? PlanState.NoRaces
                : pause is not null ? PlanState.Paused
                : tries.Failures > 0 ? PlanState.Failing
                : PlanState.Missing,
            Races = plan?.Races.Count ?? 0,
            PlannedAt = tries.PlannedAt,
            // Somebody else has planned the day since.
            Failures = plan is null ? tries.Failures : 0,
            FailedSince = plan is null ? tries.FailedSince : null,
            NextTry = plan is null && pause is null ? tries.NextTry : null,
            Why = plan is null || tries.Failures == 0 ? tries.Why : null,
            Paused = pause,
        };
}
