using System.Data.Common;
using System.Globalization;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Embedded.Storage;

/// <summary>One row of <c>tasks</c>: its SQL, and the way from a task to a row and back.</summary>
internal static class TaskRow
{
    public const string Insert = """
        INSERT INTO tasks (name, date, race, kind, due_at, off, grace_until) VALUES (@name, @date, @race, @kind, @due, @off, @grace)
        ON CONFLICT (name) DO NOTHING
        """;

    public const string End = """
        UPDATE tasks SET state = @state, detail = @detail, late_seconds = @late, ended_at = @at, lease_owner = NULL, lease_until = NULL, next_at = NULL, waits_for = NULL
        WHERE name = @name AND state IS NULL
        """;

    public const string Lease = """
        UPDATE tasks SET lease_owner = @owner, lease_until = @until
        WHERE name = @name AND state IS NULL AND (lease_owner IS NULL OR lease_owner = @owner OR lease_until <= @now OR lease_until > @longest)
        """;

    public const string Restore = """
        UPDATE tasks SET state = NULL, detail = NULL, late_seconds = NULL, ended_at = NULL
        WHERE name = @name AND state = @state AND detail IS NOT DISTINCT FROM @detail AND late_seconds IS NOT DISTINCT FROM @late AND ended_at = @at
        """;

    public const string Reopen = """
        UPDATE tasks SET state = NULL, detail = NULL, late_seconds = NULL, ended_at = NULL, lease_owner = @owner, lease_until = @until
        WHERE name = @name AND state = @state AND detail IS NOT DISTINCT FROM @detail AND late_seconds IS NOT DISTINCT FROM @late
        """;

    public const string PutOff =
        "UPDATE tasks SET next_at = @next, waits_for = @why WHERE name = @name AND state IS NULL AND lease_owner = @owner";

    public const string Release = "UPDATE tasks SET lease_owner = NULL, lease_until = NULL WHERE name = @name AND lease_owner = @owner";

    public const string Forget = "DELETE FROM tasks WHERE date < @first AND state IS NOT NULL";

    public const string Select =
        "SELECT name, date, race, kind, due_at, off, grace_until, state, detail, late_seconds, ended_at, lease_owner, lease_until, next_at, waits_for FROM tasks";

    // Fixed width and UTC, so that text order is the order in time; the seven digits keep every tick.
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static void Bind(DbCommand command, PlannedTask task)
    {
        Add(command, "@name", task.Name);
        Add(command, "@date", Write(task.Date));
        Add(command, "@race", task.Race?.Code.ToString());
        Add(command, "@kind", task.Kind.ToString().ToLowerInvariant());
        Add(command, "@due", Write(task.DueAt));
        Add(command, "@off", task.Off is { } off ? Write(off) : null);
        Add(command, "@grace", Write(task.GraceUntil));
    }

    public static void Bind(DbCommand command, string name, TaskEnd end, DateTimeOffset at)
    {
        Add(command, "@name", name);
        AddEnd(command, end);
        Add(command, "@at", Write(at));
    }

    public static void Bind(DbCommand command, string name, TaskEnd ended, TaskLease lease)
    {
        Add(command, "@name", name);
        AddEnd(command, ended);
        Add(command, "@owner", lease.Owner);
        Add(command, "@until", Write(lease.Until));
    }

    public static void Bind(DbCommand command, string name, TaskLease lease, DateTimeOffset now)
    {
        Add(command, "@name", name);
        Add(command, "@owner", lease.Owner);
        Add(command, "@until", Write(lease.Until));
        Add(command, "@now", Write(now));
        Add(command, "@longest", Write(now + TaskLease.Longest));
    }

    public static void Bind(DbCommand command, string name, string owner, TaskTry next)
    {
        Add(command, "@name", name);
        Add(command, "@owner", owner);
        Add(command, "@next", Write(next.Next));
        Add(command, "@why", next.Why);
    }

    public static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    public static string Write(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static TaskRecord Read(DbDataReader row)
    {
        var date = DateOnly.ParseExact(row.GetString(1), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new TaskRecord
        {
            Task = new PlannedTask
            {
                Name = row.GetString(0),
                Date = date,
                Race = Text(row, 2) is { } race ? new RaceId(date, RaceCode.Parse(race).Value) : null,
                Kind = Enum.Parse<TaskKind>(row.GetString(3), ignoreCase: true),
                DueAt = ReadInstant(row.GetString(4)),
                Off = Text(row, 5) is { } off ? ReadInstant(off) : null,
                GraceUntil = ReadInstant(row.GetString(6)),
            },
            End = Text(row, 7) is { } state ? ReadEnd(state, row) : null,
            EndedAt = Text(row, 10) is { } at ? ReadInstant(at) : null,
            Lease = Text(row, 11) is { } owner && Text(row, 12) is { } until ? new TaskLease(owner, ReadInstant(until)) : null,
            PutOff = Text(row, 13) is { } next ? new TaskTry(ReadInstant(next), Text(row, 14)) : null,
        };
    }

    private static void AddEnd(DbCommand command, TaskEnd end)
    {
        Add(command, "@state", end.State);
        Add(command, "@detail", end.Detail);
        Add(command, "@late", end is TaskEnd.Late late ? late.Seconds : null);
    }

    private static TaskEnd ReadEnd(string state, DbDataReader row) =>
        TaskEnd.Of(state, Text(row, 8), row.IsDBNull(9) ? null : row.GetInt32(9))
        ?? throw new UnreadableFileException(
            Problem.Of($"the queue's file holds a task in the state '{state}', which this version does not know")
        );

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);

    private static DateTimeOffset ReadInstant(string text) =>
        new(DateTime.ParseExact(text, Instant, CultureInfo.InvariantCulture, DateTimeStyles.None), TimeSpan.Zero);
}
