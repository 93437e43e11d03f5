using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Replay;

/// <summary>
/// The queue of a replay: hands out tasks in the order of their instants (then names), with the clock set to each, until none waits. Used by one replay, on one thread at
/// a time.
/// </summary>
public sealed class ReplayQueue(VirtualClock clock) : ITaskQueue
{
    private readonly Dictionary<string, TaskRecord> _records = new(StringComparer.Ordinal);
    private readonly PriorityQueue<PlannedTask, (DateTimeOffset At, string Name)> _waiting = new(Order);

    // The default order of strings depends on the culture.
    private static readonly IComparer<(DateTimeOffset At, string Name)> Order = Comparer<(DateTimeOffset At, string Name)>.Create(
        (one, other) => one.At != other.At ? one.At.CompareTo(other.At) : string.CompareOrdinal(one.Name, other.Name)
    );

    public Task<EnqueueOutcome> EnqueueAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        if (!_records.TryAdd(task.Name, new TaskRecord(task, null, null)))
            return Task.FromResult(EnqueueOutcome.AlreadyExists);
        _waiting.Enqueue(task, (task.DueAt, task.Name));
        return Task.FromResult(EnqueueOutcome.Created);
    }

    public Task<IReadOnlyList<TaskRecord>> ListAsync(DateOnly date, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TaskRecord>>([
            .. _records
                .Values.Where(record => record.Task.Race.Date == date)
                .OrderBy(record => record.Task.DueAt)
                .ThenBy(record => record.Task.Name, StringComparer.Ordinal),
        ]);

    public Task<bool> EndAsync(string name, TaskEnd end, CancellationToken cancellationToken)
    {
        if (!_records.TryGetValue(name, out var record) || record.End is not null)
            return Task.FromResult(false);
        _records[name] = record with { End = end, EndedAt = clock.GetUtcNow() };
        return Task.FromResult(true);
    }

    /// <summary>A replay has nobody who could resume it.</summary>
    public Task PauseAsync(CancellationToken cancellationToken) => throw new NotSupportedException("a replay is not paused");

    public Task ResumeAsync(CancellationToken cancellationToken) => throw new NotSupportedException("a replay is not paused");

    /// <summary>Carries out every task, also those that are enqueued meanwhile. Afterwards each has its one end.</summary>
    /// <param name="handler">Carries out a task.</param>
    /// <param name="ended">Told after each end.</param>
    /// <param name="cancellationToken">Stops between two tasks.</param>
    public async Task RunAsync(ITaskHandler handler, Action<TaskRecord>? ended, CancellationToken cancellationToken)
    {
        while (_waiting.TryDequeue(out var task, out var due))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_records[task.Name].End is not null)
                continue;
            clock.AdvanceTo(due.At);
            switch (await handler.RunAsync(task, cancellationToken).ConfigureAwait(false))
            {
                case TaskOutcome.Ended { End: var end }:
                    await EndAsync(task.Name, end, cancellationToken).ConfigureAwait(false);
                    ended?.Invoke(_records[task.Name]);
                    break;
                case TaskOutcome.RetryLater later:
                    _waiting.Enqueue(task, (clock.GetUtcNow() + later.After, task.Name));
                    break;
            }
        }
    }
}
