using System.Data.Common;
using System.Globalization;
using Hippique.Racing;

namespace Hippique.Embedded.Storage;

/// <summary>
/// The table <c>tasks</c> and its versions, in <c>user_version</c> of the file. An older one is brought up to this one in one transaction; one of a newer program is refused.
/// </summary>
internal static class TaskSchema
{
    /// <summary>1: a task belongs to a race. 2: it need not, and it has a lease. 3: it says when it is called again, and why.</summary>
    public const int Current = 3;

    private const string Table = """
        CREATE TABLE tasks (
            name TEXT NOT NULL PRIMARY KEY,
            date TEXT NOT NULL,
            race TEXT,
            kind TEXT NOT NULL,
            due_at TEXT NOT NULL,
            off TEXT,
            grace_until TEXT NOT NULL,
            state TEXT,
            detail TEXT,
            late_seconds INTEGER,
            ended_at TEXT,
            lease_owner TEXT,
            lease_until TEXT,
            next_at TEXT,
            waits_for TEXT
        ) WITHOUT ROWID;
        CREATE INDEX tasks_by_day ON tasks (date);
        CREATE INDEX tasks_open ON tasks (due_at) WHERE state IS NULL;
        """;

    private const string FromFirst = $"""
        ALTER TABLE tasks RENAME TO tasks_1;
        DROP INDEX IF EXISTS tasks_by_day;
        DROP INDEX IF EXISTS tasks_open;
        {Table}
        INSERT INTO tasks (name, date, race, kind, due_at, off, grace_until, state, detail, late_seconds, ended_at)
        SELECT name, date, CASE kind WHEN 'programme' THEN NULL ELSE race END, kind, due_at, CASE kind WHEN 'programme' THEN NULL ELSE off END, grace_until, state, detail,
            late_seconds, ended_at
        FROM tasks_1;
        DROP TABLE tasks_1;
        """;

    private const string FromSecond = "ALTER TABLE tasks ADD COLUMN next_at TEXT; ALTER TABLE tasks ADD COLUMN waits_for TEXT;";

    /// <exception cref="UnreadableFileException">A newer version of the program has written the file.</exception>
    public static async Task EnsureAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, "PRAGMA journal_mode = WAL", cancellationToken);
        var version = await VersionAsync(connection, cancellationToken);
        if (version == Current)
            return;
        if (version > Current)
            throw new UnreadableFileException(
                Problem.Of(
                    $"{connection.DataSource}: the queue's file has schema {version}, this version knows {Current}: use the newer program, or another DATA_DIR"
                )
            );
        await ExecuteAsync(
            connection,
            $"BEGIN IMMEDIATE; {Steps(version)} PRAGMA user_version = {Current.ToString(CultureInfo.InvariantCulture)}; COMMIT;",
            cancellationToken
        );
    }

    private static string Steps(int version) =>
        version switch
        {
            0 => Table,
            1 => FromFirst,
            _ => FromSecond,
        };

    /// <summary>0: there is no table. The first version had no number.</summary>
    public static async Task<int> VersionAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var version = (int)await NumberAsync(connection, "PRAGMA user_version", cancellationToken);
        return version > 0 ? version
            : await NumberAsync(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'tasks'", cancellationToken) > 0 ? 1
            : 0;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<long> NumberAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}
