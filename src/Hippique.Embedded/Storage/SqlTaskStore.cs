using System.Data.Common;
using Hippique.Orchestration.Tasks;

namespace Hippique.Embedded.Storage;

/// <summary>Tasks in the table <c>tasks</c> of a database. It is the truth about them; Quartz's tables beside it only say when to wake up.</summary>
public sealed class SqlTaskStore : ITaskStore, IAsyncDisposable
{
    private readonly ITaskDatabase _database;
    private readonly SqliteTaskDatabase? _own;

    /// <summary>In a database that others use and close.</summary>
    public SqlTaskStore(ITaskDatabase database) => _database = database;

    /// <summary>In a SQLite file of its own.</summary>
    /// <param name="path">The file; made at the first use.</param>
    public SqlTaskStore(string path) => _database = _own = new SqliteTaskDatabase(path);

    /// <inheritdoc cref="SqliteTaskDatabase.ConnectionString"/>
    public static string ConnectionString(string path) => SqliteTaskDatabase.ConnectionString(path);

    public async Task<bool> AddAsync(PlannedTask task, CancellationToken cancellationToken) =>
        await ExecuteAsync(TaskRow.Insert, command => TaskRow.Bind(command, task), cancellationToken) == 1;

    public async Task<TaskRecord?> FindAsync(string name, CancellationToken cancellationToken) =>
        await QueryAsync("WHERE name = @name", command => TaskRow.Add(command, "@name", name), cancellationToken) is [var found]
            ? found
            : null;

    public Task<IReadOnlyList<TaskRecord>> OfDayAsync(DateOnly date, CancellationToken cancellationToken) =>
        QueryAsync("WHERE date = @date", command => TaskRow.Add(command, "@date", TaskRow.Write(date)), cancellationToken);

    public Task<IReadOnlyList<TaskRecord>> AllAsync(CancellationToken cancellationToken) => QueryAsync("", _ => { }, cancellationToken);

    public Task<IReadOnlyList<TaskRecord>> OpenAsync(CancellationToken cancellationToken) =>
        QueryAsync("WHERE state IS NULL", _ => { }, cancellationToken);

    public async Task<bool> TryLeaseAsync(string name, TaskLease lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        await ExecuteAsync(TaskRow.Lease, command => TaskRow.Bind(command, name, lease, now), cancellationToken) == 1;

    public async Task<bool> TryReopenAsync(string name, TaskEnd ended, TaskLease lease, CancellationToken cancellationToken) =>
        await ExecuteAsync(TaskRow.Reopen, command => TaskRow.Bind(command, name, ended, lease), cancellationToken) == 1;

    public Task ReleaseAsync(string name, string owner, CancellationToken cancellationToken) =>
        ExecuteAsync(
            TaskRow.Release,
            command =>
            {
                TaskRow.Add(command, "@name", name);
                TaskRow.Add(command, "@owner", owner);
            },
            cancellationToken
        );

    public async Task<bool> PutOffAsync(string name, string owner, TaskTry next, CancellationToken cancellationToken) =>
        await ExecuteAsync(TaskRow.PutOff, command => TaskRow.Bind(command, name, owner, next), cancellationToken) == 1;

    public async Task<bool> EndAsync(string name, TaskEnd end, DateTimeOffset at, CancellationToken cancellationToken) =>
        await ExecuteAsync(TaskRow.End, command => TaskRow.Bind(command, name, end, at), cancellationToken) == 1;

    public async Task<bool> RestoreAsync(string name, TaskEnd end, DateTimeOffset endedAt, CancellationToken cancellationToken) =>
        await ExecuteAsync(TaskRow.Restore, command => TaskRow.Bind(command, name, end, endedAt), cancellationToken) == 1;

    public Task<int> ForgetAsync(DateOnly first, CancellationToken cancellationToken) =>
        ExecuteAsync(TaskRow.Forget, command => TaskRow.Add(command, "@first", TaskRow.Write(first)), cancellationToken);

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<int> ExecuteAsync(string sql, Action<DbCommand> bind, CancellationToken cancellationToken)
    {
        await _database.OpenAsync(cancellationToken);
        return await _database.ExecuteAsync(sql, bind, cancellationToken);
    }

    private async Task<IReadOnlyList<TaskRecord>> QueryAsync(string where, Action<DbCommand> bind, CancellationToken cancellationToken)
    {
        await _database.OpenAsync(cancellationToken);
        return await _database.QueryAsync($"{TaskRow.Select} {where} ORDER BY due_at, name", bind, TaskRow.Read, cancellationToken);
    }
}
