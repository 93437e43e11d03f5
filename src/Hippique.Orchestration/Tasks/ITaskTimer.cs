namespace Hippique.Orchestration.Tasks;

/// <summary>
/// Wakes tasks by calling <see cref="TaskRunner.RunAsync"/> with their names. It knows nothing about their ends, and may wake late, early, twice, or a task that has ended; the
/// runner asks the store. Every implementation passes <c>TaskTimerContract</c>.
/// </summary>
public interface ITaskTimer
{
    /// <summary>Wakes the task at <paramref name="at"/>, or at once where that has passed, instead of a wake of the same name that has not come yet.</summary>
    Task WakeAsync(PlannedTask task, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Takes the wake of that name back; one that is just coming may still come. Nothing happens where there is none.</summary>
    Task CancelAsync(string name, CancellationToken cancellationToken);

    /// <summary>Names of the tasks with a wake to come; for the comparison with the store after a start.</summary>
    Task<IReadOnlySet<string>> WaitingAsync(CancellationToken cancellationToken);

    /// <summary>No wake comes until <see cref="ResumeAsync"/>; those that fall due meanwhile come then.</summary>
    Task PauseAsync(CancellationToken cancellationToken);

    Task ResumeAsync(CancellationToken cancellationToken);
}
