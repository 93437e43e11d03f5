using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Phases;

/// <summary>Hands each task of the queue to what carries out its kind.</summary>
public sealed class TaskRouter(PhaseRunner phases, ClosingPriceCapture close, ProgrammeRenewal programme) : ITaskHandler
{
    public Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken) =>
        task.Kind switch
        {
            TaskKind.H30 or TaskKind.H5 => phases.RunAsync(task, cancellationToken),
            TaskKind.Close => close.RunAsync(task, cancellationToken),
            TaskKind.Programme => programme.RunAsync(task, cancellationToken),
            var other => throw new InvalidOperationException($"nobody carries out a task of kind {other}"),
        };
}
