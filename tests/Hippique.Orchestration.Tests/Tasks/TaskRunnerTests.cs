using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Tasks;

namespace Hippique.Orchestration.Tests.Tasks;

public sealed class TaskRunnerTests
{
    private readonly RunnerBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_TheEndIsRecordedAsTheHandlerSaysAndTheWakeIsTakenBack()
    {
        var task = await _bench.DueAsync();
        // The queue's clock says that it is late; the handler, who knows when it looked, says by how much.
        _bench.Clock.Advance(TimeSpan.FromSeconds(100));
        _bench.Handler.Answer = (_, _, _) => Task.FromResult<TaskOutcome>(new TaskOutcome.Ended(new TaskEnd.Late(40)));

        (await _bench.Runner.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.Ended(new TaskEnd.Late(40)));

        var record = await _bench.RecordAsync(task);
        (record.End, record.EndedAt, record.Lease).ShouldBe((new TaskEnd.Late(40), _bench.Clock.GetUtcNow(), null));
        _bench.Handler.Calls.ShouldBe([task]);
        _bench.Timer.Wakes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_DoneByTheHandler_IsDoneHoweverLateTheTimerWas()
    {
        var task = await _bench.DueAsync();
        _bench.Clock.Advance(TimeSpan.FromSeconds(200));

        await _bench.Runner.RunAsync(task.Name, Token);

        (await _bench.RecordAsync(task)).End.ShouldBe(new TaskEnd.Done());
    }

    [Fact]
    public async Task Run_EndedOrUnknown_DoesNothing()
    {
        var task = await _bench.DueAsync();
        await _bench.Queue.EndAsync(task.Name, new TaskEnd.Cancelled("withdrawn"), Token);

        (await _bench.Runner.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.NotOpen());
        (await _bench.Runner.RunAsync("run-20260314-r9c9-h5", Token)).ShouldBe(new TaskRun.NotOpen());

        _bench.Handler.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_AtTheEndOfItsGrace_IsCarriedOut_AndAfterIt_Missed()
    {
        var (last, late) = (await _bench.DueAsync(1), await _bench.DueAsync(2));
        _bench.Clock.SetUtcNow(last.GraceUntil);
        await _bench.Runner.RunAsync(last.Name, Token);
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await _bench.Runner.RunAsync(late.Name, Token);

        _bench.Handler.Calls.ShouldBe([last]);
        (await _bench.RecordAsync(late)).End.ShouldBe(
            new TaskEnd.Missed("not started by 2026-03-14T12:04:00Z, the end of its grace (1 s too late)")
        );
    }

    [Fact]
    public async Task Run_AfterItsGrace_WhatAnEarlierCallCarriedOutIsDone()
    {
        var task = await _bench.DueAsync();
        _bench.Handler.Found = found => found == task ? new TaskEnd.Done() : null;
        _bench.Clock.SetUtcNow(task.GraceUntil.AddMinutes(10));

        (await _bench.Runner.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));

        _bench.Handler.Calls.ShouldBeEmpty();
        (await _bench.RecordAsync(task)).End.ShouldBe(new TaskEnd.Done());
    }

    [Fact]
    public async Task Run_RetryLater_IsWokenAgainAndEndsOnce()
    {
        var task = await _bench.DueAsync();
        _bench.Handler.Answer = (_, call, _) =>
            Task.FromResult<TaskOutcome>(
                call == 1
                    ? new TaskOutcome.RetryLater(TimeSpan.FromSeconds(20), "zeturf: timeout")
                    : new TaskOutcome.Ended(new TaskEnd.Late(20))
            );

        (await _bench.Runner.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.Again(TimeSpan.FromSeconds(20), "zeturf: timeout"));

        _bench.Timer.Wakes[task.Name].ShouldBe(RunnerBench.Now.AddSeconds(20));
        (await _bench.RecordAsync(task)).ShouldBe(
            new TaskRecord { Task = task, PutOff = new TaskTry(RunnerBench.Now.AddSeconds(20), "zeturf: timeout") }
        );
        _bench.Log.Lines.ShouldContain($"{task.Name} is called again in 20 s: zeturf: timeout");
        _bench.Clock.Advance(TimeSpan.FromSeconds(20));
        (await _bench.Runner.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.Ended(new TaskEnd.Late(20)));
        _bench.Timer.Wakes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(240, true)]
    [InlineData(241, false)]
    public async Task Run_RetryThatWouldComeAfterTheGrace_IsAMissWithItsReason(int seconds, bool isAgain)
    {
        var task = await _bench.DueAsync();
        _bench.Handler.Answer = (_, _, _) =>
            Task.FromResult<TaskOutcome>(new TaskOutcome.RetryLater(TimeSpan.FromSeconds(seconds), "too_many_requests"));

        var run = await _bench.Runner.RunAsync(task.Name, Token);

        (run is TaskRun.Again).ShouldBe(isAgain);
        (await _bench.RecordAsync(task)).End.ShouldBe(isAgain ? null : new TaskEnd.Missed("too_many_requests"));
    }

    [Fact]
    public async Task Run_HandlerThatCannotReachTheDatabase_IsTriedAgainWithinTheGraceAndNeverFails()
    {
        var task = await _bench.DueAsync();
        _bench.Handler.Answer = (_, _, _) => throw new DatabaseException(Problem.Of($"the database {"db"} cannot be used: {"away"}"));

        var again = (await _bench.Runner.RunAsync(task.Name, Token)).ShouldBeOfType<TaskRun.Again>();
        _bench.Clock.SetUtcNow(task.GraceUntil - again.After / 2);
        await _bench.Runner.RunAsync(task.Name, Token);

        again.Why.ShouldBe("the database db cannot be used: away");
        (await _bench.RecordAsync(task)).End.ShouldBe(new TaskEnd.Missed("the database db cannot be used: away"));
    }

    [Fact]
    public async Task Run_HandlerThatThrows_LeavesAFailedTask()
    {
        var task = await _bench.DueAsync();
        _bench.Handler.Answer = (_, _, _) => throw new InvalidOperationException("no such thing");

        await _bench.Runner.RunAsync(task.Name, Token);

        (await _bench.RecordAsync(task)).End.ShouldBe(new TaskEnd.Failed("InvalidOperationException: no such thing"));
        _bench.Log.Lines.ShouldContain($"{task.Name} broke");
    }

    [Fact]
    public async Task Run_Shutdown_LeavesTheTaskOpenAndNobodysLeaseOnIt()
    {
        var task = await _bench.DueAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _bench.Handler.Answer = async (_, _, cancelled) =>
        {
            await stop.CancelAsync();
            cancelled.ThrowIfCancellationRequested();
            return new TaskOutcome.Ended(new TaskEnd.Done());
        };

        await Should.ThrowAsync<OperationCanceledException>(() => _bench.Runner.RunAsync(task.Name, stop.Token));

        (await _bench.RecordAsync(task)).ShouldBe(new TaskRecord { Task = task });
        _bench.Leases.Holds(task.Name).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_NameThatIsAtWork_RunsOnce()
    {
        var task = await _bench.DueAsync();
        var gate = new TaskCompletionSource();
        _bench.Handler.Answer = async (_, _, _) =>
        {
            await gate.Task;
            return new TaskOutcome.Ended(new TaskEnd.Done());
        };
        var first = _bench.Runner.RunAsync(task.Name, Token);

        var others = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _bench.Runner.RunAsync(task.Name, Token)));

        others.ShouldAllBe(run => run == new TaskRun.Busy());
        gate.SetResult();
        (await first).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
        _bench.Handler.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Run_OtherProcessAtWork_IsWokenWhenItsLeaseEnds()
    {
        var other = new RunnerBench(_bench.Inner, "another", _bench.Clock);
        var task = await _bench.DueAsync();
        var lease = await other.Leases.TakeAsync(task.Name, Token);

        (await _bench.Runner.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.Busy());

        _bench.Handler.Calls.ShouldBeEmpty();
        _bench.Timer.Wakes[task.Name].ShouldBe(RunnerBench.Now.AddSeconds(60));
        await lease!.DisposeAsync();
        (await _bench.Runner.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
    }

    [Fact]
    public async Task Run_LeaseThatAnotherTookMeanwhile_StopsTheWorkAndRecordsNothing()
    {
        var task = await _bench.DueAsync();
        var begun = new TaskCompletionSource();
        _bench.Handler.Answer = async (_, _, cancelled) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled);
            return new TaskOutcome.Ended(new TaskEnd.Done());
        };
        var run = _bench.Runner.RunAsync(task.Name, Token);
        await begun.Task;
        // The process was stopped for two minutes, and another one took the task.
        var later = _bench.Clock.GetUtcNow().AddMinutes(2);
        (await _bench.Inner.TryLeaseAsync(task.Name, new TaskLease("another", later.AddMinutes(1)), later, Token)).ShouldBeTrue();

        _bench.Clock.Advance(TimeSpan.FromSeconds(20));

        (await run).ShouldBe(new TaskRun.LeaseLost());
        (await _bench.RecordAsync(task)).Lease!.Owner.ShouldBe("another");
        _bench.Log.Lines.ShouldContain($"{task.Name}: the lease was lost to another process, which carries it out");
    }

