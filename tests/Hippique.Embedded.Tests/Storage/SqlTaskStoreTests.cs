using Hippique.Embedded.Storage;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Tasks;
using Microsoft.Data.Sqlite;

namespace Hippique.Embedded.Tests.Storage;

public sealed class SqlTaskStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-tasks-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(TaskStoreContract.Names), MemberType = typeof(TaskStoreContract))]
    public async Task EveryCheckOfTheContract_Holds(string check)
    {
        await using var store = Store();

        await TaskStoreContract.Checks[check](store, Token);
    }

    [Fact]
    public async Task What_one_connection_wrote_another_reads()
    {
        await using var one = Store();
        await using var other = Store();
        var task = InventedTasks.H5(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));
        await one.AddAsync(task, Token);

        (await other.AddAsync(task, Token)).ShouldBeFalse();
        (await other.EndAsync(task.Name, new TaskEnd.Done(), task.DueAt, Token)).ShouldBeTrue();
        (await one.EndAsync(task.Name, new TaskEnd.Late(60), task.DueAt, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_of_the_first_schema_is_brought_up_and_keeps_its_tasks()
    {
        await ExecuteAsync(
            """
            CREATE TABLE tasks (
                name TEXT NOT NULL PRIMARY KEY, date TEXT NOT NULL, race TEXT NOT NULL, kind TEXT NOT NULL, due_at TEXT NOT NULL, off TEXT NOT NULL,
                grace_until TEXT NOT NULL, state TEXT, detail TEXT, late_seconds INTEGER, ended_at TEXT
            ) WITHOUT ROWID;
            CREATE INDEX tasks_by_day ON tasks (date);
            CREATE INDEX tasks_open ON tasks (due_at) WHERE state IS NULL;
            INSERT INTO tasks VALUES
                ('run-20260314-r1c1-h5', '2026-03-14', 'R1C1', 'h5', '2026-03-14T12:01:00.0000000Z', '2026-03-14T12:06:00.0000000Z',
                    '2026-03-14T12:05:00.0000000Z', 'late', NULL, 47, '2026-03-14T12:02:00.0000000Z'),
                ('plan-20260314-t1300', '2026-03-14', 'R1C1', 'programme', '2026-03-14T12:00:00.0000000Z', '2026-03-14T12:06:00.0000000Z',
                    '2026-03-14T12:01:00.0000000Z', NULL, NULL, NULL, NULL);
            """
        );

        await using var store = Store();
        var records = await store.OfDayAsync(InventedTasks.Day, Token);

        records.Count.ShouldBe(2);
        records[0].ShouldBe(new TaskRecord { Task = InventedTasks.OfTheDay(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero)) });
        records[1].Task.ShouldBe(InventedTasks.H5(new DateTimeOffset(2026, 3, 14, 12, 6, 0, TimeSpan.Zero)));
        records[1].End.ShouldBe(new TaskEnd.Late(47));
        // Opened again, it is left as it is.
        await using var again = Store();
        (await again.OfDayAsync(InventedTasks.Day, Token)).ShouldBe(records);
    }

    [Fact]
    public async Task A_file_of_schema_2_keeps_its_tasks()
    {
        await ExecuteAsync(
            """
            CREATE TABLE tasks (name TEXT NOT NULL PRIMARY KEY, date TEXT NOT NULL, race TEXT, kind TEXT NOT NULL, due_at TEXT NOT NULL, off TEXT, grace_until TEXT NOT NULL,
                state TEXT, detail TEXT, late_seconds INTEGER, ended_at TEXT, lease_owner TEXT, lease_until TEXT) WITHOUT ROWID;
            INSERT INTO tasks (name, date, race, kind, due_at, off, grace_until) VALUES ('run-20260314-r1c1-h5', '2026-03-14', 'R1C1', 'h5', '2026-03-14T12:00:00.0000000Z',
                '2026-03-14T12:05:00.0000000Z', '2026-03-14T12:04:00.0000000Z');
            PRAGMA user_version = 2;
            """
        );
        await using var store = Store();
        var task = InventedTasks.H5(new DateTimeOffset(2026, 3, 14, 12, 5, 0, TimeSpan.Zero));

        (await store.FindAsync(task.Name, Token)).ShouldBe(new TaskRecord { Task = task });

        await store.TryLeaseAsync(task.Name, new TaskLease("one", task.DueAt.AddSeconds(60)), task.DueAt, Token);
        var later = new TaskTry(task.DueAt.AddSeconds(20), "zeturf: timeout");
        (await store.PutOffAsync(task.Name, "one", later, Token)).ShouldBeTrue();
        (await store.FindAsync(task.Name, Token))!.PutOff.ShouldBe(later);
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_refused_and_left_alone()
    {
        await ExecuteAsync("CREATE TABLE tasks (name TEXT); PRAGMA user_version = 4;");
        await using var store = Store();

        var refused = await Should.ThrowAsync<UnreadableFileException>(() => store.OpenAsync(Token));

        refused.Message.ShouldContain("the queue's file has schema 4, this version knows 3: use the newer program, or another DATA_DIR");
        refused.Message.ShouldContain("queue.db");
    }

    [Fact]
    public async Task A_state_of_a_newer_program_is_named()
    {
        await using var store = Store();
        var task = InventedTasks.H5(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));
        await store.AddAsync(task, Token);
        await ExecuteAsync("UPDATE tasks SET state = 'paid'");

        (await Should.ThrowAsync<UnreadableFileException>(() => store.FindAsync(task.Name, Token))).Message.ShouldBe(
            "the queue's file holds a task in the state 'paid', which this version does not know"
        );
    }

    private SqlTaskStore Store() => new(new EmbeddedOptions { DataFolder = _folder }.DatabasePath);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection(SqlTaskStore.ConnectionString(Path.Combine(_folder, "queue.db")));
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Token);
    }
}
