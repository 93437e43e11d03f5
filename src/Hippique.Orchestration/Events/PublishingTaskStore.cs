using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Events;

/// <summary>
/// A store that tells what it stores: the one place where the events of tasks are born, so that no end goes untold, whoever finds it. An event is told once it is stored; what did not
/// change the store is none.
/// </summary>
public sealed class PublishingTaskStore(ITaskStore store, EventBus events) : ITaskStore
{
    public async Task<bool> AddAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        var added = await store.AddAsync(task, cancellationToken).ConfigureAwait(false);
        if (added)
            events.Publish(new HippiqueEvent.TaskPlanned(task));
        return added;
    }

    public async Task<bool> TryLeaseAsync(string name, TaskLease lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = await store.FindAsync(name, cancellationToken).ConfigureAwait(false);
        var leased = await store.TryLeaseAsync(name, lease, now, cancellationToken).ConfigureAwait(false);
        // A renewal of one's own lease is no beginning.
        if (leased && before is not null && before.Lease?.Owner != lease.Owner)
            events.Publish(new HippiqueEvent.TaskBegun(before.Task, lease.Owner));
        return leased;
    }

    public async Task<bool> TryReopenAsync(string name, TaskEnd ended, TaskLease lease, CancellationToken cancellationToken)
    {
        var reopened = await store.TryReopenAsync(name, ended, lease, cancellationToken).ConfigureAwait(false);
        if (reopened && await store.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } record)
        {
            events.Publish(new HippiqueEvent.TaskReopened(record.Task, ended));
            events.Publish(new HippiqueEvent.TaskBegun(record.Task, lease.Owner));
        }
        return reopened;
    }

    public async Task<bool> EndAsync(string name, TaskEnd end, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var ended = await store.EndAsync(name, end, at, cancellationToken).ConfigureAwait(false);
        if (ended && await store.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } record)
            events.Publish(new HippiqueEvent.TaskEnded(record.Task, end));
        return ended;
    }

    public async Task<bool> RestoreAsync(string name, TaskEnd end, DateTimeOffset endedAt, CancellationToken cancellationToken)
    {
        var reopened = await store.RestoreAsync(name, end, endedAt, cancellationToken).ConfigureAwait(false);
        if (reopened && await store.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } record)
            events.Publish(new HippiqueEvent.TaskRestored(record.Task, end));
        return reopened;
    }

    public Task<bool> PutOffAsync(string name, string owner, TaskTry next, CancellationToken cancellationToken) =>
        store.PutOffAsync(name, owner, next, cancellationToken);

    public Task ReleaseAsync(string name, string owner, CancellationToken cancellationToken) =>
        store.ReleaseAsync(name, owner, cancellationToken);

    public Task<TaskRecord?> FindAsync(string name, CancellationToken cancellationToken) => store.FindAsync(name, cancellationToken);

    public Task<IReadOnlyList<TaskRecord>> OfDayAsync(DateOnly date, CancellationToken cancellationToken) =>
        store.OfDayAsync(date, cancellationToken);

    public Task<IReadOnlyList<TaskRecord>> AllAsync(CancellationToken cancellationToken) => store.AllAsync(cancellationToken);

    public Task<IReadOnlyList<TaskRecord>> OpenAsync(CancellationToken cancellationToken) => store.OpenAsync(cancellationToken);

    public Task<int> ForgetAsync(DateOnly first, CancellationToken cancellationToken) => store.ForgetAsync(first, cancellationToken);
}
