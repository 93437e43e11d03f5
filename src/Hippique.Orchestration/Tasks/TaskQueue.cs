namespace Hippique.Orchestration.Tasks;

/// <summary>Store and timer together, for those who plan, move and cancel tasks: what is in the store has a wake, what has ended has none.</summary>
public sealed class TaskQueue(ITaskStore store, ITaskTimer timer, TimeProvider clock, TaskTrace? trace = null)
{
    /// <summary>
    /// False where the name is already used. A kill between its two steps leaves a task without a wake; <see cref="TaskRecovery"/> gives it one. A task past its grace
    /// gets none and only waits for its end.
    /// </summary>
    public async Task<bool> AddAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        if (!await store.AddAsync(task, cancellationToken).ConfigureAwait(false))
            return false;
        trace?.Queued(task);
        if (clock.GetUtcNow() <= task.GraceUntil)
            await timer.WakeAsync(task, task.DueAt, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Without a wake: whoever adds it carries it out at once. A kill before that leaves it to <see cref="TaskRecovery"/>.</summary>
    internal Task<bool> AddForNowAsync(PlannedTask task, CancellationToken cancellationToken) => store.AddAsync(task, cancellationToken);

    /// <summary>Ends a task that is not going to run. The first end counts: false where it already has one or is not known.</summary>
    public async Task<bool> EndAsync(string name, TaskEnd end, CancellationToken cancellationToken)
    {
        var ended = await store.EndAsync(name, end, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        if (ended)
            await timer.CancelAsync(name, cancellationToken).ConfigureAwait(false);
        return ended;
    }

    /// <summary>
    /// Opens the tasks of these again that a clock gave up too soon (see <see cref="TaskRecord.WasGivenUpTooSoon"/>), each with a wake at its time; how many.
    /// </summary>
    public async Task<int> RestoreAsync(IEnumerable<TaskRecord> records, CancellationToken cancellationToken)
    {
        var reopened = 0;
        var now = clock.GetUtcNow();
        foreach (var record in records.Where(record => record.WasGivenUpTooSoon(now)))
        {
            var task = record.Task;
            if (!await store.RestoreAsync(task.Name, record.End!, record.EndedAt!.Value, cancellationToken).ConfigureAwait(false))
                continue;
            await timer.WakeAsync(task, task.DueAt, cancellationToken).ConfigureAwait(false);
            reopened++;
        }
        return reopened;
    }

    /// <summary>Wakes a task again that was called and has not ended; noted in the store, so that a kill does not bring the call forward.</summary>
    internal async Task PutOffAsync(PlannedTask task, string owner, TaskTry next, CancellationToken cancellationToken)
    {
        await store.PutOffAsync(task.Name, owner, next, cancellationToken).ConfigureAwait(false);
        await timer.WakeAsync(task, next.Next, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Wakes a task that is open at another instant than its own: once more, or not before somebody else's lease ends.</summary>
    internal Task WakeAsync(PlannedTask task, DateTimeOffset at, CancellationToken cancellationToken) =>
        timer.WakeAsync(task, at, cancellationToken);

    /// <inheritdoc cref="ITaskStore.FindAsync"/>
    public Task<TaskRecord?> FindAsync(string name, CancellationToken cancellationToken) => store.FindAsync(name, cancellationToken);

    /// <inheritdoc cref="ITaskStore.OfDayAsync"/>
    public Task<IReadOnlyList<TaskRecord>> OfDayAsync(DateOnly date, CancellationToken cancellationToken) =>
        store.OfDayAsync(date, cancellationToken);
}
