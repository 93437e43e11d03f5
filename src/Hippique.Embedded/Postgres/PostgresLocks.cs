using System.Collections.Concurrent;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Npgsql;

namespace Hippique.Embedded.Postgres;

/// <summary>
/// Locks of the nodes: advisory ones of a database session, of which each process waits for one at a time. The session of a process that dies ends; that of one that stands still or is cut
/// off is ended by the server after <see cref="Silence"/>, since it no longer says that it lives.
/// </summary>
public sealed class PostgresLocks : IInstallationLocks
{
    /// <summary>After so long without a word a session loses its locks.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan WordEvery = TimeSpan.FromSeconds(3);

    private readonly PostgresDatabase _database;
    private readonly TimeSpan _silence;
    private readonly TimeSpan _wordEvery;

    // As many as there are names, and none of them makes a wait handle.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    public PostgresLocks(PostgresDatabase database)
        : this(database, Silence, WordEvery) { }

    /// <param name="database">Of the nodes.</param>
    /// <param name="silence">After so long without a word a session loses its locks.</param>
    /// <param name="wordEvery">How often a holder says that it lives.</param>
    internal PostgresLocks(PostgresDatabase database, TimeSpan silence, TimeSpan wordEvery) =>
        (_database, _silence, _wordEvery) = (database, silence, wordEvery);

    public async Task<IInstallationLock> TakeAsync(string name, CancellationToken cancellationToken)
    {
        await _database.OpenAsync(cancellationToken);
        var gate = _gates.GetOrAdd(name, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await _database.RetriedAsync(token => LockAsync(name, gate, token), cancellationToken);
        }
        catch (DatabaseException refused)
            when (PostgresFaults.Of(refused) is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable })
        {
            gate.Release();
            throw new ArtifactBusyException(
                Problem.Of($"the lock '{name}' of the nodes was not free for {_database.LockWait.TotalSeconds} s")
            );
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    private async Task<IInstallationLock> LockAsync(string name, SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        var connection = await _database.Source.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var batch = connection.CreateBatch();
            Add(batch, $"SET idle_session_timeout = '{(int)_silence.TotalMilliseconds}ms'");
            Add(batch, $"SELECT pg_advisory_lock({PostgresSchema.KeyOf("$1")})", name);
            await batch.ExecuteNonQueryAsync(cancellationToken);
            return new Held(connection, name, gate, _wordEvery);
        }
        catch
        {
            await DropAsync(connection);
            throw;
        }
    }

    private static void Add(NpgsqlBatch batch, string sql, string? name = null)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = sql;
        if (name is not null)
            command.Parameters.AddWithValue(name);
        batch.BatchCommands.Add(command);
    }

    /// <summary>A session that may hold a lock, or has lost it, is not used again: it ends, and the lock with it.</summary>
    private static async Task DropAsync(NpgsqlConnection connection)
    {
        NpgsqlConnection.ClearPool(connection);
        await connection.DisposeAsync();
    }

    /// <summary>One that is held: its session says every few seconds that it lives.</summary>
    private sealed class Held : IInstallationLock
    {
        private readonly NpgsqlConnection _connection;
        private readonly string _name;
        private readonly SemaphoreSlim _gate;
        private readonly SemaphoreSlim _turn = new(1, 1);
        private readonly CancellationTokenSource _over = new();
        private readonly Task _speaking;

        public Held(NpgsqlConnection connection, string name, SemaphoreSlim gate, TimeSpan wordEvery)
        {
            (_connection, _name, _gate) = (connection, name, gate);
            _speaking = SpeakAsync(wordEvery);
        }

        public async Task EnsureHeldAsync(CancellationToken cancellationToken)
        {
            if (!await SaysAsync("SELECT 1", cancellationToken))
                throw new ArtifactBusyException(
                    Problem.Of($"the lock '{_name}' of the nodes was lost: this process stood still, or the database was away")
                );
        }

        public async ValueTask DisposeAsync()
        {
            await _over.CancelAsync();
            await _speaking;
            try
            {
                if (await SaysAsync("SELECT pg_advisory_unlock_all(); RESET idle_session_timeout", CancellationToken.None))
                    await _connection.DisposeAsync();
                else
                    await DropAsync(_connection);
            }
            finally
            {
                _gate.Release();
                _over.Dispose();
                _turn.Dispose();
            }
        }

        private async Task SpeakAsync(TimeSpan every)
        {
            // On the machine's clock: the server counts real time.
            while (!_over.IsCancellationRequested)
            {
                await Task.Delay(every, TimeProvider.System, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!_over.IsCancellationRequested && !await SaysAsync("SELECT 1", CancellationToken.None))
                    return;
            }
        }

        private async Task<bool> SaysAsync(string sql, CancellationToken cancellationToken)
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                await using var command = _connection.CreateCommand();
                command.CommandText = sql;
                await command.ExecuteNonQueryAsync(cancellationToken);
                return true;
            }
            // Whatever ended the session, its locks are gone.
            catch (Exception lost) when (PostgresFaults.IsPassing(lost) || lost is NpgsqlException)
            {
                return false;
            }
            finally
            {
                _turn.Release();
            }
        }
    }
}
