namespace Hippique.Orchestration.Tasks;

/// <summary>What one call of a handler came to: the task has ended, or it is called again a little later.</summary>
public abstract record TaskOutcome
{
    private TaskOutcome() { }

    /// <summary>The runner records this end as it is.</summary>
    public sealed record Ended(TaskEnd End) : TaskOutcome;

    /// <summary>A source could not be asked now: the handler is called again after <paramref name="After"/>, if that is within the grace; else the task is missed.</summary>
    public sealed record RetryLater(TimeSpan After, string Why) : TaskOutcome
    {
        /// <summary>The wait is part of the work, or whoever asks for it has logged why.</summary>
        public bool IsUsual { get; init; }
    }

    /// <summary>A part of the work is done, and the handler is called again after <paramref name="After"/> for the next; what is not done when the grace ends is left.</summary>
    /// <param name="After">From now.</param>
    /// <param name="Why">What it waits for, for a person who looks at the day; null: nothing but its turn.</param>
    public sealed record GoesOn(TimeSpan After, string? Why = null) : TaskOutcome;
}

/// <summary>The work of a task that is carried out on request.</summary>
/// <param name="task">The task.</param>
/// <param name="cancellationToken">Ends the work.</param>
public delegate Task<TaskOutcome> TaskWork(PlannedTask task, CancellationToken cancellationToken);
