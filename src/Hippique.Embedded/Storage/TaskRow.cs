using System.Data.Common;
using System.Globalization;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Embedded.Storage;

/// <summary>One row of <c>tasks</c>: its SQL, and the way from a task to a row and back.</summary>
internal static class TaskRow
{
    public const string Create = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS tasks (
            name TEXT NOT NULL PRIMARY KEY,
            date TEXT NOT NULL,
            race TEXT NOT NULL,
            kind TEXT NOT NULL,
            due_at TEXT NOT NULL,
            off TEXT NOT NULL,
            grace_until TEXT NOT NULL,
            state TEXT,
            detail TEXT,
            late_seconds INTEGER,
            ended_at TEXT
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS tasks_by_day ON tasks (date);
        CREATE INDEX IF NOT EXISTS tasks_open ON tasks (due_at) WHERE state IS NULL;
        """;

    public const string Insert = """
        INSERT INTO tasks (name, date, race, kind, due_at, off, grace_until) VALUES ($name, $date, $race, $kind, $due, $off, $grace)
        ON CONFLICT (name) DO NOTHING
        """;

    public const string End =
        "UPDATE tasks SET state = $state, detail = $detail, late_seconds = $late, ended_at = $at WHERE name = $name AND state IS NULL";

    public const string Forget = "DELETE FROM tasks WHERE date < $first AND state IS NOT NULL";

    public const string Select =
        "SELECT name, date, race, kind, due_at, off, grace_until, state, detail, late_seconds, ended_at FROM tasks";

    // Fixed width and UTC, so that text order is the order in time; the seven digits keep every tick.
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static void Bind(DbCommand command, PlannedTask task)
    {
        Add(command, "$name", task.Name);
        Add(command, "$date", task.Race.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add(command, "$race", task.Race.Code.ToString());
        Add(command, "$kind", task.Kind.ToString().ToLowerInvariant());
        Add(command, "$due", Write(task.DueAt));
        Add(command, "$off", Write(task.Off));
        Add(command, "$grace", Write(task.GraceUntil));
    }

    public static void Bind(DbCommand command, string name, TaskEnd end, DateTimeOffset at)
    {
        Add(command, "$name", name);
        Add(command, "$state", end.State);
        Add(command, "$detail", end.Detail);
        Add(command, "$late", end is TaskEnd.Late late ? late.Seconds : null);
        Add(command, "$at", Write(at));
    }

    public static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    public static TaskRecord Read(DbDataReader row)
    {
        var date = DateOnly.ParseExact(row.GetString(1), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var task = new PlannedTask
        {
            Name = row.GetString(0),
            Race = new RaceId(date, RaceCode.Parse(row.GetString(2)).Value),
            Kind = Enum.Parse<TaskKind>(row.GetString(3), ignoreCase: true),
            DueAt = ReadInstant(row.GetString(4)),
            Off = ReadInstant(row.GetString(5)),
            GraceUntil = ReadInstant(row.GetString(6)),
        };
        return row.IsDBNull(7) ? new TaskRecord(task, null, null) : new TaskRecord(task, ReadEnd(row), ReadInstant(row.GetString(10)));
    }

    private static TaskEnd ReadEnd(DbDataReader row)
    {
        var detail = row.IsDBNull(8) ? "" : row.GetString(8);
        return row.GetString(7) switch
        {
            "done" => new TaskEnd.Done(),
            "late" => new TaskEnd.Late(row.GetInt32(9)),
            "missed" => new TaskEnd.Missed(detail),
            "cancelled" => new TaskEnd.Cancelled(detail),
            "failed" => new TaskEnd.Failed(detail),
            var other => throw new InvalidDataException(
                $"the queue's file holds a task in the state '{other}', which this version does not know"
            ),
        };
    }

    private static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);

    private static DateTimeOffset ReadInstant(string text) =>
        new(DateTime.ParseExact(text, Instant, CultureInfo.InvariantCulture, DateTimeStyles.None), TimeSpan.Zero);
}
