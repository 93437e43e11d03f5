using Hippique.Orchestration.Events;
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
    public async Task RunNow_NeverScheduled_IsAddedAndCarriedOutUnderItsLease()
    {
        var task = InventedTasks.H5(RunnerBench.Now.AddHours(2));
        var work = Work(new TaskOutcome.RetryLater(TimeSpan.FromSeconds(20), "again"), out var calls);

        (await _bench.Runner.RunNowAsync(task, work, Token)).ShouldBe(new TaskRun.Again(TimeSpan.FromSeconds(20), "again"));

        calls.ShouldBe([true]);
        (await _bench.RecordAsync(task)).ShouldBe(
            new TaskRecord { Task = task, PutOff = new TaskTry(RunnerBench.Now.AddSeconds(20), "again") }
        );
        _bench.Timer.Wakes.ShouldHaveSingleItem();
    }

    public static TheoryData<TaskEnd> EndsThatStand =>
        [new TaskEnd.Done(), new TaskEnd.Late(40), new TaskEnd.Missed("too late"), new TaskEnd.Cancelled("withdrawn")];

    [Theory]
    [MemberData(nameof(EndsThatStand))]
    public async Task RunNow_EndedBefore_GivesThatEndAndDoesNotWork(TaskEnd before)
    {
        var task = await _bench.DueAsync();
        await _bench.Queue.EndAsync(task.Name, before, Token);

        var run = await _bench.Runner.RunNowAsync(task, Work(new TaskOutcome.Ended(new TaskEnd.Late(50)), out var calls), Token);

        run.ShouldBe(new TaskRun.Ended(before));
        calls.ShouldBeEmpty();
        (await _bench.RecordAsync(task)).End.ShouldBe(before);
    }

    [Fact]
    public async Task RunNow_FailedBeforeWithinTheGrace_IsOpenedAgainAndItsNewEndCounts()
    {
        var task = await _bench.DueAsync();
        var failed = new TaskEnd.Failed("the page changed");
        await _bench.Queue.EndAsync(task.Name, failed, Token);

        var run = await _bench.Runner.RunNowAsync(task, Work(new TaskOutcome.Ended(new TaskEnd.Late(50)), out var calls), Token);

        run.ShouldBe(new TaskRun.Ended(new TaskEnd.Late(50)));
        calls.ShouldBe([true]);
        (await _bench.RecordAsync(task)).End.ShouldBe(new TaskEnd.Late(50));
        _bench.Events.Of<HippiqueEvent.TaskReopened>().ShouldHaveSingleItem().Before.ShouldBe(failed);
        _bench.Events.Of<HippiqueEvent.TaskEnded>().Select(told => told.End).ShouldBe([failed, new TaskEnd.Late(50)]);
    }

    [Fact]
    public async Task RunNow_FailedBeforeAndTheGraceIsOver_StaysFailed()
    {
        var task = await _bench.DueAsync();
        await _bench.Queue.EndAsync(task.Name, new TaskEnd.Failed("the page changed"), Token);
        _bench.Clock.SetUtcNow(task.GraceUntil.AddSeconds(1));

        var run = await _bench.Runner.RunNowAsync(task, Work(new TaskOutcome.Ended(new TaskEnd.Done()), out var calls), Token);

        run.ShouldBe(new TaskRun.Ended(new TaskEnd.Failed("the page changed")));
        calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunNow_FailedBeforeAndAnotherProcessTakesItUp_IsBusy()
    {
        var (task, failed) = (await _bench.DueAsync(), new TaskEnd.Failed("the page changed"));
        await _bench.Queue.EndAsync(task.Name, failed, Token);
        var other = new RunnerBench(_bench.Inner, "other-machine", _bench.Clock);
        await using var lease = await other.Leases.TakeAgainAsync(task.Name, failed, Token);

        var run = await _bench.Runner.RunNowAsync(task, Work(new TaskOutcome.Ended(new TaskEnd.Done()), out var calls), Token);

        run.ShouldBe(new TaskRun.Busy());
        calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunNow_EndedBySomebodyElseMeanwhile_GivesTheRecordedEnd()
    {
        var task = await _bench.DueAsync();
        var moved = new TaskEnd.Cancelled("off moved from 13:05 to 13:20");

        var run = await _bench.Runner.RunNowAsync(
            task,
            async (_, cancelled) =>
            {
                await _bench.Queue.EndAsync(task.Name, moved, cancelled);
                return new TaskOutcome.Ended(new TaskEnd.Done());
            },
            Token
        );

        run.ShouldBe(new TaskRun.Ended(moved));
        (await _bench.RecordAsync(task)).End.ShouldBe(moved);
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
        TaskWork work = (_, _) =>
        {
            calls++;
            _bench.Leases.Holds(task.Name).ShouldBeTrue();
            return Task.FromResult<TaskOutcome>(new TaskOutcome.Ended(new TaskEnd.Done()));
        };

        await _bench.Runner.RunNowAsync(task, work, Token);

        calls.ShouldBe(1);
        _bench.Leases.Holds(task.Name).ShouldBeFalse();
    }

    private TaskWork Work(TaskOutcome outcome, out List<bool> calls)
    {
        var noted = calls = [];
        return (task, _) =>
        {
            noted.Add(_bench.Leases.Holds(task.Name));
            return Task.FromResult(outcome);
        };
    }
}
