namespace Hippique.Orchestration.Tasks;

/// <summary>Knows what was carried out by what it left.</summary>
public interface IEndFinder
{
    /// <summary>
    /// The end that an earlier call has brought about without its being recorded (the process was killed in between, or the queue's file was lost); null where there is none.
    /// Asked before a task is recorded as missed: what was carried out is done.
    /// </summary>
    Task<TaskEnd?> FindEndAsync(PlannedTask task, CancellationToken cancellationToken);
}
