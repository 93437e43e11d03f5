namespace Hippique.Orchestration.Tasks;

/// <summary>Carries out tasks of some kinds. It may be called again for the same task (after a kill, after <see cref="TaskOutcome.RetryLater"/>), and then goes on from what is there.</summary>
public interface ITaskHandler : IEndFinder
{
    /// <summary>The kinds that this handler carries out; no other does.</summary>
    IReadOnlyCollection<TaskKind> Kinds { get; }

    Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken);

    /// <summary>The same because a person asks for it, also where the program would wait by itself.</summary>
    Task<TaskOutcome> RunAskedAsync(PlannedTask task, CancellationToken cancellationToken) => RunAsync(task, cancellationToken);

    Task<TaskEnd?> IEndFinder.FindEndAsync(PlannedTask task, CancellationToken cancellationToken) => Task.FromResult<TaskEnd?>(null);
}
