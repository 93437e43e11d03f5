using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Scheduling;

/// <summary>Every task of a programme day as it stands.</summary>
/// <param name="Date">Programme day.</param>
/// <param name="At">When it was read, by the program's clock.</param>
/// <param name="Simulated">The races are invented.</param>
/// <param name="Tasks">By due instant, then name.</param>
public sealed record DayTasks(DateOnly Date, DateTimeOffset At, bool Simulated, IReadOnlyList<DayTask> Tasks)
{
    /// <summary>The daily plan is paused; null: it is not.</summary>
    public PlanPause? PlanPaused { get; init; }
}

/// <summary>A task as it stands.</summary>
public sealed record DayTask
{
    /// <summary>Unique for good: <c>run-20251122-r1c3-h5</c>.</summary>
    public required string Name { get; init; }
    public required TaskKind Kind { get; init; }

    /// <summary>Null where the task is the whole day's.</summary>
    public RaceCode? Race { get; init; }

    /// <summary>Racecourse; null where the task is the whole day's.</summary>
    public string? Meeting { get; init; }

    /// <summary>The off from which the due instant was computed.</summary>
    public DateTimeOffset? Off { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>After this instant it is missed.</summary>
    public required DateTimeOffset GraceUntil { get; init; }
    public required DayTaskState State { get; init; }

    /// <summary>Seconds: how much later than due it was carried out, or for how long it has been due; null if it was in time or has not been due.</summary>
    public int? LateSeconds { get; init; }

    /// <summary>Why it ended as it did, or what it waits for; null where there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>When a task that was called and did not end is called again.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Who works on it.</summary>
    public string? Owner { get; init; }

    /// <summary>When its end was found.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>How a task stands.</summary>
public enum DayTaskState
{
    /// <summary>Its instant, or that of its next call, is to come.</summary>
    Waiting,

    /// <summary>It is due, and nobody works on it.</summary>
    Due,

    /// <summary>Somebody works on it.</summary>
    Running,
    Done,

    /// <summary>Carried out after its time, within its grace.</summary>
    Late,
    Missed,
    Cancelled,
    Failed,
}
