namespace Hippique.Orchestration.Tasks;

/// <summary>A task and what has become of it so far.</summary>
public sealed record TaskRecord
{
    public required PlannedTask Task { get; init; }

    /// <summary>Who works on it; null where nobody does, and once it has ended.</summary>
    public TaskLease? Lease { get; init; }

    /// <summary>When it is called again, if it was called and did not end; null once it has.</summary>
    public TaskTry? PutOff { get; init; }

    /// <summary>Null while it waits or runs.</summary>
    public TaskEnd? End { get; init; }

    /// <summary>When that was found, by the clock of the process that found it; null while it waits or runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>With its end, in nobody's hands.</summary>
    internal TaskRecord Ended(TaskEnd end, DateTimeOffset at) => this with { Lease = null, PutOff = null, End = end, EndedAt = at };

    /// <summary>Without its end, in the hands of whoever takes it up again.</summary>
    internal TaskRecord Reopened(TaskLease lease) => this with { Lease = lease, PutOff = null, End = null, EndedAt = null };

    /// <summary>It is open, was carried out, cannot be any more or is not wanted. What was cancelled otherwise leaves its phase to another task.</summary>
    public bool Stands => End is not TaskEnd.Cancelled || End == TaskEnd.Cancelled.ByPerson;

    /// <summary>
    /// The clock was ahead when the end was recorded, and has been put back: the task was given up, at a moment that lies after its grace or is still to come, while by
    /// <paramref name="now"/> it can be carried out.
    /// </summary>
    public bool WasGivenUpTooSoon(DateTimeOffset now) =>
        End is TaskEnd.Missed or TaskEnd.Failed
        && now <= Task.GraceUntil
        && EndedAt is { } ended
        && (ended > Task.GraceUntil || ended > now + ClockWatch.Tolerance);
}

/// <summary>The right to work on a task. Nobody else works on it before <paramref name="Until"/>, unless the owner gives it back.</summary>
/// <param name="Owner">The installation's name for the process; one that restarts under its own name takes its leases up again.</param>
/// <param name="Until">Its end if it is not renewed.</param>
public sealed record TaskLease(string Owner, DateTimeOffset Until)
{
    /// <summary>Nobody takes a lease for longer. One that seems to hold longer was taken by a clock that was ahead; a live owner renews it by the right one before long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Whether it keeps <paramref name="owner"/> from working on the task.</summary>
    public bool Blocks(string owner, DateTimeOffset now) => Owner != owner && Until > now && Until <= now + Longest;
}
