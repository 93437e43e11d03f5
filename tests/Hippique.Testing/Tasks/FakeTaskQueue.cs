using Hippique.Orchestration.Tasks;

namespace Hippique.Testing.Tasks;

/// <summary>A queue that keeps names and ends as a real one does, and starts nothing by itself.</summary>
public sealed class FakeTaskQueue : ITaskQueue
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TaskRecord> _tasks = [];

    public bool Paused { get; private set; }

    public Task<EnqueueOutcome> EnqueueAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var created = _tasks.TryAdd(task.Name, new TaskRecord(task, null, null));
            return Task.FromResult(created ? EnqueueOutcome.Created : EnqueueOutcome.AlreadyExists);
        }
    }

    public Task<IReadOnlyList<TaskRecord>> ListAsync(DateOnly date, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            IReadOnlyList<TaskRecord> tasks =
            [
                .. _tasks
                    .Values.Where(record => record.Task.Race.Date == date)
                    .OrderBy(record => record.Task.DueAt)
                    .ThenBy(record => record.Task.Name, StringComparer.Ordinal),
            ];
            return Task.FromResult(tasks);
        }
    }

    public Task<bool> EndAsync(string name, TaskEnd end, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_tasks.TryGetValue(name, out var record) || record.End is not null)
                return Task.FromResult(false);
            _tasks[name] = record with { End = end };
            return Task.FromResult(true);
        }
    }

    public Task PauseAsync(CancellationToken cancellationToken)
    {
        Paused = true;
        return Task.CompletedTask;
    }

    public Task ResumeAsync(CancellationToken cancellationToken)
    {
        Paused = false;
        return Task.CompletedTask;
    }
}
