namespace Hippique.Orchestration.Tasks;

/// <summary>What one wake of a task came to.</summary>
public abstract record TaskRun
{
    private TaskRun() { }

    /// <summary>It has ended before, or no task has that name: nothing was done.</summary>
    public sealed record NotOpen : TaskRun;

    /// <summary>The timer was early; it is set again.</summary>
    public sealed record Early(DateTimeOffset DueAt) : TaskRun;

    /// <summary>Somebody else works on it: nothing was done.</summary>
    public sealed record Busy : TaskRun;

    /// <summary>It was carried out, its grace was over, or it had ended before; this end is the recorded one.</summary>
    public sealed record Ended(TaskEnd End) : TaskRun;

    /// <summary>It is called again; see <see cref="TaskOutcome.RetryLater"/>.</summary>
    public sealed record Again(TimeSpan After, string Why) : TaskRun;

    /// <summary>It is called again for its next part; see <see cref="TaskOutcome.GoesOn"/>.</summary>
    public sealed record GoesOn(TimeSpan After) : TaskRun;

    /// <summary>This process lost its lease while it worked (it had been stopped for long); another one carries the task out.</summary>
    public sealed record LeaseLost : TaskRun;
}
