using Hippique.Embedded.Postgres;
using Hippique.Embedded.Storage;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Postgres;
using Hippique.Testing.Tasks;
using Npgsql;

namespace Hippique.Embedded.Tests.Postgres;

public sealed class PostgresSchemaTests(SharedPostgres shared) : PostgresTest(shared)
{
    private static readonly DateTimeOffset Off = new(2026, 3, 14, 12, 6, 0, TimeSpan.Zero);

    [Fact]
    public async Task Nodes_that_start_at_once_on_an_empty_database_migrate_it_once()
    {
        var changes = await Task.WhenAll(Enumerable.Range(0, 8).Select(node => Database($"node-{node}").MigrateAsync(Token)));

        changes.Count(change => change.Before == 0).ShouldBe(1);
        changes.ShouldAllBe(change => change.After == PostgresSchema.Newest);
        (
            await Server.AskAsync(Address, "SELECT string_agg(version || ' ' || program, ',' ORDER BY version) FROM hippique_schema")
        ).ShouldBe(string.Join(',', Enumerable.Range(1, PostgresSchema.Newest).Select(version => $"{version} 9.9.9")));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        await Database().MigrateAsync(Token);
        await Server.AskAsync(Address, "INSERT INTO hippique_schema (version, program) VALUES (7, '99.0.0')");
        var store = new SqlTaskStore(Database("other"));

        var refused = await Should.ThrowAsync<UnreadableFileException>(() => store.OpenAsync(Token));

        refused.Message.ShouldContain("the database has schema 7, this version knows 3: use the newer program, or another DATABASE_URL");
        refused.Message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Tasks_of_the_version_before_are_kept()
    {
        await using (var connection = await Database().Source.OpenConnectionAsync(Token))
            (await PostgresSchema.MigrateAsync(connection, "db", "1.0", Token, upTo: 1)).ShouldBe(new SchemaChange(0, 1));
        await Server.AskAsync(
            Address,
            """
            INSERT INTO tasks (name, date, race, kind, due_at, off, grace_until, state, late_seconds, ended_at) VALUES
                ('run-20260314-r1c1-h5', '2026-03-14', 'R1C1', 'h5', '2026-03-14T12:01:00.0000000Z', '2026-03-14T12:06:00.0000000Z',
                    '2026-03-14T12:05:00.0000000Z', 'late', 47, '2026-03-14T12:02:00.0000000Z')
            """
        );
        var database = Database("newer");

        (await database.VersionAsync(Token)).ShouldBe(1);
        (await database.MigrateAsync(Token)).ShouldBe(new SchemaChange(1, PostgresSchema.Newest));

        var record = (await new SqlTaskStore(database).OfDayAsync(InventedTasks.Day, Token)).ShouldHaveSingleItem();
        record.Task.ShouldBe(InventedTasks.H5(Off));
        record.End.ShouldBe(new TaskEnd.Late(47));
    }

    [Fact]
    public async Task An_installation_in_a_schema_of_its_own_shares_nothing_with_the_one_of_the_database()
    {
        await using var one = new NodeUnderTest(Options("one"));
        await one.StartAsync();
        var apart = Options("other") with { Schema = "Apart \"2\"" };
        await using var other = new NodeUnderTest(apart);
        await using var third = new NodeUnderTest(apart with { Node = NodeIdentity.New("third", "9.9.9") });
        await Task.WhenAll(other.StartAsync(), third.StartAsync());
        one.Handler.Hold = true;
        var task = InventedTasks.H5(NodeUnderTest.Now.AddMinutes(5));
        await one.Queue.AddAsync(task, Token);
        await other.Queue.AddAsync(task, Token);

        // One name, and each installation carries out its own.
        (await other.EndedAsync(task)).IsDone.ShouldBeTrue();
        (await one.Queue.FindAsync(task.Name, Token)).ShouldNotBeNull().End.ShouldBeNull();
        (
            await Server.AskAsync(
                Address,
                "SELECT string_agg(schemaname || ' ' || n, ',' ORDER BY schemaname DESC) FROM (SELECT schemaname, count(*) AS n FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') GROUP BY 1) AS tables"
            )
        ).ShouldMatch("""^public (\d+),Apart "2" \1$""");
    }

    [Fact]
    public async Task Locks_of_two_schemas_are_two()
    {
        var options = Options() with { Schema = "apart" };
        await using var apart = new PostgresDatabase(options);
        await using var mine = await new PostgresLocks(Database()).TakeAsync("decision", Token);
        await using var others = await new PostgresLocks(apart).TakeAsync("decision", Token);
    }

    [Fact]
    public async Task A_user_without_rights_is_told_so_without_a_password()
    {
        await Server.AskAsync(Address, "CREATE ROLE poor LOGIN");
        var poor = new NpgsqlConnectionStringBuilder(DatabaseAddress.Parse(Address).Value.ConnectionString) { Username = "poor" };
        await using var database = new PostgresDatabase(Options() with { Database = DatabaseAddress.Parse(poor.ConnectionString).Value });

        var refused = await Should.ThrowAsync<Hippique.Orchestration.Artifacts.DatabaseException>(() => database.MigrateAsync(Token));

        refused.Message.ShouldContain("permission denied for schema public");
        refused.Message.ShouldNotContain("secret");
    }
}
