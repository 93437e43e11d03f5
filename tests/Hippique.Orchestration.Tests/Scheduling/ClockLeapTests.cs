using Hippique.Orchestration.Events;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Scheduling;

/// <summary>Issue 10: a clock that is a day ahead for a while ends no day.</summary>
public sealed class ClockLeapTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly PhaseBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leap_IsDoubted_NothingIsGivenUpAndNothingBegun()
    {
        await ScheduledAsync();
        _bench.Clock.Leap = Day;

        await Recovery.CheckAsync(Token);
        var woken = _bench.TaskRunner.RunAsync("run-20251122-r1c3-h30", Token);
        woken.IsCompleted.ShouldBeFalse();
        _bench.Clock.Leap = TimeSpan.Zero;
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));

        (await woken.WaitAsync(TimeSpan.FromMinutes(5), TimeProvider.System, Token)).ShouldBeOfType<TaskRun.Early>();
        await Recovery.CheckAsync(Token);
        (await OpenAsync()).Count.ShouldBe(4);
        _bench.Pmu.Asked.ShouldBeEmpty();
        _bench.Events.Of<HippiqueEvent.TaskEnded>().ShouldBeEmpty();
    }

    [Fact]
    public async Task LeapThatWasBelieved_WhatItGaveUpIsOpenedAgain_ByTheUpkeep()
    {
        await ScheduledAsync();
        await Recovery.StartAsync(Token);
        await BelievedAsync();
        await Recovery.CheckAsync(Token);
        // A result has until the next noon.
        (await OpenAsync())
            .ShouldHaveSingleItem()
            .Kind.ShouldBe(TaskKind.Result);

        _bench.Clock.Leap = TimeSpan.Zero;
        await Recovery.CheckAsync(Token);

        await AllWaitAsync();
        var reopened = _bench.Events.Of<HippiqueEvent.TaskRestored>();
        reopened.Select(told => told.Task.Kind).ShouldBe([TaskKind.H30, TaskKind.H5, TaskKind.Close]);
        reopened.ShouldAllBe(told => told.End is TaskEnd.Missed);
        await Recovery.CheckAsync(Token);
        _bench.Events.Of<HippiqueEvent.TaskRestored>().Count.ShouldBe(3);
    }

    [Fact]
    public async Task LeapThatWasBelieved_IsMendedByAStart()
    {
        await ScheduledAsync();
        await BelievedAsync();
        await Recovery.CheckAsync(Token);
        _bench.Clock.Leap = TimeSpan.Zero;

        await Recovery.StartAsync(Token);

        await AllWaitAsync();
    }

    [Fact]
    public async Task LeapThatWasBelieved_IsMendedBySchedule_WhichCountsWhatTheStoreHolds()
    {
        await ScheduledAsync();
        await BelievedAsync();
        await Recovery.CheckAsync(Token);
        var during = await ScheduleAsync();
        (during.ScheduledH30, during.ScheduledH5, during.Created).ShouldBe((0, 0, 0));
        _bench.Clock.Leap = TimeSpan.Zero;

        var after = await ScheduleAsync();

        (after.ScheduledH30, after.ScheduledH5, after.Created).ShouldBe((1, 1, 2));
        (await OpenAsync()).Count(task => task.Kind.IsPhase()).ShouldBe(2);
        (await ScheduleAsync()).Created.ShouldBe(0);
    }

    [Fact]
    public async Task PlannedByAClockThatWasAhead_WhatWasMissedAtOnceIsOpenedAgain()
    {
        WithRace();
        _bench.Clock.Leap = Day;
        (await ScheduleAsync()).ScheduledH5.ShouldBe(0);
        _bench.Clock.Leap = TimeSpan.Zero;

        var scheduled = await ScheduleAsync();

        (scheduled.ScheduledH30, scheduled.ScheduledH5, scheduled.Created).ShouldBe((1, 1, 2));
    }

    [Fact]
    public async Task WhatWasMissedByTheRightClock_StaysMissed()
    {
        await ScheduledAsync();
        // Refused to the end: given up before the grace is over, and rightly.
        _bench.Pmu.Refuse("R1C3", SourceErrorKind.Timeout);
        _bench.Clock.SetUtcNow(PhaseBench.Task(Phase.H5).DueAt.AddSeconds(170));
        await _bench.TaskRunner.RunAsync("run-20251122-r1c3-h5", Token);
        (await _bench.Tasks.FindAsync("run-20251122-r1c3-h5", Token))!.End.ShouldBeOfType<TaskEnd.Missed>();

        await Recovery.StartAsync(Token);
        await ScheduleAsync();

        (await _bench.Tasks.FindAsync("run-20251122-r1c3-h5", Token))!.End.ShouldBeOfType<TaskEnd.Missed>();
        _bench.Events.Of<HippiqueEvent.TaskRestored>().ShouldBeEmpty();
    }

    [Fact]
    public async Task WakeThatAClockSetADayAhead_IsSetAnew()
    {
        await ScheduledAsync();
        var task = PhaseBench.Task(Phase.H30);
        await _bench.Timer.WakeAsync(task, task.DueAt.AddDays(1), Token);

        await Recovery.CheckAsync(Token);

        _bench.Timer.Wakes[task.Name].ShouldBe(task.DueAt);
    }

    [Fact]
    public async Task LeapBack_CostsNothing()
    {
        await ScheduledAsync();
        _bench.Clock.Leap = TimeSpan.FromHours(-3);
        await Recovery.CheckAsync(Token);
        (await _bench.TaskRunner.RunAsync("run-20251122-r1c3-h30", Token)).ShouldBeOfType<TaskRun.Early>();
        _bench.Clock.Leap = TimeSpan.Zero;
        await Recovery.CheckAsync(Token);

        await AllWaitAsync();
        _bench.Clock.SetUtcNow(PhaseBench.Task(Phase.H30).DueAt);
        (await _bench.TaskRunner.RunAsync("run-20251122-r1c3-h30", Token)).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
    }

    private TaskRecovery Recovery => _bench.Get<TaskRecovery>();

    private void WithRace()
    {
        _bench.Pmu.Close = new SourceAnswer<RaceClose>.Found(new([], [], []));
        _bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off, "PRIX DES TILLEULS", PhaseBench.View());
    }

    private async Task ScheduledAsync()
    {
        WithRace();
        await ScheduleAsync();
    }

    /// <summary>The clock has been a day ahead for so long that it is believed.</summary>
    private async Task BelievedAsync()
    {
        _bench.Clock.Leap = Day;
        await Recovery.CheckAsync(Token);
        _bench.Clock.Advance(ClockWatch.Doubt);
    }

    private async Task AllWaitAsync()
    {
        var open = await OpenAsync();
        open.Select(task => task.Kind).ShouldBe([TaskKind.H30, TaskKind.H5, TaskKind.Close, TaskKind.Result]);
        foreach (var task in open)
            _bench.Timer.Wakes[task.Name].ShouldBe(task.DueAt);
    }

    private async Task<ScheduleDayResult.Scheduled> ScheduleAsync() =>
        (await _bench.Scheduler.ScheduleAsync(InventedRaces.Day, Token)).ShouldBeOfType<ScheduleDayResult.Scheduled>();

    private async Task<List<PlannedTask>> OpenAsync() => [.. (await _bench.Tasks.OpenAsync(Token)).Select(record => record.Task)];
}
