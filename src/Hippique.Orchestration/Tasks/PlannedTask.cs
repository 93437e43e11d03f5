using Hippique.Racing;

namespace Hippique.Orchestration.Tasks;

/// <summary>A unit of work with a name and an instant. It belongs to a programme day, and to a race only if its kind does.</summary>
public sealed record PlannedTask
{
    /// <summary>Unique for good, and with the programme day in it: <c>run-20251016-r1c3-h30</c>; see <see cref="TaskName"/>.</summary>
    public required string Name { get; init; }
    public required TaskKind Kind { get; init; }

    /// <summary>The programme day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Null where the task is the whole day's.</summary>
    public RaceId? Race { get; init; }

    /// <summary>The off that the due instant was computed from; null where it was computed from none.</summary>
    public DateTimeOffset? Off { get; init; }

    /// <summary>The instant at which it is due (off − 30 min, off − 5 min; the close: off + 5 min).</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>After this instant the task is missed. H-30: 15 minutes after its time; H-5: 60 seconds before the off; the close: an hour after the off.</summary>
    public required DateTimeOffset GraceUntil { get; init; }

    /// <summary>Who wakes it, where there is a choice.</summary>
    public WakeMode WakeBy { get; init; }

    /// <summary>Of a task that belongs to a race.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public RaceId RaceOrThrow => Race ?? throw new InvalidOperationException($"{Name} belongs to no race");

    /// <inheritdoc cref="RaceOrThrow"/>
    public DateTimeOffset OffOrThrow => Off ?? throw new InvalidOperationException($"{Name} was computed from no off");
}

/// <summary>What kind of work a task is.</summary>
public enum TaskKind
{
    H30,
    H5,

    /// <summary>A look at the last prices, five minutes after the off; no phase, since nothing is decided on it.</summary>
    Close,

    /// <summary>The day's programme once more, a minute before the looks that rest on it; no phase either.</summary>
    Programme,

    /// <summary>The day planned and scheduled.</summary>
    Plan,

    /// <summary>The early races of tomorrow planned and scheduled.</summary>
    EarlyPlan,

    /// <summary>A day that has a plan, planned and scheduled again: every 30 minutes until the last off.</summary>
    Replan,

    /// <summary>Results of the days before, missing ones and those that may have changed; with the plan of the day.</summary>
    Results,

    /// <summary>Missing results of the days before; with the plan of the evening before.</summary>
    EarlyResults,

    /// <summary>The result of one race, asked for at hours after its off until its tickets are settled.</summary>
    Result,

    /// <summary>Published figures of the day's races, part by part.</summary>
    Figures,

    /// <summary>What is older than it is kept.</summary>
    Clearing,

    /// <summary>A message to one receiver.</summary>
    News,
}

/// <summary>Questions about kinds.</summary>
public static class TaskKinds
{
    /// <summary>One of the two looks on which a race is decided.</summary>
    public static bool IsPhase(this TaskKind kind) => kind is TaskKind.H30 or TaskKind.H5;

    /// <summary>It is called at hours of its own, and a restart brings none of them forward; other tasks that wait to be tried again are tried at once.</summary>
    public static bool KeepsItsHours(this TaskKind kind) => kind == TaskKind.Result;

    /// <summary>Seconds matter to it: what it looks at changes, or others rest on it.</summary>
    public static bool IsPunctual(this TaskKind kind) =>
        kind is TaskKind.H30 or TaskKind.H5 or TaskKind.Close or TaskKind.Programme or TaskKind.Plan or TaskKind.EarlyPlan;

    /// <exception cref="ArgumentException">It is none.</exception>
    public static Phase ToPhase(this TaskKind kind) =>
        kind switch
        {
            TaskKind.H30 => Phase.H30,
            TaskKind.H5 => Phase.H5,
            _ => throw new ArgumentException($"a task of kind {kind} is no phase", nameof(kind)),
        };

    public static TaskKind ToTask(this Phase phase) => phase == Phase.H30 ? TaskKind.H30 : TaskKind.H5;
}
