using Hippique.Orchestration.Tasks;
using Hippique.Sources.Http;
using Hippique.Testing;
using Hippique.Testing.Tasks;

namespace Hippique.Orchestration.Tests.Tasks;

/// <summary>A timer that waits for the answer: late, early, twice, and beside another process.</summary>
public sealed class TaskCallsTests
{
    private readonly RunnerBench _bench = new();
    private readonly TaskCalls _calls;

    public TaskCallsTests() => _calls = new TaskCalls(_bench.Runner, _bench.Queue, _bench.Clock, RealTime.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_AheadOfTheInstant_WaitsForIt()
    {
        var task = InventedTasks.H5(_bench.Clock.GetUtcNow().AddMinutes(6));
        await _bench.Queue.AddAsync(task, Token);

        var run = _calls.RunAsync(task.Name, Token);
        for (var second = 0; second < 59; second++)
            await PassAsync(TimeSpan.FromSeconds(1));
        run.IsCompleted.ShouldBeFalse();
        _bench.Handler.Calls.ShouldBeEmpty();

        (await UntilAsync(run)).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
        _bench.Clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(task.DueAt);
    }

    [Fact]
    public async Task SecondCall_IsToldTheStoredEnd_AndNothingIsDoneTwice()
    {
        var task = await _bench.DueAsync();

        (await _calls.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
        (await _calls.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));

        _bench.Handler.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task CallWhileAnotherProcessWorks_IsToldWhatComesOfIt()
    {
        var task = await _bench.DueAsync();
        var now = _bench.Clock.GetUtcNow();
        await _bench.Store.TryLeaseAsync(task.Name, new TaskLease("other", now.AddSeconds(60)), now, Token);

        var run = _calls.RunAsync(task.Name, Token);
        await PassAsync(TimeSpan.FromSeconds(2));
        run.IsCompleted.ShouldBeFalse();
        await _bench.Store.EndAsync(task.Name, new TaskEnd.Late(40), now, Token);

        (await UntilAsync(run)).ShouldBe(new TaskRun.Ended(new TaskEnd.Late(40)));
        _bench.Handler.Calls.ShouldBeEmpty();
    }

    /// <summary>The container that began the task was killed.</summary>
    [Fact]
    public async Task LeaseThatRunsOut_IsTakenOver()
    {
        var task = await _bench.DueAsync();
        var now = _bench.Clock.GetUtcNow();
        await _bench.Store.TryLeaseAsync(task.Name, new TaskLease("killed", now.AddSeconds(30)), now, Token);

        var run = await UntilAsync(_calls.RunAsync(task.Name, Token));

        run.ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
        _bench.Handler.Calls.Count.ShouldBe(1);
        // Long before the task would be missed; the clock passes while this machine is busy elsewhere.
        (_bench.Clock.GetUtcNow() - now).ShouldBeLessThan(TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task CallAfterTheGrace_FindsTheTaskMissed()
    {
        var task = await _bench.DueAsync();
        _bench.Clock.Advance(TimeSpan.FromMinutes(6));

        (await UntilAsync(_calls.RunAsync(task.Name, Token))).ShouldBeOfType<TaskRun.Ended>().End.ShouldBeOfType<TaskEnd.Missed>();

        _bench.Handler.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task NameThatNoTaskHas_IsNotOpen() =>
        (await _calls.RunAsync("run-20251122-r9c9-h5", Token)).ShouldBeOfType<TaskRun.NotOpen>();

    [Fact]
    public async Task PartOfATask_IsCalledAgainWithoutAWarning()
    {
        var task = await _bench.DueAsync();
        _bench.Handler.Answer = (_, _, _) => Task.FromResult<TaskOutcome>(new TaskOutcome.GoesOn(TimeSpan.FromSeconds(20)));

        (await _calls.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.GoesOn(TimeSpan.FromSeconds(20)));

        (await _bench.Timer.WaitingAsync(Token))[task.Name].ShouldBe(_bench.Clock.GetUtcNow().AddSeconds(20));
        _bench.Log.Lines.ShouldBeEmpty();
    }

    /// <summary>What could not be done in the task's time is left; what was done was done.</summary>
    [Fact]
    public async Task PartThatWouldComeAfterTheGrace_EndsTheTaskAsDone()
    {
        var task = await _bench.DueAsync();
        _bench.Handler.Answer = (_, _, _) => Task.FromResult<TaskOutcome>(new TaskOutcome.GoesOn(TimeSpan.FromMinutes(10)));

        (await _calls.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
    }

    private async Task PassAsync(TimeSpan time)
    {
        _bench.Clock.Advance(time);
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);
    }

    private Task<TaskRun> UntilAsync(Task<TaskRun> run) =>
        BoundedWait.EndAsync(run, () => _bench.Clock.Advance(TimeSpan.FromMilliseconds(250)));
}
