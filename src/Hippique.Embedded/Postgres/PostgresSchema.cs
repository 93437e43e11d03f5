using System.Globalization;
using Hippique.Racing;
using Npgsql;

namespace Hippique.Embedded.Postgres;

/// <summary>What a migration did.</summary>
/// <param name="Before">The version that was there; 0: none.</param>
/// <param name="After">The version that is there now.</param>
public sealed record SchemaChange(int Before, int After);

/// <summary>The program's own tables and their versions, one row of <c>hippique_schema</c> for each that was applied. Quartz makes its own tables.</summary>
public static class PostgresSchema
{
    /// <summary>In order; the first is version 1. What was released is never changed: a change is a new entry.</summary>
    private static readonly IReadOnlyList<string> Migrations =
    [
        // Text and no timestamps: they keep every tick, and the statements are those of SQLite. In the order of their bytes, which is the order in time.
        """
            CREATE TABLE tasks (
                name text COLLATE "C" NOT NULL PRIMARY KEY,
                date text COLLATE "C" NOT NULL,
                race text,
                kind text NOT NULL,
                due_at text COLLATE "C" NOT NULL,
                off text,
                grace_until text COLLATE "C" NOT NULL,
                state text,
                detail text,
                late_seconds integer,
                ended_at text,
                lease_owner text,
                lease_until text COLLATE "C"
            );
            CREATE INDEX tasks_by_day ON tasks (date);
            CREATE INDEX tasks_open ON tasks (due_at) WHERE state IS NULL;
            """,
        """
            CREATE TABLE nodes (
                owner text NOT NULL PRIMARY KEY,
                name text NOT NULL,
                machine text NOT NULL,
                pid integer NOT NULL,
                version text NOT NULL,
                address text,
                clock_ahead_ms bigint NOT NULL,
                started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
                seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
            );
            CREATE TABLE host_turns (
                host text NOT NULL PRIMARY KEY,
                next_at timestamp NOT NULL
            );
            CREATE TABLE host_records (
                path text COLLATE "C" NOT NULL PRIMARY KEY,
                content bytea NOT NULL
            );
            """,
        "ALTER TABLE tasks ADD COLUMN next_at text, ADD COLUMN waits_for text;",
    ];

    /// <summary>The version that this program needs.</summary>
    public static int Newest => Migrations.Count;

    /// <exception cref="UnreadableFileException">The database's version is newer.</exception>
    internal static async Task<SchemaChange> MigrateAsync(
        NpgsqlConnection connection,
        string place,
        string program,
        CancellationToken cancellationToken,
        int? upTo = null,
        string? schema = null
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (schema is not null)
            await MakeAsync(connection, schema, cancellationToken);
        await LockAsync(connection, cancellationToken);
        var before = await VersionAsync(connection, cancellationToken);
        Check(before, place);
        var newest = upTo ?? Newest;
        if (before >= newest)
            return new SchemaChange(before, before);
        await using var batch = connection.CreateBatch();
        if (before == 0)
            Add(
                "CREATE TABLE IF NOT EXISTS hippique_schema (version integer NOT NULL PRIMARY KEY, program text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())"
            );
        for (var version = before + 1; version <= newest; version++)
        {
            Add(Migrations[version - 1]);
            var applied = batch.CreateBatchCommand();
            applied.CommandText = "INSERT INTO hippique_schema (version, program) VALUES ($1, $2)";
            applied.Parameters.AddWithValue(version);
            applied.Parameters.AddWithValue(program);
            batch.BatchCommands.Add(applied);
        }
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SchemaChange(before, newest);

        void Add(string sql)
        {
            foreach (var statement in sql.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = statement;
                batch.BatchCommands.Add(command);
            }
        }
    }

    // Under a lock of its own: the installation's has no name before its schema is there, and two that make it at once would collide.
    private static async Task MakeAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        var alone = batch.CreateBatchCommand();
        alone.CommandText = "SELECT pg_advisory_xact_lock(hashtextextended('hippique schemas', 0))";
        var make = batch.CreateBatchCommand();
        make.CommandText = $"CREATE SCHEMA IF NOT EXISTS {QuotedName(schema)}";
        batch.BatchCommands.Add(alone);
        batch.BatchCommands.Add(make);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    internal static string QuotedName(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>0: there are no tables of the program.</summary>
    internal static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var there = connection.CreateCommand();
        there.CommandText = "SELECT to_regclass('hippique_schema') IS NOT NULL";
        if (!(bool)(await there.ExecuteScalarAsync(cancellationToken))!)
            return 0;
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(version), 0) FROM hippique_schema";
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    /// <summary>Of the installation's tables, until the transaction ends.</summary>
    internal static async Task LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_advisory_xact_lock({KeyOf("'schema'")})";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>SQL for the number of a lock: another one for another schema of the same database.</summary>
    internal static string KeyOf(string name) => $"hashtextextended('hippique ' || current_schema() || ' ' || {name}, 0)";

    /// <exception cref="UnreadableFileException">It is newer.</exception>
    public static void Check(int version, string place)
    {
        if (version > Newest)
            throw new UnreadableFileException(
                Problem.Of(
                    $"{place}: the database has schema {version}, this version knows {Newest}: use the newer program, or another DATABASE_URL"
                )
            );
    }
}
