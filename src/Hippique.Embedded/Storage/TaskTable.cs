using System.Data.Common;
using System.Globalization;
using Hippique.Orchestration.Tasks;
using Microsoft.Data.Sqlite;

namespace Hippique.Embedded.Storage;

/// <summary>
/// The table <c>tasks</c>: names, due instants, grace and the one end of each task. It is the truth about tasks; Quartz's tables beside it only say when to wake up.
/// </summary>
public sealed class TaskTable : IAsyncDisposable
{
    private readonly string _path;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private DbConnection? _connection;

    public TaskTable(EmbeddedOptions options) => _path = options.DatabasePath;

    /// <summary>For Quartz and the table alike.</summary>
    public static string ConnectionString(string path) => new SqliteConnectionStringBuilder { DataSource = path }.ToString();

    /// <summary>False where the name is already used.</summary>
    public async Task<bool> InsertAsync(PlannedTask task, CancellationToken cancellationToken) =>
        await ExecuteAsync(TaskRow.Insert, command => TaskRow.Bind(command, task), cancellationToken) == 1;

    /// <summary>False where the task has an end or is not known; the first end counts.</summary>
    public async Task<bool> EndAsync(string name, TaskEnd end, DateTimeOffset at, CancellationToken cancellationToken) =>
        await ExecuteAsync(TaskRow.End, command => TaskRow.Bind(command, name, end, at), cancellationToken) == 1;

    /// <summary>Forgets the tasks of days before <paramref name="first"/> that have ended; how many.</summary>
    public Task<int> ForgetAsync(DateOnly first, CancellationToken cancellationToken) =>
        ExecuteAsync(
            TaskRow.Forget,
            command => TaskRow.Add(command, "$first", first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            cancellationToken
        );

    public async Task<TaskRecord?> FindAsync(string name, CancellationToken cancellationToken) =>
        await QueryAsync("WHERE name = $name", "$name", name, cancellationToken) is [var found] ? found : null;

    /// <summary>The tasks of one programme day, by due instant, then name.</summary>
    public Task<IReadOnlyList<TaskRecord>> OfDayAsync(DateOnly date, CancellationToken cancellationToken) =>
        QueryAsync("WHERE date = $date", "$date", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), cancellationToken);

    /// <summary>Every task without an end, of all days.</summary>
    public Task<IReadOnlyList<TaskRecord>> OpenAsync(CancellationToken cancellationToken) =>
        QueryAsync("WHERE state IS NULL", "$none", "", cancellationToken);

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
            await using var command = connection.CreateCommand();
            command.CommandText = TaskRow.Create;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        return _connection = connection;
    }
}