    [Fact]
    public async Task Run_WokenALittleEarly_WaitsForTheInstant()
    {
        var task = InventedTasks.H5(RunnerBench.Now.AddMinutes(5).AddSeconds(2.5));
        await _bench.Queue.AddAsync(task, Token);

        var run = _bench.Runner.RunAsync(task.Name, Token);
        for (var step = 0; step < 2; step++)
        {
            _bench.Handler.Calls.ShouldBeEmpty();
            _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        run.IsCompleted.ShouldBeFalse();
        _bench.Clock.Advance(TimeSpan.FromSeconds(0.5));

        (await run).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
    }

    [Fact]
    public async Task Run_WokenALittleEarlyAndEndedMeanwhile_DoesNothing()
    {
        var task = InventedTasks.H5(RunnerBench.Now.AddMinutes(5).AddSeconds(1));
        await _bench.Queue.AddAsync(task, Token);
        var run = _bench.Runner.RunAsync(task.Name, Token);
        await _bench.Queue.EndAsync(task.Name, new TaskEnd.Cancelled("withdrawn"), Token);

        _bench.Clock.Advance(TimeSpan.FromSeconds(1));

        (await run).ShouldBe(new TaskRun.NotOpen());
        _bench.Handler.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_WokenFarTooEarly_IsSetAnew()
    {
        var task = InventedTasks.H5(RunnerBench.Now.AddMinutes(7));
        await _bench.Queue.AddAsync(task, Token);
        await _bench.Timer.CancelAsync(task.Name, Token);

        (await _bench.Runner.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.Early(task.DueAt));

        _bench.Timer.Wakes[task.Name].ShouldBe(task.DueAt);
        _bench.Handler.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task EveryEnd_IsOneEvent_AndSoIsTheBeginning()
    {
        var task = await _bench.DueAsync();

        await _bench.Runner.RunAsync(task.Name, Token);
        await _bench.Runner.RunAsync(task.Name, Token);

        _bench.Events.All.ShouldBe([
            new HippiqueEvent.TaskPlanned(task) { At = RunnerBench.Now },
            new HippiqueEvent.TaskBegun(task, "this-machine") { At = RunnerBench.Now },
            new HippiqueEvent.TaskEnded(task, new TaskEnd.Done()) { At = RunnerBench.Now },
        ]);
        _bench.Events.All.ShouldAllBe(happened => happened.CorrelationId == task.Name);
    }

    [Fact]
    public void Handlers_OneKindTwice_IsRefused_AndAKindWithout_IsNamed()
    {
        Should
            .Throw<ArgumentException>(() =>
                new TaskHandlers([new ScriptedHandler(TaskKind.H5), new ScriptedHandler(TaskKind.H30, TaskKind.H5)])
            )
            .Message.ShouldBe("tasks of kind H5 have two handlers: ScriptedHandler and ScriptedHandler");
        Should
            .Throw<InvalidOperationException>(() => new TaskHandlers([]).Of(InventedTasks.H5(RunnerBench.Now)))
            .Message.ShouldBe("run-20260314-r1c1-h5: no handler carries out a task of kind H5");
    }

    [Fact]
    public async Task EndOverdue_ArtifactsThatCannotBeRead_LeaveTheTaskOpen()
    {
        var task = await _bench.DueAsync();
        _bench.Handler.Found = _ => throw new ArtifactException(Problem.Of($"tickets.json: cannot be read"));
        _bench.Clock.SetUtcNow(task.GraceUntil.AddSeconds(1));

        await Should.ThrowAsync<ArtifactException>(() => _bench.Runner.RunAsync(task.Name, Token));

        (await _bench.RecordAsync(task)).ShouldBe(new TaskRecord { Task = task });
    }
}
