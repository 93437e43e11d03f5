using Hippique.Orchestration.Tasks;
using Hippique.Testing.Tasks;

namespace Hippique.Orchestration.Tests.Tasks;

public sealed class TaskLeasesTests
{
    private readonly RunnerBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Taken_IsHeldAndRenewedUntilItIsGivenBack()
    {
        var task = await _bench.DueAsync();
        var lease = (await _bench.Leases.TakeAsync(task.Name, Token))!;
        _bench.Leases.Holds(task.Name).ShouldBeTrue();
        (await _bench.RecordAsync(task)).Lease.ShouldBe(new TaskLease("this-machine", RunnerBench.Now.AddSeconds(60)));

        for (var renewal = 1; renewal <= 5; renewal++)
        {
            _bench.Clock.Advance(TimeSpan.FromSeconds(20));
            (await _bench.RecordAsync(task)).Lease!.Until.ShouldBe(RunnerBench.Now.AddSeconds(60 + 20 * renewal));
        }
        lease.Lost.IsCancellationRequested.ShouldBeFalse();

        await lease.DisposeAsync();
        (await _bench.RecordAsync(task)).Lease.ShouldBeNull();
        _bench.Leases.Holds(task.Name).ShouldBeFalse();
        _bench.Clock.Advance(TimeSpan.FromSeconds(40));
        (await _bench.RecordAsync(task)).Lease.ShouldBeNull();
    }

    [Fact]
    public async Task Taken_NobodyElseOfTheProcessGetsIt_AndAfterwardsSomebodyDoes()
    {
        var task = await _bench.DueAsync();
        var lease = (await _bench.Leases.TakeAsync(task.Name, Token))!;
        (await _bench.Leases.TakeAsync(task.Name, Token)).ShouldBeNull();
        await lease.DisposeAsync();

        var next = await _bench.Leases.TakeAsync(task.Name, Token);

        next.ShouldNotBeNull();
        await next.DisposeAsync();
    }

    [Fact]
    public async Task NotTaken_LeavesNothingHeld()
    {
        (await _bench.Leases.TakeAsync("run-20260314-r9c9-h5", Token)).ShouldBeNull();

        _bench.Leases.Holds("run-20260314-r9c9-h5").ShouldBeFalse();
    }

    [Fact]
    public async Task StoreThatFails_IsAskedAgainWhileTheLeaseHolds_AndAfterItsEndTheLeaseIsLost()
    {
        var store = new FailingStore();
        var bench = new RunnerBench(store);
        var task = await bench.DueAsync();
        var lease = (await bench.Leases.TakeAsync(task.Name, Token))!;
        store.Fails = true;

        bench.Clock.Advance(TimeSpan.FromSeconds(20));
        bench.Clock.Advance(TimeSpan.FromSeconds(20));
        lease.Lost.IsCancellationRequested.ShouldBeFalse();
        bench.LeaseLog.Lines.ShouldBe([$"{task.Name}: the lease could not be renewed", $"{task.Name}: the lease could not be renewed"]);
        bench.Clock.Advance(TimeSpan.FromSeconds(20));

        lease.Lost.IsCancellationRequested.ShouldBeTrue();
        store.Fails = false;
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task StoreThatDoesNotAnswer_IsWaitedForUntilTheLeaseEnds()
    {
        var store = new FailingStore();
        var bench = new RunnerBench(store);
        var task = await bench.DueAsync();
        var lease = (await bench.Leases.TakeAsync(task.Name, Token))!;
        store.Hangs = true;

        bench.Clock.Advance(TimeSpan.FromSeconds(20));
        bench.Clock.Advance(TimeSpan.FromSeconds(39));
        lease.Lost.IsCancellationRequested.ShouldBeFalse();
        bench.Clock.Advance(TimeSpan.FromSeconds(1));

        // The call that hangs ends on a thread of its own.
        var lost = new TaskCompletionSource();
        await using (lease.Lost.Register(lost.SetResult))
            await lost.Task.WaitAsync(Token);
        store.Hangs = false;
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task StoreThatFailsOnce_CostsNothing()
    {
        var store = new FailingStore();
        var bench = new RunnerBench(store);
        var task = await bench.DueAsync();
        await using var lease = (await bench.Leases.TakeAsync(task.Name, Token))!;
        store.Fails = true;
        bench.Clock.Advance(TimeSpan.FromSeconds(20));
        store.Fails = false;

        for (var renewal = 0; renewal < 5; renewal++)
            bench.Clock.Advance(TimeSpan.FromSeconds(20));

        lease.Lost.IsCancellationRequested.ShouldBeFalse();
        (await bench.RecordAsync(task)).Lease!.Until.ShouldBe(bench.Clock.GetUtcNow().AddSeconds(60));
    }

    [Fact]
    public async Task TakeThatFails_LeavesNothingHeld()
    {
        var store = new FailingStore();
        var bench = new RunnerBench(store);
        var task = await bench.DueAsync();
        store.Fails = true;

        await Should.ThrowAsync<IOException>(() => bench.Leases.TakeAsync(task.Name, Token));

        bench.Leases.Holds(task.Name).ShouldBeFalse();
    }

    private sealed class FailingStore : DelegatingTaskStore
    {
        public bool Fails { get; set; }

        /// <summary>Until the caller gives up.</summary>
        public bool Hangs { get; set; }

        public override async Task<bool> TryLeaseAsync(
            string name,
            TaskLease lease,
            DateTimeOffset now,
            CancellationToken cancellationToken
        )
        {
            if (Hangs)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return Fails ? throw new IOException("the disk is gone") : await Inner.TryLeaseAsync(name, lease, now, cancellationToken);
        }
    }
}
