using Hippique.Orchestration.Events;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Scheduling;

public sealed class ReschedulerTests
{
    private static readonly DateTimeOffset Later = InventedRaces.Off.AddMinutes(37);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, false)]
    [InlineData(59.9, false)]
    [InlineData(60, true)]
    [InlineData(-59.9, false)]
    [InlineData(-60, true)]
    public void IsMoved_FromAMinuteOn(double seconds, bool isMoved) =>
        Rescheduler.IsMoved(InventedRaces.Off, InventedRaces.Off.AddSeconds(seconds)).ShouldBe(isMoved);

    [Fact]
    public async Task Requeue_PutsTheTaskUnderTheNameOfItsNewOff_AndTellsOnce()
    {
        var bench = await new PhaseBench().ScheduledAsync(Token);
        var old = PhaseBench.Task(Phase.H5);
        var rescheduler = bench.Get<Rescheduler>();

        await rescheduler.RequeueAsync(old, Later, Token);
        await rescheduler.RequeueAsync(old, Later, Token);

        var moved = (await bench.Tasks.FindAsync("run-20251122-r1c3-h5-t1412", Token))!.Task;
        (moved.Off, moved.DueAt, moved.GraceUntil).ShouldBe((Later, Later.AddMinutes(-5), Later.AddMinutes(-1)));
        bench.Timer.Wakes[moved.Name].ShouldBe(moved.DueAt);
        var told = bench.Events.Of<HippiqueEvent.TaskMoved>().ShouldHaveSingleItem();
        (told.Old, told.Moved, told.CorrelationId).ShouldBe((old, moved, old.Name));
    }

    [Fact]
    public async Task Requeue_TaskOfThatNameHasEnded_PutsTheNextOneIntoTheQueueOnce()
    {
        var bench = await new PhaseBench().ScheduledAsync(Token);
        var rescheduler = bench.Get<Rescheduler>();
        await rescheduler.RequeueAsync(PhaseBench.Task(Phase.H5), Later, Token);
        await bench.Queue.EndAsync("run-20251122-r1c3-h5-t1412", new TaskEnd.Cancelled("moved back"), Token);

        await rescheduler.RequeueAsync(PhaseBench.Task(Phase.H5), Later, Token);
        await rescheduler.RequeueAsync(PhaseBench.Task(Phase.H5), Later, Token);

        var moved = (await bench.Tasks.FindAsync("run-20251122-r1c3-h5-t1412-2", Token))!;
        (moved.End, moved.Task.DueAt).ShouldBe((null, Later.AddMinutes(-5)));
        bench.Timer.Wakes[moved.Task.Name].ShouldBe(moved.Task.DueAt);
        (await bench.Tasks.FindAsync("run-20251122-r1c3-h5-t1412-3", Token)).ShouldBeNull();
        bench.Events.Of<HippiqueEvent.TaskMoved>().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Requeue_OffMovedByADay_IsAnotherTaskOfTheSameTime()
    {
        var bench = await new PhaseBench().ScheduledAsync(Token);
        var rescheduler = bench.Get<Rescheduler>();
        await rescheduler.RequeueAsync(PhaseBench.Task(Phase.H5), Later, Token);
        var old = (await bench.Tasks.FindAsync("run-20251122-r1c3-h5-t1412", Token))!.Task;

        await rescheduler.RequeueAsync(old, Later.AddDays(1), Token);

        (await bench.Tasks.FindAsync("run-20251122-r1c3-h5-t1412-2", Token))!.Task.Off.ShouldBe(Later.AddDays(1));
    }

    [Fact]
    public async Task MoveWaiting_OffAtWhichTheGraceWouldBeOver_LeavesTheTaskToItsLook()
    {
        var bench = await new PhaseBench().ScheduledAsync(Token);
        await bench.Get<Rescheduler>().MoveWaitingAsync(InventedRaces.Id, Later, except: null, Token);
        bench.Clock.SetUtcNow(InventedRaces.Off.AddSeconds(-59));

        (await bench.Get<Rescheduler>().MoveWaitingAsync(InventedRaces.Id, InventedRaces.Off, except: null, Token)).ShouldBe(
            1,
            "the result"
        );

        (await bench.Tasks.OpenAsync(Token))
            .Select(record => record.Task.Name)
            .ShouldBe(["run-20251122-r1c3-h30-t1412", "run-20251122-r1c3-result-t1335", "run-20251122-r1c3-h5-t1412"]);
    }

    [Fact]
    public async Task MoveWaiting_MovesWhatIsOpenOfTheRace_AndNothingElse()
    {
        var bench = new PhaseBench();
        bench
            .Pmu.With("R1C3", "VALMOREL", InventedRaces.Off, "PRIX DES TILLEULS")
            .With("R1C4", "VALMOREL", InventedRaces.Off, "PRIX DES AULNES");
        await bench.Scheduler.ScheduleAsync(InventedRaces.Day, Token);
        await bench.Queue.EndAsync("run-20251122-r1c3-h30", new TaskEnd.Done(), Token);

        (await bench.Get<Rescheduler>().MoveWaitingAsync(InventedRaces.Id, Later, except: null, Token)).ShouldBe(2, "H-5 and the result");

        var records = await bench.Queue.OfDayAsync(InventedRaces.Day, Token);
        records
            .Where(record => record.End is null)
            .Select(record => record.Task.Name)
            .ShouldBe([
                "run-20251122-r1c4-h30",
                "run-20251122-r1c4-h5",
                "run-20251122-r1c4-result",
                "run-20251122-r1c3-h5-t1412",
                "run-20251122-r1c3-result-t1412",
            ]);
        records
            .Single(record => record.Task.Name == "run-20251122-r1c3-h5")
            .End.ShouldBe(new TaskEnd.Cancelled("off moved from 13:35 to 14:12"));
        bench.Timer.Wakes.ShouldNotContainKey("run-20251122-r1c3-h5");
    }

    [Fact]
    public async Task MoveWaiting_LeavesTheOneThatIsNamed_AndTasksThatStandAtThatOff()
    {
        var bench = await new PhaseBench().ScheduledAsync(Token);
        var rescheduler = bench.Get<Rescheduler>();

        (await rescheduler.MoveWaitingAsync(InventedRaces.Id, InventedRaces.Off.AddSeconds(59), except: null, Token)).ShouldBe(0);
        (await rescheduler.MoveWaitingAsync(InventedRaces.Id, Later, except: "run-20251122-r1c3-h5", Token)).ShouldBe(
            2,
            "H-30 and the result"
        );

        (await bench.Queue.OfDayAsync(InventedRaces.Day, Token))
            .Where(record => record.End is null)
            .Select(record => record.Task.Name)
            .ShouldBe(["run-20251122-r1c3-h5", "run-20251122-r1c3-h30-t1412", "run-20251122-r1c3-result-t1412"]);
    }

    [Fact]
    public async Task MoveWaiting_TasksOfTheDayStayWhereTheyAre()
    {
        var bench = new PhaseBench();
        bench.Pmu.NeedsProgramme = true;
        await bench.ScheduledAsync(Token);

        await bench.Get<Rescheduler>().MoveWaitingAsync(InventedRaces.Id, Later, except: null, Token);

        var programmes = (await bench.Queue.OfDayAsync(InventedRaces.Day, Token))
            .Where(record => record.Task.Kind == TaskKind.Programme)
            .ToList();
        programmes.ShouldAllBe(record => record.End == null && record.Task.Race == null);
        programmes
            .Select(record => record.Task.Name)
            .ShouldBe(["plan-20251122-t1304", "plan-20251122-t1329", "plan-20251122-t1341", "plan-20251122-t1406"]);
    }

    [Fact]
    public async Task MoveWaiting_TheCloseMovesWithoutAProgrammeOfItsOwn()
    {
        var bench = new PhaseBench();
        bench.Pmu.NeedsProgramme = true;
        bench.Pmu.Close = new Hippique.Sources.SourceAnswer<Hippique.Sources.RaceClose>.Found(new([], [], []));
        await bench.ScheduledAsync(Token);
        foreach (var phase in new[] { "h30", "h5" })
            await bench.Queue.EndAsync($"run-20251122-r1c3-{phase}", new TaskEnd.Done(), Token);

        (await bench.Get<Rescheduler>().MoveWaitingAsync(InventedRaces.Id, Later, except: null, Token)).ShouldBe(
            2,
            "the close and the result"
        );

        var open = (await bench.Queue.OfDayAsync(InventedRaces.Day, Token))
            .Where(record => record.End is null)
            .Select(record => record.Task)
            .ToList();
        open.Select(task => task.Name)
            .ShouldBe(["plan-20251122-t1304", "plan-20251122-t1329", "run-20251122-r1c3-close-t1412", "run-20251122-r1c3-result-t1412"]);
        (open[2].DueAt, open[2].GraceUntil).ShouldBe((Later.AddMinutes(5), Later.AddHours(1)));
    }
}
