using System.Data.Common;
using Hippique.Orchestration.Tasks;
using Microsoft.Data.Sqlite;

namespace Hippique.Embedded.Storage;

/// <summary>Tasks in the table <c>tasks</c> of the queue's SQLite file. It is the truth about them; Quartz's tables beside it only say when to wake up.</summary>
public sealed class SqlTaskStore : ITaskStore, IAsyncDisposable
{
    private readonly string _path;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private DbConnection? _connection;

    /// <param name="path">The queue's file; made at the first use.</param>
    public SqlTaskStore(string path) => _path = path;

    /// <summary>For Quartz and the table alike.</summary>
    public static string ConnectionString(string path) => new SqliteConnectionStringBuilder { DataSource = path }.ToString();

    public async Task<bool> AddAsync(PlannedTask task, CancellationToken cancellationToken) =>
        await ExecuteAsync(TaskRow.Insert, command => TaskRow.Bind(command, task), cancellationToken) == 1;

    public async Task<TaskRecord?> FindAsync(string name, CancellationToken cancellationToken) =>
        await QueryAsync("WHERE name = @name", "@name", name, cancellationToken) is [var found] ? found : null;

    public Task<IReadOnlyList<TaskRecord>> OfDayAsync(DateOnly date, CancellationToken cancellationToken) =>
        QueryAsync("WHERE date = @date", "@date", TaskRow.Write(date), cancellationToken);

    public Task<IReadOnlyList<TaskRecord>> OpenAsync(CancellationToken cancellationToken) =>
        QueryAsync("WHERE state IS NULL", "@none", "", cancellationToken);

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

    public async Task<bool> EndAsync(string name, TaskEnd end, DateTimeOffset at, CancellationToken cancellationToken) =>
        await ExecuteAsync(TaskRow.End, command => TaskRow.Bind(command, name, end, at), cancellationToken) == 1;

    public async Task<bool> RestoreAsync(string name, TaskEnd end, DateTimeOffset endedAt, CancellationToken cancellationToken) =>
        await ExecuteAsync(TaskRow.Restore, command => TaskRow.Bind(command, name, end, endedAt), cancellationToken) == 1;

    public Task<int> ForgetAsync(DateOnly first, CancellationToken cancellationToken) =>
        ExecuteAsync(TaskRow.Forget, command => TaskRow.Add(command, "@first", TaskRow.Write(first)), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _turn.Dispose();
    }

    private async Task<int> ExecuteAsync(string sql, Action<DbCommand> bind, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var command = (await ConnectAsync(cancellationToken)).CreateCommand();
            command.CommandText = sql;
            bind(command);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<IReadOnlyList<TaskRecord>> QueryAsync(
        string where,
        string parameter,
        string value,
        CancellationToken cancellationToken
    )
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var command = (await ConnectAsync(cancellationToken)).CreateCommand();
            command.CommandText = $"{TaskRow.Select} {where} ORDER BY due_at, name";
            TaskRow.Add(command, parameter, value);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var found = new List<TaskRecord>();
            while (await reader.ReadAsync(cancellationToken))
                found.Add(TaskRow.Read(reader));
            return found;
        }
        finally
        {
            _turn.Release();
        }
    }

    // Held open: the table is asked at every task, and opening costs more than asking.
    private async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null)
            return _connection;
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var connection = BusyTimeoutSqliteFactory.Instance.CreateConnection();
        connection.ConnectionString = ConnectionString(_path);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await TaskSchema.EnsureAsync(connection, cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        return _connection = connection;
    }
}
