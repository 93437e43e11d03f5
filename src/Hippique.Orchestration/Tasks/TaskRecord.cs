namespace Hippique.Orchestration.Tasks;

/// <summary>A task and what has become of it so far.</summary>
public sealed record TaskRecord
{
    public required PlannedTask Task { get; init; }

    /// <summary>Who works on it; null where nobody does, and once it has ended.</summary>
    public TaskLease? Lease { get; init; }

    /// <summary>Null while it waits or runs.</summary>
    public TaskEnd? End { get; init; }

    /// <summary>When that was found; null while it waits or runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>The right to work on a task. Nobody else works on it before <paramref name="Until"/>, unless the owner gives it back.</summary>
/// <param name="Owner">The installation's name for the process; one that restarts under its own name takes its leases up again.</param>
/// <param name="Until">Its end if it is not renewed.</param>
public sealed record TaskLease(string Owner, DateTimeOffset Until)
{
    /// <summary>Whether it keeps <paramref name="owner"/> from working on the task.</summary>
    public bool Blocks(string owner, DateTimeOffset now) => Owner != owner && Until > now;
}
