using Hippique.Orchestration.Tasks;

namespace Hippique.Testing.Tasks;

/// <summary>Notes what it was given and answers what the test says.</summary>
public sealed class ScriptedHandler(params TaskKind[] kinds) : ITaskHandler
{
    private readonly Kept<PlannedTask> _calls = new();

    public IReadOnlyCollection<TaskKind> Kinds => kinds;

    public IReadOnlyList<PlannedTask> Calls => _calls.All;

    /// <summary>Of a call and its number from 1.</summary>
    public Func<PlannedTask, int, CancellationToken, Task<TaskOutcome>> Answer { get; set; } =
        (_, _, _) => Task.FromResult<TaskOutcome>(new TaskOutcome.Ended(new TaskEnd.Done()));

    /// <summary>What an earlier call has left.</summary>
    public Func<PlannedTask, TaskEnd?> Found { get; set; } = _ => null;

    public Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken) =>
        Answer(task, _calls.Add(task), cancellationToken);

    public Task<TaskEnd?> FindEndAsync(PlannedTask task, CancellationToken cancellationToken) => Task.FromResult(Found(task));
}
