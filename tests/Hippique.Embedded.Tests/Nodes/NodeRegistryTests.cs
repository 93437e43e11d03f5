using Hippique.Embedded.Nodes;
using Hippique.Embedded.Postgres;
using Hippique.Embedded.Storage;
using Hippique.Embedded.Tests.Postgres;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Postgres;
using Hippique.Testing.Tasks;

namespace Hippique.Embedded.Tests.Nodes;

public sealed class NodeRegistryTests(SharedPostgres shared) : PostgresTest(shared)
{
    private static readonly NodeIdentity One = new("one", "one-1-a", "9.9.9");
    private static readonly NodeIdentity Other = new("other", "other-1-b", "9.9.8");

    [Fact]
    public async Task A_node_is_listed_with_the_tasks_that_it_works_on()
    {
        var database = Database();
        var (nodes, store) = (new NodeRegistry(database), new SqlTaskStore(database));
        var now = TimeProvider.System.GetUtcNow();
        PlannedTask[] tasks = [InventedTasks.H5(now, 1), InventedTasks.H5(now, 2), InventedTasks.H5(now, 3)];
        foreach (var task in tasks)
            await store.AddAsync(task, Token);
        await store.TryLeaseAsync(tasks[0].Name, new TaskLease(One.Owner, now.AddMinutes(5)), now, Token);
        // Its lease is over: nobody works on it.
        await store.TryLeaseAsync(tasks[1].Name, new TaskLease(One.Owner, now.AddMinutes(-5)), now, Token);
        await store.TryLeaseAsync(tasks[2].Name, new TaskLease(One.Owner, now.AddMinutes(5)), now, Token);
        await store.EndAsync(tasks[2].Name, new TaskEnd.Done(), now, Token);

        await nodes.BeatAsync(One, "http://one:8080/", TimeSpan.FromSeconds(-1.5), Token);
        await nodes.BeatAsync(Other, null, TimeSpan.Zero, Token);
        await nodes.BeatAsync(One, "http://one:8081/", TimeSpan.FromSeconds(1.5), Token);

        var listed = await nodes.ListAsync(Token);
        listed
            .Select(node => (node.Name, node.Version, node.Address, node.Tasks, node.State, node.ClockAheadMs))
            .ShouldBe([("one", "9.9.9", "http://one:8081/", 1, NodeState.Alive, 1500), ("other", "9.9.8", null, 0, NodeState.Alive, 0)]);
    }

    /// <summary>A rehearsal's leases are by its own clock, years from the database's.</summary>
    [Fact]
    public async Task Leases_by_another_clock_are_compared_with_that_clock()
    {
        var database = Database();
        var clock = new ShiftedClock(TimeSpan.FromDays(-400));
        var (nodes, store) = (new NodeRegistry(database, clock), new SqlTaskStore(database));
        var now = clock.GetUtcNow();
        PlannedTask[] tasks = [InventedTasks.H5(now, 1), InventedTasks.H5(now, 2)];
        foreach (var task in tasks)
            await store.AddAsync(task, Token);
        await store.TryLeaseAsync(tasks[0].Name, new TaskLease(One.Owner, now.AddMinutes(5)), now, Token);
        await store.TryLeaseAsync(tasks[1].Name, new TaskLease(One.Owner, now.AddMinutes(-5)), now, Token);
        await nodes.BeatAsync(One, null, TimeSpan.Zero, Token);

        (await nodes.ListAsync(Token)).ShouldHaveSingleItem().Tasks.ShouldBe(1);
    }

    [Theory]
    [InlineData(14, NodeState.Alive)]
    [InlineData(16, NodeState.Late)]
    [InlineData(59, NodeState.Late)]
    [InlineData(61, NodeState.Gone)]
    [InlineData(86_000, NodeState.Gone)]
    [InlineData(86_401, null)]
    public async Task A_node_that_is_silent_is_late_then_gone_and_after_a_day_no_more(int seconds, NodeState? state)
    {
        var nodes = new NodeRegistry(Database());
        await nodes.BeatAsync(One, null, TimeSpan.Zero, Token);
        // Half a second less, so that the time that the test takes makes no difference where it would.
        await Server.AskAsync(Address, $"UPDATE nodes SET seen_at = clock_timestamp() - interval '{seconds - 1} s' - interval '500 ms'");
        if (state is null)
            await Server.AskAsync(Address, "UPDATE nodes SET seen_at = seen_at - interval '1 s'");

        (await nodes.ListAsync(Token)).Select(node => (NodeState?)node.State).ShouldBe(state is null ? [] : [state]);
    }

    [Fact]
    public async Task A_node_that_stops_goes_from_the_list_and_takes_those_of_yesterday_with_it()
    {
        var nodes = new NodeRegistry(Database());
        await nodes.BeatAsync(One, null, TimeSpan.Zero, Token);
        await nodes.BeatAsync(new NodeIdentity("old", "old-1", "9"), null, TimeSpan.Zero, Token);
        await nodes.BeatAsync(Other, null, TimeSpan.Zero, Token);
        await Server.AskAsync(Address, "UPDATE nodes SET seen_at = seen_at - interval '2 days' WHERE name = 'old'");

        await nodes.RemoveAsync(One, Token);

        (await Server.AskAsync(Address, "SELECT name FROM nodes")).ShouldBe("other");
    }

    [Fact]
    public async Task A_clock_is_compared_with_the_databases()
    {
        var nodes = new NodeRegistry(Database());
        var ahead = new ShiftedClock(TimeSpan.FromHours(1));

        (await nodes.ClockAheadAsync(ahead, Token)).ShouldBeInRange(TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
    }

    private sealed class ShiftedClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
