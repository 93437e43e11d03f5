using System.Data.Common;
using Hippique.Embedded.Storage;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Npgsql;

namespace Hippique.Embedded.Postgres;

/// <summary>
/// The database that the nodes share. Work is tried again for a while if the server is away, and a change whose answer was lost is looked up by its transaction before it is made
/// again, so that it is made once.
/// </summary>
public sealed class PostgresDatabase : ITaskDatabase, IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly PostgresOptions _options;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile bool _isOpen;

    public PostgresDatabase(PostgresOptions options)
    {
        _options = options;
        Source = new NpgsqlDataSourceBuilder(SessionString(options)).Build();
    }

    /// <summary>The pool of connections; Quartz has its own work on it.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>How long a statement waits for a lock of another session.</summary>
    public TimeSpan LockWait => _options.LockWait;

    /// <summary>Where it is, without the password.</summary>
    public string Place => _options.Place;

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_isOpen)
            return;
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (!_isOpen)
                await MigrateAsync(cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Brings the tables up to this version, one process at a time.</summary>
    /// <exception cref="UnreadableFileException">A newer version of the program has written them.</exception>
    /// <exception cref="DatabaseException">The database cannot be used.</exception>
    public async Task<SchemaChange> MigrateAsync(CancellationToken cancellationToken)
    {
        var change = await RetriedAsync(
            async token =>
            {
                await using var connection = await Source.OpenConnectionAsync(token);
                return await PostgresSchema.MigrateAsync(connection, Place, _options.Node.Version, token, schema: _options.Schema);
            },
            cancellationToken
        );
        _isOpen = true;
        return change;
    }

    /// <summary>The oldest major version of the server that has what is needed (sessions that end when they are idle).</summary>
    public const int OldestServer = 14;

    /// <summary>The server's major version.</summary>
    /// <exception cref="DatabaseException">The database cannot be used.</exception>
    public Task<int> ServerVersionAsync(CancellationToken cancellationToken) =>
        RetriedAsync(
            async token =>
            {
                await using var connection = await Source.OpenConnectionAsync(token);
                return connection.PostgreSqlVersion.Major;
            },
            cancellationToken
        );

    /// <summary>The version of the tables as they are; 0: there are none.</summary>
    /// <exception cref="DatabaseException">The database cannot be used.</exception>
    public Task<int> VersionAsync(CancellationToken cancellationToken) =>
        RetriedAsync(
            async token =>
            {
                await using var connection = await Source.OpenConnectionAsync(token);
                return await PostgresSchema.VersionAsync(connection, token);
            },
            cancellationToken
        );

    public Task<int> ExecuteAsync(string sql, Action<DbCommand> bind, CancellationToken cancellationToken)
    {
        LostCommit? lost = null;
        return RetriedAsync(
            async token =>
            {
                if (lost is { } earlier && await earlier.IsCommittedAsync(Source, token))
                    return earlier.Changed;
                lost = null;
                await using var connection = await Source.OpenConnectionAsync(token);
                await using var transaction = await connection.BeginTransactionAsync(token);
                await using var command = connection.CreateCommand();
                command.CommandText = sql;
                bind(command);
                var changed = await command.ExecuteNonQueryAsync(token);
                if (changed == 0)
                    return 0;
                lost = await LostCommit.OfAsync(connection, changed, token);
                // Not to be cut off half way: whether it happened would have to be looked up.
                await transaction.CommitAsync(CancellationToken.None);
                return changed;
            },
            cancellationToken
        );
    }

    public Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql,
        Action<DbCommand> bind,
        Func<DbDataReader, T> read,
        CancellationToken cancellationToken
    ) =>
        RetriedAsync(
            async token =>
            {
                await using var command = Source.CreateCommand(sql);
                bind(command);
                return await command.ReadAllAsync(read, token);
            },
            cancellationToken
        );

    /// <exception cref="DatabaseException">The database was away for too long, or refused the work.</exception>
    public async Task<T> RetriedAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        // On the machine's clock: what is waited for is a server, which comes back in real time whatever the races' clock shows.
        var since = TimeProvider.System.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause < LongestPause ? 2 * pause : LongestPause)
        {
            try
            {
                return await work(cancellationToken);
            }
            catch (Exception away)
                when (PostgresFaults.IsPassing(away) && TimeProvider.System.GetElapsedTime(since) + pause < _options.Patience)
            {
                await Task.Delay(pause, TimeProvider.System, cancellationToken);
            }
            catch (Exception refused) when (PostgresFaults.IsPassing(refused) || PostgresFaults.Of(refused) is not null)
            {
                throw Refused(refused);
            }
        }
    }

    public Task<T> AloneAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RetriedAsync(
            async token =>
            {
                await using var connection = await Source.OpenConnectionAsync(token);
                await using var transaction = await connection.BeginTransactionAsync(token);
                await PostgresSchema.LockAsync(connection, token);
                return await work(token);
            },
            cancellationToken
        );

    /// <summary>
    /// A session of its own, for notifications: no pool resets it, and one whose server can no longer be reached is noticed within seconds although nothing is asked of it.
    /// </summary>
    internal async Task<NpgsqlConnection> OpenListenerAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(SessionString(_options)) { Pooling = false, KeepAlive = 5 };
        settings.ApplicationName += " events";
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        _opening.Dispose();
    }

    private DatabaseException Refused(Exception fault) =>
        new(Problem.Of($"the database {Place} cannot be used: '{(PostgresFaults.Of(fault) ?? fault).Message}'"), fault);

    // A node that stands still or is cut off keeps nobody waiting: the server ends its sessions and with them its locks.
    private static string SessionString(PostgresOptions options)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.Database.ConnectionString);
        settings.ApplicationName ??= "hippique";
        // It alone: a table that is absent there must not be found in another.
        settings.SearchPath = options.Schema is { } schema ? PostgresSchema.QuotedName(schema) : settings.SearchPath;
        settings.Timeout = Math.Min(settings.Timeout, 5);
        settings.CommandTimeout = 10;
        settings.KeepAlive = 15;
        settings.Options = string.Join(
            ' ',
            [
                .. settings.Options is { Length: > 0 } given ? [given] : Array.Empty<string>(),
                "-c idle_in_transaction_session_timeout=10s",
                $"-c lock_timeout={options.LockWait.TotalMilliseconds:0}",
                "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3",
            ]
        );
        return settings.ConnectionString;
    }
}
