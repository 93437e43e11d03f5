namespace Hippique.Orchestration.Scheduling;

/// <summary>What the queue's tries to plan one day have come to so far.</summary>
public sealed record PlanTries
{
    /// <summary>Programme day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Tries in a row that failed; 0 once the plan stands.</summary>
    public int Failures { get; init; }

    /// <summary>The first of them; null if there is none.</summary>
    public DateTimeOffset? FailedSince { get; init; }

    /// <summary>When the next try comes; null if the plan stands or none comes.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>Why the last try failed, or why every source refused the last planning of a day that has a plan; null if it went well.</summary>
    public string? Why { get; init; }

    /// <summary>When a source last gave the day's programme; null: never.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>Every source answered that it does not offer the day, until noon.</summary>
    public bool NoRaces { get; init; }

    internal PlanTries Failed(string why, DateTimeOffset now, DateTimeOffset next) =>
        this with
        {
            Failures = Failures + 1,
            FailedSince = FailedSince ?? now,
            NextTry = next,
            Why = why,
            NoRaces = false,
        };

    internal PlanTries Stands(DateTimeOffset now) => new() { Date = Date, PlannedAt = now };

    /// <summary>The plan that was made before stays, since every source refused.</summary>
    internal PlanTries Kept(string why) =>
        new()
        {
            Date = Date,
            PlannedAt = PlannedAt,
            Why = why,
        };

    internal PlanTries Over(string why, bool noRaces) => this with { NextTry = null, Why = why, NoRaces = noRaces };
}
