using System.Globalization;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Orchestration.Tasks;

/// <summary>
/// Tasks as objects with preconditions, on a disk or in a bucket: one object a task, <c>tasks/2025-11-22/run-20251122-r1c3-h5.json</c>, and an empty one under
/// <c>tasks/open/</c> while it is open, so that the open ones are found without reading those of a year. The first is the truth.
/// </summary>
public sealed class ObjectTaskStore(IArtifactStore objects) : ITaskStore
{
    private const string Folder = "tasks/";
    private const string OpenFolder = Folder + "open/";

    public async Task<bool> AddAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        if (PathOf(task.Name) is null || TaskName.DateOf(task.Name) != task.Date)
            throw new ArgumentException($"{task.Name} does not carry its programme day, {task.Date:yyyy-MM-dd}", nameof(task));
        var added = await PutAsync(task, cancellationToken).ConfigureAwait(false);
        // Also where the task was there: whoever added it may have been killed before this line. A mark too many is taken away when the open tasks are next listed.
        if (added || await FindAsync(task.Name, cancellationToken).ConfigureAwait(false) is { End: null })
            await objects.PutIfAbsentAsync(OpenFolder + task.Name, default, cancellationToken).ConfigureAwait(false);
        return added;
    }

    public async Task<TaskRecord?> FindAsync(string name, CancellationToken cancellationToken) =>
        PathOf(name) is { } path && await objects.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there
            ? StoredTask.Read(path, there)
            : null;

    public async Task<IReadOnlyList<TaskRecord>> OfDayAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var stored = await objects.ReadAllAsync(FolderOf(date), cancellationToken).ConfigureAwait(false);
        return [.. stored.Select(there => StoredTask.Read(there.Path, there.Artifact)).InOrder()];
    }

    public async Task<IReadOnlyList<TaskRecord>> AllAsync(CancellationToken cancellationToken)
    {
        var all = new List<TaskRecord>();
        foreach (var date in await DaysAsync(cancellationToken).ConfigureAwait(false))
            all.AddRange(await OfDayAsync(date, cancellationToken).ConfigureAwait(false));
        return [.. all.InOrder()];
    }

    public async Task<IReadOnlyList<TaskRecord>> OpenAsync(CancellationToken cancellationToken)
    {
        var marks = await objects.ListAsync(OpenFolder, cancellationToken).ConfigureAwait(false);
        var names = marks.Select(mark => mark[OpenFolder.Length..]).ToList();
        // A day at once, since a store may know it already; a task after the other would be a request each.
        var days = new Dictionary<string, Artifact>(StringComparer.Ordinal);
        foreach (
            var folder in names.Where(name => PathOf(name) is not null).Select(name => FolderOf(TaskName.DateOf(name)!.Value)).Distinct()
        )
        {
            foreach (var there in await objects.ReadAllAsync(folder, cancellationToken).ConfigureAwait(false))
                days[there.Path] = there.Artifact;
        }
        var open = new List<TaskRecord>();
        foreach (var name in names)
        {
            var found =
                PathOf(name) is { } path && days.TryGetValue(path, out var there) && StoredTask.Read(path, there) is { End: null } record
                    ? record
                    : await WithoutMarkAsync(name, cancellationToken).ConfigureAwait(false);
            if (found is not null)
                open.Add(found);
        }
        return [.. open.InOrder()];
    }

    /// <summary>Takes the mark of a task away that was seen ended. The task itself if it was opened again meanwhile; its mark then stays.</summary>
    private async Task<TaskRecord?> WithoutMarkAsync(string name, CancellationToken cancellationToken)
    {
        if (await OpenAsync(name, cancellationToken).ConfigureAwait(false) is { } opened)
            return opened;
        await objects.DeleteAsync(OpenFolder + name, cancellationToken).ConfigureAwait(false);
        // Whoever opened it in between found a mark that is now gone.
        if (await OpenAsync(name, cancellationToken).ConfigureAwait(false) is not { } late)
            return null;
        await objects.PutIfAbsentAsync(OpenFolder + name, default, cancellationToken).ConfigureAwait(false);
        return late;
    }

    /// <summary>Null if it has ended or is not known.</summary>
    private async Task<TaskRecord?> OpenAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken).ConfigureAwait(false) is { End: null } record ? record : null;

    public Task<bool> TryLeaseAsync(string name, TaskLease lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(
            name,
            record => record.Lease is { } held && held.Blocks(lease.Owner, now) ? null : record with { Lease = lease },
            cancellationToken
        );

    public async Task<bool> TryReopenAsync(string name, TaskEnd ended, TaskLease lease, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is not { End: { } end } || end != ended)
            return false;
        // Before, so that a kill leaves no open task without a mark; and after, since a listing in between takes the mark away.
        await objects.PutIfAbsentAsync(OpenFolder + name, default, cancellationToken).ConfigureAwait(false);
        var reopened = await UpdateAsync(name, record => record.End == ended ? record.Reopened(lease) : null, cancellationToken)
            .ConfigureAwait(false);
        if (reopened)
            await objects.PutIfAbsentAsync(OpenFolder + name, default, cancellationToken).ConfigureAwait(false);
        return reopened;
    }

    public Task ReleaseAsync(string name, string owner, CancellationToken cancellationToken) =>
        ChangeAsync(name, record => record.Lease?.Owner == owner ? record with { Lease = null } : null, cancellationToken);

    public Task<bool> PutOffAsync(string name, string owner, TaskTry next, CancellationToken cancellationToken) =>
        ChangeAsync(name, record => record.Lease?.Owner == owner ? record with { PutOff = next } : null, cancellationToken);

    public async Task<bool> EndAsync(string name, TaskEnd end, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var ended = await ChangeAsync(name, record => record.Ended(end, at), cancellationToken).ConfigureAwait(false);
        if (ended)
            await objects.DeleteAsync(OpenFolder + name, cancellationToken).ConfigureAwait(false);
        return ended;
    }

    public async Task<bool> RestoreAsync(string name, TaskEnd end, DateTimeOffset endedAt, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } there || !IsMeant(there))
            return false;
        // Before the task, so that a kill in between leaves a mark too many; and after it, in case the open tasks were listed in between.
        await objects.PutIfAbsentAsync(OpenFolder + name, default, cancellationToken).ConfigureAwait(false);
        var reopened = await UpdateAsync(name, record => IsMeant(record) ? new TaskRecord { Task = record.Task } : null, cancellationToken)
            .ConfigureAwait(false);
        await objects.PutIfAbsentAsync(OpenFolder + name, default, cancellationToken).ConfigureAwait(false);
        return reopened;

        bool IsMeant(TaskRecord record) => record.End == end && record.EndedAt == endedAt;
    }

    public async Task<int> ForgetAsync(DateOnly first, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        foreach (var date in (await DaysAsync(cancellationToken).ConfigureAwait(false)).Where(date => date < first))
        {
            foreach (var record in await OfDayAsync(date, cancellationToken).ConfigureAwait(false))
            {
                if (record.End is not null && await objects.DeleteAsync(PathOf(record.Task.Name)!, cancellationToken).ConfigureAwait(false))
                    forgotten++;
            }
        }
        return forgotten;
    }

    private async Task<IReadOnlyList<DateOnly>> DaysAsync(CancellationToken cancellationToken) =>
        [.. (await objects.FoldersAsync(Folder, cancellationToken).ConfigureAwait(false)).Select(ArtifactPaths.DayOf).OfType<DateOnly>()];

    private async Task<bool> PutAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        var bytes = StoredTask.Write(new TaskRecord { Task = task });
        // The same bytes are another call's task, not this one's: the name is used.
        return await objects.PutIfAbsentAsync(PathOf(task.Name)!, bytes, cancellationToken).ConfigureAwait(false) == PutOutcome.Written;
    }

    /// <summary>Of an open task; null leaves it, and false says so.</summary>
    private Task<bool> ChangeAsync(string name, Func<TaskRecord, TaskRecord?> change, CancellationToken cancellationToken) =>
        UpdateAsync(name, record => record.End is null ? change(record) : null, cancellationToken);

    /// <summary>Null leaves the task, and false says so.</summary>
    private async Task<bool> UpdateAsync(string name, Func<TaskRecord, TaskRecord?> change, CancellationToken cancellationToken)
    {
        if (PathOf(name) is not { } path)
            return false;
        var changed = false;
        await objects
            .UpdateAsync(
                path,
                there =>
                {
                    var next = there is null ? null : change(StoredTask.Read(path, there));
                    changed = next is not null;
                    return next is null ? null : StoredTask.Write(next);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return changed;
    }

    /// <summary>Null where no task can have that name: it carries no programme day, or could not be that of an object.</summary>
    private static string? PathOf(string name) =>
        TaskName.DateOf(name) is { } date && !name.Contains('/', StringComparison.Ordinal) && ArtifactPaths.IsSound(name)
            ? $"{FolderOf(date)}{name}.json"
            : null;

    private static string FolderOf(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{Folder}{date:yyyy-MM-dd}/");
}
