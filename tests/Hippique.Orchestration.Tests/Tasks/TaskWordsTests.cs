using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Tasks;

namespace Hippique.Orchestration.Tests.Tasks;

public sealed class TaskWordsTests
{
    private static readonly DateTimeOffset Due = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private static readonly RaceId Race = new(new DateOnly(2026, 3, 14), new RaceCode(1, 3));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-60, 0)]
    [InlineData(0, 0)]
    [InlineData(30, 0)]
    [InlineData(30.001, 30)]
    [InlineData(31, 31)]
    [InlineData(118.9, 118)]
    public void Lateness_HalfAMinuteIsInTime(double seconds, int late) =>
        Lateness.EndOf(Due, Due.AddSeconds(seconds)).ShouldBe(late == 0 ? new TaskEnd.Done() : new TaskEnd.Late(late));

    [Fact]
    public void Names_CarryTheProgrammeDayAndTheParisClock()
    {
        var off = new DateTimeOffset(2026, 3, 14, 13, 12, 0, TimeSpan.Zero);
        string[] names =
        [
            TaskName.Plan(Race.Date),
            TaskName.PlanEarly(Race.Date),
            TaskName.PlanAtStart(Race.Date, off.AddSeconds(7)),
            TaskName.Run(Race, Phase.H30),
            TaskName.RunMoved(Race, Phase.H5, off),
            TaskName.Close(Race),
            TaskName.CloseMoved(Race, off),
            TaskName.Programme(Race.Date, off),
        ];
        names.ShouldBe([
            "plan-20260314",
            "plan-20260314-early",
            "plan-20260314-start-141207",
            "run-20260314-r1c3-h30",
            "run-20260314-r1c3-h5-t1412",
            "run-20260314-r1c3-close",
            "run-20260314-r1c3-close-t1412",
            "plan-20260314-t1412",
        ]);
        names.ShouldAllBe(name => TaskName.DateOf(name) == Race.Date);
    }

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("run-2026031-r1c3")]
    [InlineData("run-20261314-r1c3")]
    [InlineData("20260314-run")]
    public void Names_WithoutAProgrammeDay_HaveNone(string name) => TaskName.DateOf(name).ShouldBeNull();

    [Fact]
    public void Ends_ComeBackFromTheirWords()
    {
        TaskEnd[] ends =
        [
            new TaskEnd.Done(),
            new TaskEnd.Late(7),
            new TaskEnd.Missed("a"),
            new TaskEnd.Cancelled("b"),
            new TaskEnd.Failed("c"),
        ];
        ends.Select(end => end.State).ShouldBe(["done", "late", "missed", "cancelled", "failed"]);
        ends.Select(end => end.Detail).ShouldBe([null, null, "a", "b", "c"]);
        ends.Select(end => end.IsDone).ShouldBe([true, true, false, false, false]);
        foreach (var end in ends)
            TaskEnd.Of(end.State, end.Detail, (end as TaskEnd.Late)?.Seconds).ShouldBe(end);
        TaskEnd.Of("late", null, null).ShouldBe(new TaskEnd.Late(0));
        TaskEnd.Of("missed", null, null).ShouldBe(new TaskEnd.Missed(""));
        TaskEnd.Of("cancelled", null, null).ShouldBe(new TaskEnd.Cancelled(""));
        TaskEnd.Of("failed", null, null).ShouldBe(new TaskEnd.Failed(""));
        TaskEnd.Of("paid", null, null).ShouldBeNull();
    }

    [Fact]
    public void Kinds_TheTwoLooksArePhases()
    {
        Enum.GetValues<TaskKind>().Where(kind => kind.IsPhase()).ShouldBe([TaskKind.H30, TaskKind.H5]);
        Phase.H30.ToTask().ToPhase().ShouldBe(Phase.H30);
        Phase.H5.ToTask().ToPhase().ShouldBe(Phase.H5);
        Should.Throw<ArgumentException>(() => TaskKind.Close.ToPhase()).Message.ShouldContain("a task of kind Close is no phase");
    }

    [Fact]
    public void Task_WithoutARace_SaysSo()
    {
        var task = InventedTasks.OfTheDay(Due);
        Should.Throw<InvalidOperationException>(() => task.RaceOrThrow).Message.ShouldBe($"{task.Name} belongs to no race");
        Should.Throw<InvalidOperationException>(() => task.OffOrThrow).Message.ShouldBe($"{task.Name} was computed from no off");
        var h5 = InventedTasks.H5(Due);
        (h5.RaceOrThrow, h5.OffOrThrow).ShouldBe((h5.Race!.Value, Due));
    }

    [Theory]
    [InlineData("this-machine", 60, false)]
    [InlineData("another", 60, false)]
    [InlineData("another", 59, true)]
    public void Lease_BlocksOthersUntilItsEnd(string owner, int seconds, bool blocks) =>
        new TaskLease(owner, Due.AddSeconds(60)).Blocks("this-machine", Due.AddSeconds(seconds)).ShouldBe(blocks);

    [Fact]
    public async Task Queue_WhatIsAddedHasAWake_WhatIsPastItsGraceHasNone_AndWhatEndsLosesIt()
    {
        var bench = new RunnerBench();
        var (waiting, atItsEnd, past) = (
            InventedTasks.H5(RunnerBench.Now.AddHours(1)),
            InventedTasks.H5(RunnerBench.Now.AddSeconds(60), race: 2),
            InventedTasks.H5(RunnerBench.Now.AddSeconds(59), race: 3)
        );
        foreach (var task in new[] { waiting, atItsEnd, past })
            (await bench.Queue.AddAsync(task, Token)).ShouldBeTrue();
        bench.Timer.Wakes.Keys.ShouldBe([waiting.Name, atItsEnd.Name], ignoreOrder: true);
        bench.Timer.Wakes[waiting.Name].ShouldBe(waiting.DueAt);

        await bench.Timer.CancelAsync(waiting.Name, Token);
        (await bench.Queue.AddAsync(waiting, Token)).ShouldBeFalse();
        bench.Timer.Wakes.Keys.ShouldBe([atItsEnd.Name]);

        (await bench.Queue.EndAsync(atItsEnd.Name, new TaskEnd.Cancelled("withdrawn"), Token)).ShouldBeTrue();
        bench.Timer.Wakes.ShouldBeEmpty();
        await bench.Timer.WakeAsync(atItsEnd, RunnerBench.Now, Token);
        (await bench.Queue.EndAsync(atItsEnd.Name, new TaskEnd.Done(), Token)).ShouldBeFalse();
        bench.Timer.Wakes.Keys.ShouldBe([atItsEnd.Name]);
        (await bench.Queue.OfDayAsync(InventedTasks.Day, Token)).Count.ShouldBe(3);
    }
}
