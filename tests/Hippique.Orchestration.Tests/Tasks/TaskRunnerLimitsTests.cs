using Hippique.Orchestration.Tasks;
using Hippique.Testing.Tasks;

namespace Hippique.Orchestration.Tests.Tasks;

/// <summary>Wakes that come early, and leases that somebody else holds.</summary>
public sealed class TaskRunnerLimitsTests
{
    private readonly RunnerBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(90, false)]
    [InlineData(91, true)]
    public async Task Run_WokenMoreThanNinetySecondsEarly_IsSetAnew(int seconds, bool isSetAnew)
    {
        var task = InventedTasks.H5(RunnerBench.Now.AddMinutes(5).AddSeconds(seconds));
        await _bench.Queue.AddAsync(task, Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var run = _bench.Runner.RunAsync(task.Name, stop.Token);

        run.IsCompleted.ShouldBe(isSetAnew);
        await stop.CancelAsync();
        if (!isSetAnew)
            await Should.ThrowAsync<OperationCanceledException>(() => run);
    }

    /// <summary>A task that ends, or a clock that leaps, is noticed within a second however early the wake was.</summary>
    [Fact]
    public async Task Run_WokenEarly_LooksAgainEverySecond()
    {
        var task = InventedTasks.H5(RunnerBench.Now.AddMinutes(5).AddSeconds(60));
        await _bench.Queue.AddAsync(task, Token);
        var run = _bench.Runner.RunAsync(task.Name, Token);
        await _bench.Queue.EndAsync(task.Name, new TaskEnd.Cancelled("withdrawn"), Token);

        _bench.Clock.Advance(TimeSpan.FromSeconds(1));

        (await run.WaitAsync(TimeSpan.FromMinutes(5), Token)).ShouldBe(new TaskRun.NotOpen());
    }

    [Fact]
    public async Task Run_OwnProcessAtWork_SetsNoOtherWake()
    {
        var task = await _bench.DueAsync();
        await using var lease = await _bench.Leases.TakeAsync(task.Name, Token);

        (await _bench.Runner.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.Busy());

        _bench.Timer.Wakes[task.Name].ShouldBe(task.DueAt);
    }

    [Fact]
    public async Task Run_EndedByAnotherProcessJustBeforeItsLease_DoesNothing()
    {
        var bench = new RunnerBench(new EndingStore());
        var task = await bench.DueAsync();

        (await bench.Runner.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.NotOpen());

        bench.Handler.Calls.ShouldBeEmpty();
        (await bench.RecordAsync(task)).End.ShouldBe(new TaskEnd.Late(3));
    }

    [Fact]
    public async Task Run_LeaseLostBeforeTheHandlerFails_IsNoFailure()
    {
        var task = await _bench.DueAsync();
        var lost = new TaskCompletionSource();
        _bench.Handler.Answer = async (_, _, cancelled) =>
        {
            await using var registered = cancelled.Register(lost.SetResult);
            await lost.Task;
            throw new InvalidOperationException("what it wrote to was taken away");
        };
        var run = _bench.Runner.RunAsync(task.Name, Token);
        var later = _bench.Clock.GetUtcNow().AddMinutes(2);
        await _bench.Inner.TryLeaseAsync(task.Name, new TaskLease("another", later.AddMinutes(1)), later, Token);

        _bench.Clock.Advance(TimeSpan.FromSeconds(20));

        (await run).ShouldBe(new TaskRun.LeaseLost());
        (await _bench.RecordAsync(task)).End.ShouldBeNull();
        _bench.Log.Lines.ShouldNotContain($"{task.Name} broke");
    }

    [Fact]
    public void Options_HoldALeaseForAMinuteUnderTheMachinesName()
    {
        var options = new TaskRunnerOptions();
        (options.Owner, options.Lease, options.Renewal).ShouldBe(("this-machine", TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(20)));
        new RunnerBench(owner: "another").Leases.Owner.ShouldBe("another");
    }

    /// <summary>A store in which another process ends a task at the very moment at which its lease is asked for.</summary>
    private sealed class EndingStore : DelegatingTaskStore
    {
        public override async Task<bool> TryLeaseAsync(
            string name,
            TaskLease lease,
            DateTimeOffset now,
            CancellationToken cancellationToken
        )
        {
            await Inner.EndAsync(name, new TaskEnd.Late(3), now, cancellationToken);
            return await Inner.TryLeaseAsync(name, lease, now, cancellationToken);
        }
    }
}
