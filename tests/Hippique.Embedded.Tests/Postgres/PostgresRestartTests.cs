using Hippique.Embedded.Nodes;
using Hippique.Embedded.Postgres;
using Hippique.Embedded.Storage;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Postgres;
using Hippique.Testing.Tasks;

namespace Hippique.Embedded.Tests.Postgres;

/// <summary>A server of its own, which the test stops and starts.</summary>
public sealed class PostgresRestartTests
{
    private static readonly DateTimeOffset Off = new(2026, 3, 14, 12, 40, 0, TimeSpan.Zero);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_waits_for_a_server_that_restarts_and_gives_up_one_that_stays_away()
    {
        await using var server = await PostgresServer.StartAsync();
        Assert.SkipWhen(server is null, SharedPostgres.Absent);
        var options = new PostgresOptions
        {
            Database = DatabaseAddress.Parse(await server!.NewDatabaseAsync()).Value,
            Node = NodeIdentity.New("one", "9.9.9"),
            Patience = TimeSpan.FromMinutes(1),
        };
        await using var database = new PostgresDatabase(options);
        await using var hasty = new PostgresDatabase(options with { Patience = TimeSpan.FromMilliseconds(200) });
        var store = new SqlTaskStore(database);
        var task = InventedTasks.H5(Off);
        await store.AddAsync(task, Token);
        await hasty.OpenAsync(Token);
        var held = await new PostgresLocks(database).TakeAsync("decision", Token);
        await server.StopAsync();

        var leasing = store.TryLeaseAsync(task.Name, new TaskLease("one", Off), task.DueAt, Token);
        var adding = store.AddAsync(InventedTasks.H30(Off), Token);
        var away = await Should.ThrowAsync<DatabaseException>(() => new SqlTaskStore(hasty).OpenAsync(Token));
        await server.StartAgainAsync();

        away.Message.ShouldStartWith($"the database {database.Place} cannot be used: ");
        (await leasing).ShouldBeTrue();
        (await adding).ShouldBeTrue();
        (await store.OpenAsync(Token)).Count.ShouldBe(2);
        await Should.ThrowAsync<ArtifactBusyException>(() => held.EnsureHeldAsync(Token));
        await held.DisposeAsync();
        await using (await new PostgresLocks(database).TakeAsync("decision", Token)) { }
        (await new NodeRegistry(database).ListAsync(Token)).ShouldBeEmpty();
    }

    /// <summary>The queue goes on when the server is back: a task that falls due meanwhile is carried out, once.</summary>
    [Fact]
    public async Task A_queue_goes_on_when_the_server_is_back()
    {
        await using var server = await PostgresServer.StartAsync();
        Assert.SkipWhen(server is null, SharedPostgres.Absent);
        var options = new PostgresOptions
        {
            Database = DatabaseAddress.Parse(await server!.NewDatabaseAsync()).Value,
            Node = NodeIdentity.New("one", "9.9.9"),
        };
        await using var queue = new NodeUnderTest(options);
        await queue.StartAsync();
        var (before, during) = (
            InventedTasks.H5(NodeUnderTest.Now.AddMinutes(5).AddSeconds(-1), 1),
            InventedTasks.H5(NodeUnderTest.Now.AddMinutes(5).AddSeconds(3), 2)
        );
        await queue.Queue.AddAsync(before, Token);
        await queue.Queue.AddAsync(during, Token);
        await queue.EndedAsync(before);
        await server.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, Token);
        await server.StartAgainAsync();

        await queue.EndedAsync(during);

        queue.Handler.Started.ShouldBe([before.Name, during.Name]);
    }
}
