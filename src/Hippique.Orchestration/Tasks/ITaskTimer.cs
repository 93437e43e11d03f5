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

    /// <summary>The tasks with a wake to come, and its instant; for the comparison with the store.</summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> WaitingAsync(CancellationToken cancellationToken);

    /// <summary>No wake comes until <see cref="ResumeAsync"/>; those that fall due meanwhile come then.</summary>
    Task PauseAsync(CancellationToken cancellationToken);

    Task ResumeAsync(CancellationToken cancellationToken);

    /// <summary>Whether it is paused, also by an earlier process.</summary>
    Task<bool> IsPausedAsync(CancellationToken cancellationToken);
}
