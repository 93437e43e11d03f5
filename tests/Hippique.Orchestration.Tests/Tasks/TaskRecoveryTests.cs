using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Tasks;

namespace Hippique.Orchestration.Tests.Tasks;

public sealed class TaskRecoveryTests
{
    private readonly RunnerBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_PastItsGrace_IsMissed_WithinIt_IsWoken_AndWithoutAWake_GetsOne()
    {
        var (past, due, later) = (await AddAsync(1, dueIn: -300), await AddAsync(2, dueIn: -100), await AddAsync(3, dueIn: 100));
        var waiting = await AddAsync(4, dueIn: 200);
        await _bench.Timer.WakeAsync(waiting, waiting.DueAt.AddSeconds(7), Token);

        await _bench.Recovery.StartAsync(Token);

        (await _bench.RecordAsync(past)).End.ShouldBeOfType<TaskEnd.Missed>().Reason.ShouldContain("(60 s too late)");
        _bench.Timer.Wakes.ShouldBe(
            new Dictionary<string, DateTimeOffset>
            {
                [due.Name] = due.DueAt,
                [later.Name] = later.DueAt,
                [waiting.Name] = waiting.DueAt.AddSeconds(7),
            },
            ignoreOrder: true
        );
        _bench.RecoveryLog.Lines.ShouldContain(
            "queue recovered: 4 open tasks, 1 missed while nothing ran, 2 woken again, 0 left-over jobs removed"
        );
    }

    /// <summary>Where store and timer are other machines.</summary>
    [Fact]
    public async Task Start_ManyAtATime_LeavesTheSame()
    {
        var bench = new RunnerBench(atATime: 8);
        var tasks = new List<PlannedTask>();
        for (var race = 1; race <= 30; race++)
        {
            var task = InventedTasks.H5(bench.Clock.GetUtcNow().AddSeconds(race % 2 == 0 ? 0 : 600), race);
            await bench.Store.AddAsync(task, Token);
            tasks.Add(task);
        }

        await bench.Recovery.StartAsync(Token);

        var missed = tasks.Where(task => task.GraceUntil < bench.Clock.GetUtcNow()).ToList();
        missed.Count.ShouldBe(15);
        foreach (var task in missed)
            (await bench.RecordAsync(task)).End.ShouldBeOfType<TaskEnd.Missed>();
        bench.Timer.Wakes.Keys.ShouldBe(tasks.Except(missed).Select(task => task.Name), ignoreOrder: true);
        bench.RecoveryLog.Lines.ShouldContain(
            "queue recovered: 30 open tasks, 15 missed while nothing ran, 15 woken again, 0 left-over jobs removed"
        );
    }

    [Fact]
    public async Task Start_ExactlyAtTheEndOfTheGrace_IsStillWoken()
    {
        var task = await AddAsync(1, dueIn: -240);

        await _bench.Recovery.StartAsync(Token);

        (await _bench.RecordAsync(task)).End.ShouldBeNull();
        _bench.Timer.Wakes.Keys.ShouldBe([task.Name]);
    }

    [Fact]
    public async Task Start_DueNow_IsWokenAnewThoughItHasAWake()
    {
        var task = await AddAsync(1, dueIn: 0);
        await _bench.Timer.WakeAsync(task, task.DueAt.AddSeconds(-1), Token);

        await _bench.Recovery.StartAsync(Token);

        _bench.Timer.Wakes[task.Name].ShouldBe(task.DueAt);
    }

