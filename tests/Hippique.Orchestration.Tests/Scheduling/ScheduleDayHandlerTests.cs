using Hippique.Orchestration.Events;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;

namespace Hippique.Orchestration.Tests.Scheduling;

public sealed class ScheduleDayHandlerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<ScheduleDayResult.Scheduled> ScheduleAsync(PhaseBench bench) =>
        (await bench.Scheduler.ScheduleAsync(InventedRaces.Day, Cancel)).ShouldBeOfType<ScheduleDayResult.Scheduled>();

    [Fact]
    public async Task Schedule_Twice_CreatesNothingTheSecondTime()
    {
        var bench = new PhaseBench();
        bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off).With("R1C4", "VALMOREL", InventedRaces.Off.AddMinutes(35));
        var first = await ScheduleAsync(bench);
        first.ShouldSatisfyAllConditions(
            () => first.TotalRaces.ShouldBe(2),
            () => first.ScheduledH30.ShouldBe(2),
            () => first.ScheduledH5.ShouldBe(2),
            () => first.Created.ShouldBe(4),
            () => first.PlanSummary[0].ShouldBe(new PlanSummaryLine("R1C3", "13:35", "VALMOREL", "https://pmu.example.invalid/R1C3"))
        );
        var second = await ScheduleAsync(bench);
        second.Created.ShouldBe(0);
        second.ScheduledH30.ShouldBe(2);
        (await bench.Queue.OfDayAsync(InventedRaces.Day, Cancel)).Count.ShouldBe(4 + 2, "two looks and the result of each race");
    }

    [Fact]
    public async Task Schedule_AfterTheFirstRace_RecordsItsPhasesAsMissed()
    {
        var bench = new PhaseBench();
        bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off).With("R1C4", "VALMOREL", InventedRaces.Off.AddMinutes(35));
        bench.Clock.SetUtcNow(InventedRaces.Off);
        var scheduled = await ScheduleAsync(bench);
        (scheduled.ScheduledH30, scheduled.ScheduledH5, scheduled.Created).ShouldBe((1, 1, 2));
        var tasks = await bench.Queue.OfDayAsync(InventedRaces.Day, Cancel);
        tasks.Count(task => task.End is TaskEnd.Missed).ShouldBe(2);
        tasks.Count(task => task.End is null).ShouldBe(2 + 1, "the looks at the second race, and its result");

        await ScheduleAsync(bench);
        bench
            .Events.Of<HippiqueEvent.LooksPassed>()
            .ShouldHaveSingleItem("told once, not with every plan")
            .Looks.Select(look => look.Name)
            .ShouldBe(["run-20251122-r1c3-h30", "run-20251122-r1c3-h5"]);
    }

    [Fact]
    public async Task Schedule_AgainAfterAMove_MovesTheWaitingTasks()
    {
        var bench = new PhaseBench();
        bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off);
        await ScheduleAsync(bench);
        bench.Pmu.Programme[0] = bench.Pmu.Programme[0] with { Off = InventedRaces.Off.AddMinutes(37) };
        (await ScheduleAsync(bench)).Created.ShouldBe(0);
        var tasks = await bench.Queue.OfDayAsync(InventedRaces.Day, Cancel);
        tasks
            .Where(task => task.End is null)
            .Select(task => task.Task.Name)
            .ShouldBe(["run-20251122-r1c3-h30-t1412", "run-20251122-r1c3-h5-t1412", "run-20251122-r1c3-result-t1412"]);
        tasks.Count(task => task.End is TaskEnd.Cancelled).ShouldBe(3);
    }

    [Fact]
    public async Task Schedule_AgainAfterAWithdrawal_EndsTheWaitingTasks()
    {
        var bench = new PhaseBench();
        bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off);
        await ScheduleAsync(bench);
        bench.Pmu.Programme[0] = bench.Pmu.Programme[0] with { Cancelled = true };
        await ScheduleAsync(bench);
        (await bench.Queue.OfDayAsync(InventedRaces.Day, Cancel)).ShouldAllBe(task => task.End is TaskEnd.Cancelled);
    }

    [Fact]
    public async Task Schedule_NoSourceAnswers_SaysWhetherARetryHelps()
    {
        var bench = new PhaseBench();
        bench.Pmu.ProgrammeError = FakeSource.Error(SourceErrorKind.Timeout, "pmu");
        bench.ZEturf.ProgrammeError = FakeSource.Error(SourceErrorKind.Robots, "zeturf");
        var none = (await bench.Scheduler.ScheduleAsync(InventedRaces.Day, Cancel)).ShouldBeOfType<ScheduleDayResult.NoProgramme>();
        none.CanRetry.ShouldBeTrue();
        none.Errors.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Run_ByTheNumberOfAnotherSource_FindsTheRaceAndTellsTheQueue()
    {
        var bench = new PhaseBench();
        bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off);
        bench.ZEturf.With("R7C3", "VALMOREL", InventedRaces.Off, view: PhaseBench.View());
        await ScheduleAsync(bench);
        var link = new RaceLink("zeturf", InventedRaces.Day, new RaceCode(7, 3), "");
        var ran = (
            await bench.Handler.RunAsync(link, Phase.H30, force: true, Cancel)
        ).ShouldBeOfType<Hippique.Orchestration.Phases.RunRaceResult.Ran>();
        ran.Phase.CorrelationId.ShouldBe("run-20251122-r1c3-h30");
        (await bench.Queue.OfDayAsync(InventedRaces.Day, Cancel))[0].End.ShouldBe(new TaskEnd.Done());
    }

    [Fact]
    public async Task Run_DayWithoutAPlan_PlansItAndRefusesAnUnknownRace()
    {
        var bench = new PhaseBench();
        bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off, view: PhaseBench.View());
        var known = new RaceLink("pmu", InventedRaces.Day, new RaceCode(1, 3), "");
        (
            await bench.Handler.RunAsync(known, Phase.H5, force: true, Cancel)
        ).ShouldBeOfType<Hippique.Orchestration.Phases.RunRaceResult.Ran>();
        var unknown = known with { Code = new RaceCode(1, 9) };
        (
            await bench.Handler.RunAsync(unknown, Phase.H5, force: true, Cancel)
        ).ShouldBeOfType<Hippique.Orchestration.Phases.RunRaceResult.UnknownRace>();
    }
}
