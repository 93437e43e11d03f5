namespace Hippique.Orchestration.Tasks;

/// <summary>
/// The truth about tasks: their names, instants, leases and ends. A name is used once; an end stands, unless somebody takes up again what had failed, or a clock that was wrong
/// has brought it about. Several processes may share a store: each call is one
/// step that the others see whole or not at all. Every implementation passes <c>TaskStoreContract</c>.
/// </summary>
public interface ITaskStore
{
    /// <summary>False where the name is already used; the task that has it stays as it is.</summary>
    Task<bool> AddAsync(PlannedTask task, CancellationToken cancellationToken);

    /// <summary>Null where no task has that name.</summary>
    Task<TaskRecord?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The tasks of one programme day, by due instant, then name.</summary>
    Task<IReadOnlyList<TaskRecord>> OfDayAsync(DateOnly date, CancellationToken cancellationToken);

    /// <summary>Every task of all days, by due instant, then name.</summary>
    Task<IReadOnlyList<TaskRecord>> AllAsync(CancellationToken cancellationToken);

    /// <summary>Every task without an end, of all days, by due instant, then name.</summary>
    Task<IReadOnlyList<TaskRecord>> OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes the lease for <see cref="TaskLease.Owner"/>, or renews it. False where the task has ended or is not known, or where the lease of another owner is not over at
    /// <paramref name="now"/>.
    /// </summary>
    Task<bool> TryLeaseAsync(string name, TaskLease lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Opens again a task that ended as <paramref name="ended"/> and takes its lease, in one step: whoever carries out anew what had failed. False where the task has another
    /// end, has none or is not known.
    /// </summary>
    Task<bool> TryReopenAsync(string name, TaskEnd ended, TaskLease lease, CancellationToken cancellationToken);

    /// <summary>Gives the lease back, if <paramref name="owner"/> has it.</summary>
    Task ReleaseAsync(string name, string owner, CancellationToken cancellationToken);

    /// <summary>Notes when an open task is called again, and why it did not end. False where <paramref name="owner"/> does not have its lease, or the task has ended.</summary>
    Task<bool> PutOffAsync(string name, string owner, TaskTry next, CancellationToken cancellationToken);

    /// <summary>Ends the task, and its lease with it. The first end counts: false where it already has one or is not known.</summary>
    Task<bool> EndAsync(string name, TaskEnd end, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a task again that was ended by mistake: see <see cref="TaskRecord.WasGivenUpTooSoon"/>. False where it has another end than <paramref name="end"/>, found at
    /// <paramref name="endedAt"/>: somebody else was faster.
    /// </summary>
    Task<bool> RestoreAsync(string name, TaskEnd end, DateTimeOffset endedAt, CancellationToken cancellationToken);

    /// <summary>Forgets the tasks of programme days before <paramref name="first"/> that have ended; how many.</summary>
    Task<int> ForgetAsync(DateOnly first, CancellationToken cancellationToken);
}
