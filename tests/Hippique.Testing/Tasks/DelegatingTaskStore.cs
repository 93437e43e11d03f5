using Hippique.Orchestration.Tasks;

namespace Hippique.Testing.Tasks;

/// <summary>A store in memory of which a test changes single calls.</summary>
public abstract class DelegatingTaskStore : ITaskStore
{
    protected MemoryTaskStore Inner { get; } = new();

    public virtual Task<bool> AddAsync(PlannedTask task, CancellationToken cancellationToken) => Inner.AddAsync(task, cancellationToken);

    public virtual Task<TaskRecord?> FindAsync(string name, CancellationToken cancellationToken) =>
        Inner.FindAsync(name, cancellationToken);

    public virtual Task<IReadOnlyList<TaskRecord>> OfDayAsync(DateOnly date, CancellationToken cancellationToken) =>
        Inner.OfDayAsync(date, cancellationToken);

    public virtual Task<IReadOnlyList<TaskRecord>> AllAsync(CancellationToken cancellationToken) => Inner.AllAsync(cancellationToken);

    public virtual Task<IReadOnlyList<TaskRecord>> OpenAsync(CancellationToken cancellationToken) => Inner.OpenAsync(cancellationToken);

    public virtual Task<bool> TryLeaseAsync(string name, TaskLease lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        Inner.TryLeaseAsync(name, lease, now, cancellationToken);

    public virtual Task<bool> TryReopenAsync(string name, TaskEnd ended, TaskLease lease, CancellationToken cancellationToken) =>
        Inner.TryReopenAsync(name, ended, lease, cancellationToken);

    public virtual Task ReleaseAsync(string name, string owner, CancellationToken cancellationToken) =>
        Inner.ReleaseAsync(name, owner, cancellationToken);

    public virtual Task<bool> PutOffAsync(string name, string owner, TaskTry next, CancellationToken cancellationToken) =>
        Inner.PutOffAsync(name, owner, next, cancellationToken);

    public virtual Task<bool> EndAsync(string name, TaskEnd end, DateTimeOffset at, CancellationToken cancellationToken) =>
        Inner.EndAsync(name, end, at, cancellationToken);

    public virtual Task<bool> RestoreAsync(string name, TaskEnd end, DateTimeOffset endedAt, CancellationToken cancellationToken) =>
        Inner.RestoreAsync(name, end, endedAt, cancellationToken);

    public virtual Task<int> ForgetAsync(DateOnly first, CancellationToken cancellationToken) =>
        Inner.ForgetAsync(first, cancellationToken);
}
