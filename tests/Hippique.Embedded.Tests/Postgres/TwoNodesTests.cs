using Hippique.Embedded.Storage;
using Hippique.Orchestration.Tasks;
using Hippique.Testing;
using Hippique.Testing.Postgres;
using Hippique.Testing.Tasks;

namespace Hippique.Embedded.Tests.Postgres;

/// <summary>Two nodes on one database, each with its own queue.</summary>
public sealed class TwoNodesTests(SharedPostgres shared) : PostgresTest(shared)
{
    [Fact]
    public async Task Nodes_that_start_at_once_carry_each_task_out_once_between_them()
    {
        await using var one = new NodeUnderTest(Options("one"));
        await using var other = new NodeUnderTest(Options("other"));
        await Task.WhenAll(one.StartAsync(), other.StartAsync());
        var due = NodeUnderTest.Now.AddSeconds(1);
        var tasks = Enumerable.Range(1, 12).Select(race => InventedTasks.H5(due.AddMinutes(5), race)).ToList();
        foreach (var task in tasks)
            await (task.RaceOrThrow.Code.Race % 2 == 0 ? one : other).Queue.AddAsync(task, Token);

        foreach (var task in tasks)
            (await one.EndedAsync(task)).IsDone.ShouldBeTrue();

        one.Handler.Started.Concat(other.Handler.Started).Order().ShouldBe(tasks.Select(task => task.Name).Order());
    }

    /// <summary>A task in the hands of a node that died, whose wake died with it, is taken up when the lease ends, and not before.</summary>
    [Fact]
    public async Task A_task_of_a_dead_node_is_taken_up_when_its_lease_ends()
    {
        var store = new SqlTaskStore(Database("dead"));
        var now = TimeProvider.System.GetUtcNow();
        // Nine seconds ago: a wake that is ten seconds overdue is lost.
        var task = InventedTasks.H5(now.AddMinutes(5).AddSeconds(-9));
        await store.AddAsync(task, Token);
        var until = now.AddSeconds(4);
        await store.TryLeaseAsync(task.Name, new TaskLease("dead-1", until), now, Token);
        await using var survivor = new NodeUnderTest(Options("survivor"));
        await survivor.StartAsync();

        await survivor.EndedAsync(task);

        NodeUnderTest.Now.ShouldBeGreaterThanOrEqualTo(until);
        survivor.Handler.Started.ShouldBe([task.Name]);
    }

    [Fact]
    public async Task A_start_leaves_alone_what_another_node_works_on()
    {
        await using var one = new NodeUnderTest(Options("one"));
        await one.StartAsync();
        one.Handler.Hold = true;
        var task = InventedTasks.H5(NodeUnderTest.Now.AddMinutes(5));
        await one.Queue.AddAsync(task, Token);
        await BoundedWait.UntilAsync(() => one.Handler.Held > 0);

        await using var other = new NodeUnderTest(Options("other"));
        await other.StartAsync();

        var record = (await other.Queue.FindAsync(task.Name, Token))!;
        (record.End, record.Lease!.Owner.Split('-')[0]).ShouldBe((null, "one"));
        one.Handler.Release();
        (await one.EndedAsync(task)).IsDone.ShouldBeTrue();
        other.Handler.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wake_that_one_node_sets_another_sees_moves_and_takes_back()
    {
        await using var one = new NodeUnderTest(Options("one"));
        await using var other = new NodeUnderTest(Options("other"));
        await one.StartAsync();
        await other.StartAsync();
        var task = InventedTasks.H5(NodeUnderTest.Now.AddHours(2));

        await one.Timer.WakeAsync(task, task.DueAt, Token);
        (await other.Timer.WaitingAsync(Token)).ShouldBe([new(task.Name, task.DueAt)]);
        await other.Timer.WakeAsync(task, task.DueAt.AddMinutes(5), Token);
        (await one.Timer.WaitingAsync(Token)).ShouldBe([new(task.Name, task.DueAt.AddMinutes(5))]);
        await other.Timer.CancelAsync(task.Name, Token);
        (await one.Timer.WaitingAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_queue_that_one_node_pauses_is_paused_for_all()
    {
        await using var one = new NodeUnderTest(Options("one"));
        await using var other = new NodeUnderTest(Options("other"));
        await one.StartAsync();
        await other.StartAsync();

        await one.Timer.PauseAsync(Token);
        (await other.Timer.IsPausedAsync(Token)).ShouldBeTrue();

        await other.Timer.ResumeAsync(Token);
        (await one.Timer.IsPausedAsync(Token)).ShouldBeFalse();
    }
}
