namespace Hippique.Orchestration.Tasks;

/// <summary>What one call of a handler came to: the task has ended, or the queue hands it out again a little later.</summary>
public abstract record TaskOutcome
{
    private TaskOutcome() { }

    /// <summary>The queue records this end.</summary>
    public sealed record Ended(TaskEnd End) : TaskOutcome;

    /// <summary>
    /// A source could not be asked now, and the grace has not run out: the queue calls again after <paramref name="After"/> on its own clock. The handler has
    /// already made sure that this is before the end of the grace; once it is not, the handler ends the task as missed.
    /// </summary>
    public sealed record RetryLater(TimeSpan After, string Why) : TaskOutcome;
}
