using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Hippique.Embedded.Storage;

/// <summary>The queue's SQLite file, on one connection.</summary>
public sealed class SqliteTaskDatabase : ITaskDatabase, IAsyncDisposable
{
    private readonly string _path;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private DbConnection? _connection;

    /// <param name="path">The file; made at the first use.</param>
    public SqliteTaskDatabase(string path) => _path = path;

    /// <summary>For Quartz and the table alike.</summary>
    public static string ConnectionString(string path) => new SqliteConnectionStringBuilder { DataSource = path }.ToString();

    /// <summary>The version of the table that this program needs.</summary>
    public static int NewestSchema => TaskSchema.Current;

    /// <summary>The version of the table as it is; 0: there is none. Makes nothing.</summary>
    public static async Task<int> VersionAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return 0;
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        await connection.OpenAsync(cancellationToken);
        return await TaskSchema.VersionAsync(connection, cancellationToken);
    }

    public Task OpenAsync(CancellationToken cancellationToken) =>
        InTurnAsync(connection => Task.FromResult(connection is not null), cancellationToken);

    public Task<int> ExecuteAsync(string sql, Action<DbCommand> bind, CancellationToken cancellationToken) =>
        InTurnAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = sql;
                bind(command);
                return await command.ExecuteNonQueryAsync(cancellationToken);
            },
            cancellationToken
        );

    public Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql,
        Action<DbCommand> bind,
        Func<DbDataReader, T> read,
        CancellationToken cancellationToken
    ) =>
        InTurnAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = sql;
                bind(command);
                return await command.ReadAllAsync(read, cancellationToken);
            },
            cancellationToken
        );

    /// <summary>A file is there or not.</summary>
    public Task<T> RetriedAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) => work(cancellationToken);

    /// <summary>The folder has one owner, who holds its lock.</summary>
    public Task<T> AloneAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) => work(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _turn.Dispose();
    }

    private async Task<T> InTurnAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await work(await ConnectAsync(cancellationToken));
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
