using Hippique.Racing;

namespace Hippique.Orchestration.Tasks;

/// <summary>
/// Named tasks due at an instant. A name is used once: enqueueing it again changes nothing and says so. When a task is due the queue hands it to the
/// program's <see cref="ITaskHandler"/>; the queue keeps its state, so that a task ends in exactly one, whatever dies in between.
/// </summary>
public interface ITaskQueue
{
    Task<EnqueueOutcome> EnqueueAsync(PlannedTask task, CancellationToken cancellationToken);

    /// <summary>Every task of a programme day, by due instant, then name.</summary>
    Task<IReadOnlyList<TaskRecord>> ListAsync(DateOnly date, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a task that is not going to run, or that ran outside the queue (<c>POST /run</c>). The first end counts; false where the task already had one or is not known.
    /// </summary>
    Task<bool> EndAsync(string name, TaskEnd end, CancellationToken cancellationToken);

    /// <summary>Nothing is started until <see cref="ResumeAsync"/>; what falls due meanwhile is then late or missed.</summary>
    Task PauseAsync(CancellationToken cancellationToken);

    Task ResumeAsync(CancellationToken cancellationToken);
}

/// <summary>Carries out a task that has fallen due. It may be called again for the same task (after a kill, after <see cref="TaskOutcome.RetryLater"/>).</summary>
public interface ITaskHandler
{
    Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken);
}

public enum EnqueueOutcome
{
    Created,
    AlreadyExists,
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
}

/// <summary>A unit of work with a name and an instant.</summary>
public sealed record PlannedTask
{
    /// <summary><c>run-20251016-r1c3-h30</c>; see <see cref="TaskName"/>.</summary>
    public required string Name { get; init; }
    public required RaceId Race { get; init; }
    public required TaskKind Kind { get; init; }

    /// <summary>The instant at which it is due (off − 30 min, off − 5 min; the close: off + 5 min).</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The off that the due instant was computed from.</summary>
    public required DateTimeOffset Off { get; init; }

    /// <summary>After this instant the task is missed. H-30: 15 minutes after its time; H-5: 60 seconds before the off; the close: an hour after the off.</summary>
    public required DateTimeOffset GraceUntil { get; init; }
}

/// <summary>A task and what became of it; <paramref name="End"/> is null while it waits or runs.</summary>
public sealed record TaskRecord(PlannedTask Task, TaskEnd? End, DateTimeOffset? EndedAt);

/// <summary>How a task ended: exactly one of these, once.</summary>
public abstract record TaskEnd
{
    private TaskEnd() { }

    public sealed record Done : TaskEnd;

    /// <summary>Carried out after its time, within the grace.</summary>
    public sealed record Late(int Seconds) : TaskEnd;

    public sealed record Missed(string Reason) : TaskEnd;

    /// <summary>The race was moved (the phase is in the queue again under another name) or withdrawn.</summary>
    public sealed record Cancelled(string Reason) : TaskEnd;

    public sealed record Failed(string Cause) : TaskEnd;

    /// <summary><c>done</c>, <c>late</c>, <c>missed</c>, <c>cancelled</c>, <c>failed</c>.</summary>
    public string State => GetType().Name.ToLowerInvariant();

    /// <summary>Why, where there is a why.</summary>
    public string? Detail =>
        this switch
        {
            Missed missed => missed.Reason,
            Cancelled cancelled => cancelled.Reason,
            Failed failed => failed.Cause,
            _ => null,
        };
}
