namespace Hippique.Orchestration.Tasks;

/// <summary>Carries out tasks of some kinds. It may be called again for the same task (after a kill, after <see cref="TaskOutcome.RetryLater"/>), and then goes on from what is there.</summary>
public interface ITaskHandler
{
    /// <summary>The kinds that this handler carries out; no other does.</summary>
    IReadOnlyCollection<TaskKind> Kinds { get; }

    Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken);

    /// <summary>
    /// The end that an earlier call has brought about without its being recorded (the process was killed in between); null where there is none. Asked before a task is
    /// recorded as missed: what was carried out is done.
    /// </summary>
    Task<TaskEnd?> FindEndAsync(PlannedTask task, CancellationToken cancellationToken) => Task.FromResult<TaskEnd?>(null);
}
