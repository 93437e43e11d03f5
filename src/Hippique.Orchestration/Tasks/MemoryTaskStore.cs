namespace Hippique.Orchestration.Tasks;

/// <summary>Tasks kept in memory: those of a replay, which ends with its process. May be shared between threads.</summary>
public sealed class MemoryTaskStore : ITaskStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TaskRecord> _records = new(StringComparer.Ordinal);

    public Task<bool> AddAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(_records.TryAdd(task.Name, new TaskRecord { Task = task }));
    }

    public Task<TaskRecord?> FindAsync(string name, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(_records.GetValueOrDefault(name));
    }

    public Task<IReadOnlyList<TaskRecord>> OfDayAsync(DateOnly date, CancellationToken cancellationToken) =>
        Task.FromResult(Where(record => record.Task.Date == date));

    public Task<IReadOnlyList<TaskRecord>> AllAsync(CancellationToken cancellationToken) => Task.FromResult(Where(_ => true));

    public Task<IReadOnlyList<TaskRecord>> OpenAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Where(record => record.End is null));

    public Task<bool> TryLeaseAsync(string name, TaskLease lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult(
            Change(name, record => record.Lease is { } held && held.Blocks(lease.Owner, now) ? null : record with { Lease = lease })
        );

    public Task<bool> TryReopenAsync(string name, TaskEnd ended, TaskLease lease, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_records.TryGetValue(name, out var record) || record.End != ended)
                return Task.FromResult(false);
            _records[name] = record.Reopened(lease);
            return Task.FromResult(true);
        }
    }

    public Task ReleaseAsync(string name, string owner, CancellationToken cancellationToken)
    {
        Change(name, record => record.Lease?.Owner == owner ? record with { Lease = null } : null);
        return Task.CompletedTask;
    }

    public Task<bool> PutOffAsync(string name, string owner, TaskTry next, CancellationToken cancellationToken) =>
        Task.FromResult(Change(name, record => record.Lease?.Owner == owner ? record with { PutOff = next } : null));

    public Task<bool> EndAsync(string name, TaskEnd end, DateTimeOffset at, CancellationToken cancellationToken) =>
        Task.FromResult(Change(name, record => record.Ended(end, at)));

    public Task<bool> RestoreAsync(string name, TaskEnd end, DateTimeOffset endedAt, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_records.TryGetValue(name, out var record) || record.End != end || record.EndedAt != endedAt)
                return Task.FromResult(false);
            _records[name] = new TaskRecord { Task = record.Task };
            return Task.FromResult(true);
        }
    }

    public Task<int> ForgetAsync(DateOnly first, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var old = _records.Values.Where(record => record.Task.Date < first && record.End is not null).ToList();
            foreach (var record in old)
                _records.Remove(record.Task.Name);
            return Task.FromResult(old.Count);
        }
    }

    /// <summary>Of an open task; null leaves it, and false says so.</summary>
    private bool Change(string name, Func<TaskRecord, TaskRecord?> change)
    {
        lock (_gate)
        {
            if (!_records.TryGetValue(name, out var record) || record.End is not null || change(record) is not { } next)
                return false;
            _records[name] = next;
            return true;
        }
    }

    private IReadOnlyList<TaskRecord> Where(Func<TaskRecord, bool> isMeant)
    {
        lock (_gate)
            return [.. _records.Values.Where(isMeant).InOrder()];
    }
}

/// <summary>The order in which stores give tasks.</summary>
internal static class TaskOrder
{
    /// <summary>By due instant, then name.</summary>
    public static IEnumerable<TaskRecord> InOrder(this IEnumerable<TaskRecord> records) =>
        records.OrderBy(record => record.Task.DueAt).ThenBy(record => record.Task.Name, StringComparer.Ordinal);
}