    [Fact]
    public async Task Start_CarriedOutByAProcessThatWasKilledBeforeItsEnd_IsDoneAndNoMiss()
    {
        var task = await AddAsync(1, dueIn: -400);
        _bench.Handler.Found = _ => new TaskEnd.Done();

        await _bench.Recovery.StartAsync(Token);

        (await _bench.RecordAsync(task)).End.ShouldBe(new TaskEnd.Done());
        _bench.Events.Of<HippiqueEvent.TaskEnded>().ShouldHaveSingleItem().End.ShouldBe(new TaskEnd.Done());
        _bench.RecoveryLog.Lines.ShouldContain(line => line.Contains("0 missed while nothing ran", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WakesWithoutAnOpenTask_AreTakenBack()
    {
        var ended = await _bench.DueAsync();
        await _bench.Inner.EndAsync(ended.Name, new TaskEnd.Done(), RunnerBench.Now, Token);
        await _bench.Timer.WakeAsync(ended, ended.DueAt, Token);
        await _bench.Timer.WakeAsync(InventedTasks.H5(RunnerBench.Now, race: 9), RunnerBench.Now, Token);

        await _bench.Recovery.StartAsync(Token);

        _bench.Timer.Wakes.ShouldBeEmpty();
        _bench.RecoveryLog.Lines.ShouldContain(line => line.EndsWith("2 left-over jobs removed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_TaskThatAnotherProcessWorksOn_IsLeftToIt()
    {
        var task = await AddAsync(1, dueIn: -400);
        await _bench.Inner.TryLeaseAsync(task.Name, new TaskLease("another", RunnerBench.Now.AddSeconds(30)), RunnerBench.Now, Token);

        await _bench.Recovery.StartAsync(Token);
        (await _bench.RecordAsync(task)).End.ShouldBeNull();

        _bench.Clock.Advance(TimeSpan.FromSeconds(30));
        await _bench.Recovery.StartAsync(Token);
        (await _bench.RecordAsync(task)).End.ShouldBeOfType<TaskEnd.Missed>();
    }

    [Fact]
    public async Task Start_OwnLeaseOfBeforeTheKill_KeepsNobodyFromTheTask()
    {
        var task = await AddAsync(1, dueIn: -100);
        await _bench.Inner.TryLeaseAsync(task.Name, new TaskLease("this-machine", RunnerBench.Now.AddSeconds(50)), RunnerBench.Now, Token);

        await _bench.Recovery.StartAsync(Token);
        _bench.Timer.Wakes.Keys.ShouldBe([task.Name]);

        (await _bench.Runner.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
    }

    [Fact]
    public async Task Start_ArtifactsThatCannotBeRead_LeaveTheTaskOpenUntilTheyCan()
    {
        var task = await AddAsync(1, dueIn: -400);
        _bench.Handler.Found = _ => throw new ArtifactException(Problem.Of($"tickets.json: cannot be read"));
        await _bench.Recovery.StartAsync(Token);
        (await _bench.RecordAsync(task)).End.ShouldBeNull();
        _bench.RecoveryLog.Lines.ShouldContain($"{task.Name}: its end could not be found; it is tried again");

        _bench.Handler.Found = _ => new TaskEnd.Done();
        await _bench.Recovery.CheckAsync(Token);

        (await _bench.RecordAsync(task)).End.ShouldBe(new TaskEnd.Done());
    }

    [Fact]
    public async Task Check_PastItsGrace_EndsAsMissed_UnlessSomebodyWorksOnIt()
    {
        var (past, atWork, theirs) = (await AddAsync(1, dueIn: -300), await AddAsync(2, dueIn: -300), await AddAsync(3, dueIn: -300));
        await using var lease = await _bench.Leases.TakeAsync(atWork.Name, Token);
        await _bench.Inner.TryLeaseAsync(theirs.Name, new TaskLease("another", RunnerBench.Now.AddSeconds(30)), RunnerBench.Now, Token);

        await _bench.Recovery.CheckAsync(Token);

        (await _bench.RecordAsync(past)).End.ShouldBeOfType<TaskEnd.Missed>();
        (await _bench.RecordAsync(atWork)).End.ShouldBeNull();
        (await _bench.RecordAsync(theirs)).End.ShouldBeNull();
    }

    [Theory]
    [InlineData(-10, true)]
    [InlineData(-9, false)]
    public async Task Check_DueAndWithoutAWake_GetsOneOnceItIsSurelyLost(int dueIn, bool isWoken)
    {
        var task = await AddAsync(1, dueIn);

        await _bench.Recovery.CheckAsync(Token);

        _bench.Timer.Wakes.ContainsKey(task.Name).ShouldBe(isWoken);
        if (isWoken)
            _bench.Timer.Wakes[task.Name].ShouldBe(RunnerBench.Now);
    }

    [Fact]
    public async Task Check_DueWithAWakeToCome_IsLeftAsItIs()
    {
        var task = await AddAsync(1, dueIn: -60);
        await _bench.Timer.WakeAsync(task, RunnerBench.Now.AddSeconds(5), Token);

        await _bench.Recovery.CheckAsync(Token);

        _bench.Timer.Wakes[task.Name].ShouldBe(RunnerBench.Now.AddSeconds(5));
    }

    /// <summary>In the store, without a wake: what a kill between the two leaves.</summary>
    private async Task<PlannedTask> AddAsync(int race, int dueIn)
    {
        var task = InventedTasks.H5(RunnerBench.Now.AddSeconds(dueIn).AddMinutes(5), race);
        await _bench.Inner.AddAsync(task, Token);
        return task;
    }
}
