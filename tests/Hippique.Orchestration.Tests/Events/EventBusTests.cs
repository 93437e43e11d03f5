using Hippique.Orchestration.Events;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing;
using Hippique.Testing.Events;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Events;

public sealed class EventBusTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Now);
    private readonly LinesLogger<EventBus> _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Publish_EveryListenerHearsInOrderAndWithTheInstant()
    {
        var (one, two) = (new HeardEvents(), new HeardEvents());
        var bus = new EventBus([one, two], _clock, _log);

        bus.Publish(new HippiqueEvent.QueuePaused());
        _clock.Advance(TimeSpan.FromSeconds(1));
        bus.Publish(new HippiqueEvent.QueueResumed());

        one.All.ShouldBe([new HippiqueEvent.QueuePaused { At = Now }, new HippiqueEvent.QueueResumed { At = Now.AddSeconds(1) }]);
        two.All.ShouldBe(one.All);
    }

    [Fact]
    public void Publish_ListenerThatBreaks_CostsTheOthersNothing()
    {
        var heard = new HeardEvents();
        var bus = new EventBus([new Breaking(), heard], _clock, _log);

        bus.Publish(new HippiqueEvent.QueuePaused());

        heard.All.Count.ShouldBe(1);
        _log.Lines.ShouldBe(["Breaking broke at QueuePaused"]);
    }

    [Fact]
    public void Subscribe_HearsUntilItIsDisposedOf()
    {
        var heard = new HeardEvents();
        var bus = new EventBus([], _clock, _log);
        bus.Publish(new HippiqueEvent.QueuePaused());
        var subscription = bus.Subscribe(heard);
        bus.Publish(new HippiqueEvent.QueueResumed());
        subscription.Dispose();
        bus.Publish(new HippiqueEvent.QueuePaused());

        heard.All.ShouldBe([new HippiqueEvent.QueueResumed { At = Now }]);
    }

    [Fact]
    public void Publish_FromManyThreads_EveryListenerHearsTheSameOrder()
    {
        var (one, two) = (new HeardEvents(), new HeardEvents());
        var bus = new EventBus([one, two], _clock, _log);

        Parallel.For(0, 200, i => bus.Publish(new HippiqueEvent.DayPlanned(new DateOnly(2026, 3, 14), i, 0)));

        one.All.Count.ShouldBe(200);
        two.All.ShouldBe(one.All);
    }

    [Fact]
    public async Task Store_WhatChangesNothing_IsNoEvent()
    {
        var heard = new HeardEvents();
        var store = new PublishingTaskStore(new MemoryTaskStore(), new EventBus([heard], _clock, _log));
        var task = InventedTasks.H5(Now);
        await store.AddAsync(task, Token);
        await store.AddAsync(task, Token);
        await store.TryLeaseAsync(task.Name, new TaskLease("one", Now.AddMinutes(1)), Now, Token);
        await store.TryLeaseAsync(task.Name, new TaskLease("one", Now.AddMinutes(2)), Now, Token);
        await store.TryLeaseAsync(task.Name, new TaskLease("two", Now.AddMinutes(2)), Now, Token);
        await store.ReleaseAsync(task.Name, "one", Token);
        await store.TryLeaseAsync(task.Name, new TaskLease("two", Now.AddMinutes(2)), Now, Token);
        await store.EndAsync(task.Name, new TaskEnd.Done(), Now, Token);
        await store.EndAsync(task.Name, new TaskEnd.Late(1), Now, Token);
        await store.EndAsync("run-20260314-r9c9-h5", new TaskEnd.Done(), Now, Token);

        heard
            .All.Select(happened => happened with { At = default })
            .ShouldBe([
                new HippiqueEvent.TaskPlanned(task),
                new HippiqueEvent.TaskBegun(task, "one"),
                new HippiqueEvent.TaskBegun(task, "two"),
                new HippiqueEvent.TaskEnded(task, new TaskEnd.Done()),
            ]);
    }

    [Theory]
    [MemberData(nameof(TaskStoreContract.Names), MemberType = typeof(TaskStoreContract))]
    public async Task Store_EveryCheckOfTheContract_Holds(string check) =>
        await TaskStoreContract.Checks[check](new PublishingTaskStore(new MemoryTaskStore(), new EventBus([], _clock, _log)), Token);

    [Fact]
    public async Task Timer_PausedAndResumed_IsTold_AndTheRestIsHandedOn()
    {
        var (heard, inner) = (new HeardEvents(), new FakeTaskTimer());
        var timer = new PublishingTaskTimer(inner, new EventBus([heard], _clock, _log));
        var task = InventedTasks.H5(Now);

        await timer.PauseAsync(Token);
        inner.Paused.ShouldBeTrue();
        await timer.ResumeAsync(Token);
        inner.Paused.ShouldBeFalse();
        await timer.WakeAsync(task, Now, Token);
        (await timer.WaitingAsync(Token)).Keys.ShouldBe([task.Name]);
        await timer.CancelAsync(task.Name, Token);
        (await timer.WaitingAsync(Token)).ShouldBeEmpty();

        heard.All.ShouldBe([new HippiqueEvent.QueuePaused { At = Now }, new HippiqueEvent.QueueResumed { At = Now }]);
    }

    [Fact]
    public void Log_SaysEachEventThatAnOperatorWantsToRead()
    {
        var log = new LinesLogger<EventLog>();
        var listener = new EventLog(log);
        var (old, moved) = (InventedTasks.H5(Now), InventedTasks.H5(Now.AddMinutes(9)) with { Name = "run-20260314-r1c1-h5-t1309" });
        HippiqueEvent[] told =
        [
            new HippiqueEvent.TaskEnded(old, new TaskEnd.Late(47)),
            new HippiqueEvent.TaskEnded(old, new TaskEnd.Missed("the race is about to start")),
            new HippiqueEvent.TaskEnded(old, new TaskEnd.Done()),
            new HippiqueEvent.TaskMoved(old, moved),
            new HippiqueEvent.DayPlanned(new DateOnly(2026, 3, 14), 47, 1),
            new HippiqueEvent.RaceSettled(InventedRaces.Id, 2, 1, new Euro(3.5m), new Euro(4.2m)),
            new HippiqueEvent.QueuePaused(),
            new HippiqueEvent.QueueResumed(),
            new HippiqueEvent.TaskPlanned(old),
            new HippiqueEvent.TaskBegun(old, "one"),
        ];

        foreach (var happened in told)
            listener.Heard(happened);

        log.Lines.ShouldBe([
            "run-20260314-r1c1-h5 ended: late 47 s",
            "run-20260314-r1c1-h5 ended: missed the race is about to start",
            "run-20260314-r1c1-h5 ended: done ",
            "run-20260314-r1c1-h5 is moved and waits as run-20260314-r1c1-h5-t1309",
            "47 races planned for 2026-03-14",
            "2025-11-22/R1C3: 2 tickets settled, 3.50 staked, 4.20 returned, 1 left open",
            "the queue is paused: no task is woken",
            "the queue goes on",
        ]);
        told.Select(happened => happened.CorrelationId)
            .ShouldBe([old.Name, old.Name, old.Name, old.Name, "plan-20260314", "plan-20251122", "queue", "queue", old.Name, old.Name]);
    }

    [Fact]
    public async Task Race_IsDecidedOnce_AlsoWhereTheProcessWasKilledBeforeItsEndWasRecorded()
    {
        var bench = await new PhaseBench().ScheduledAsync(Token);
        await bench.RunAsync(Phase.H30, Token);
        await bench.RunAsync(Phase.H5, Token);
        var decided = bench.Events.Of<HippiqueEvent.RaceDecided>().ShouldHaveSingleItem();
        (decided.CorrelationId, decided.Analysis.Race).ShouldBe(("run-20251122-r1c3-h5", InventedRaces.Id));

        // The next process finds the task open and the tickets written.
        var next = new PhaseBench(bench.Store);
        await next.Queue.AddAsync(PhaseBench.Task(Phase.H5), Token);
        next.Clock.SetUtcNow(InventedRaces.Off);
        await next.Get<TaskRecovery>().StartAsync(Token);

        next.Events.Of<HippiqueEvent.RaceDecided>().ShouldHaveSingleItem().Analysis.Race.ShouldBe(InventedRaces.Id);
        next.Events.Of<HippiqueEvent.TaskEnded>().ShouldHaveSingleItem().End.ShouldBe(new TaskEnd.Done());
        await next.Handler.RunAsync(new RaceLink("pmu", InventedRaces.Day, InventedRaces.Id.Code, ""), Phase.H5, force: false, Token);
        next.Events.Of<HippiqueEvent.RaceDecided>().Count.ShouldBe(1);
    }

    private sealed class Breaking : IEventListener
    {
        public void Heard(HippiqueEvent happened) => throw new InvalidOperationException("the screen is gone");
    }
}
