using Hippique.Orchestration.Tasks;
using Hippique.Testing.Tasks;

namespace Hippique.Orchestration.Tests.Tasks;

/// <summary>Work somebody asks for now, whether or not its task is due.</summary>
public sealed class TaskRunnerRunNowTests
{
    private readonly RunnerBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunNow_BeforeItsTime_IsCarriedOutAndRecorded()
    {
        var task = InventedTasks.H5(RunnerBench.Now.AddHours(2));
        await _bench.Queue.AddAsync(task, Token);

        var run = await _bench.Runner.RunNowAsync(task, Work(new TaskOutcome.Ended(new TaskEnd.Done()), out var calls), Token);

        run.ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
        calls.ShouldBe([true]);
        (await _bench.RecordAsync(task)).End.ShouldBe(new TaskEnd.Done());
        _bench.Timer.Wakes.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunNow_NeverScheduledOrEnded_IsCarriedOutAndNotRecorded()
    {
        var (unknown, ended) = (InventedTasks.H5(RunnerBench.Now.AddHours(2)), await _bench.DueAsync(2));
        await _bench.Queue.EndAsync(ended.Name, new TaskEnd.Failed("closed"), Token);
        var work = Work(new TaskOutcome.RetryLater(TimeSpan.FromSeconds(20), "again"), out var calls);

        (await _bench.Runner.RunNowAsync(unknown, work, Token)).ShouldBe(new TaskRun.Again(TimeSpan.FromSeconds(20), "again"));
        (await _bench.Runner.RunNowAsync(ended, work, Token)).ShouldBe(new TaskRun.Again(TimeSpan.FromSeconds(20), "again"));

        calls.ShouldBe([false, false]);
        (await _bench.Store.FindAsync(unknown.Name, Token)).ShouldBeNull();
        (await _bench.RecordAsync(ended)).End.ShouldBe(new TaskEnd.Failed("closed"));
        _bench.Timer.Wakes.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunNow_WhileTheTaskIsAtWork_IsBusy()
    {
        var task = await _bench.DueAsync();
        await using var lease = await _bench.Leases.TakeAsync(task.Name, Token);

        var run = await _bench.Runner.RunNowAsync(task, Work(new TaskOutcome.Ended(new TaskEnd.Done()), out var calls), Token);

        run.ShouldBe(new TaskRun.Busy());
        calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunNow_AfterTheGrace_DoesNotWork()
    {
        var task = await _bench.DueAsync();
        _bench.Clock.SetUtcNow(task.GraceUntil.AddSeconds(1));

        var run = await _bench.Runner.RunNowAsync(task, Work(new TaskOutcome.Ended(new TaskEnd.Done()), out var calls), Token);

        run.ShouldBeOfType<TaskRun.Ended>().End.ShouldBeOfType<TaskEnd.Missed>();
        calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunNow_AnotherProcessHoldsTheLeaseUntilItIsOver()
    {
        var task = await _bench.DueAsync();
        var calls = 0;
        TaskWork work = (_, _, _) =>
        {
            calls++;
            _bench.Leases.Holds(task.Name).ShouldBeTrue();
            return Task.FromResult<TaskOutcome>(new TaskOutcome.Ended(new TaskEnd.Done()));
        };

        await _bench.Runner.RunNowAsync(task, work, Token);

        calls.ShouldBe(1);
        _bench.Leases.Holds(task.Name).ShouldBeFalse();
    }

    private static TaskWork Work(TaskOutcome outcome, out List<bool> calls)
    {
        var noted = calls = [];
        return (_, isOpen, _) =>
        {
            noted.Add(isOpen);
            return Task.FromResult(outcome);
        };
    }
}
