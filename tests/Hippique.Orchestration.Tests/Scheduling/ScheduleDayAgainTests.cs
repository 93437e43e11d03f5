using Hippique.Orchestration.Events;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;

namespace Hippique.Orchestration.Tests.Scheduling;

/// <summary>What scheduling does to tasks at their limits and to those that are already there.</summary>
public sealed class ScheduleDayAgainTests
{
    private readonly PhaseBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PhaseAfterItsGrace_IsMissedWithItsReason_AndNeverWoken()
    {
        _bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off);
        _bench.Clock.SetUtcNow(InventedRaces.Off.AddMinutes(-14));

        var scheduled = await ScheduleAsync();

        (scheduled.Date, scheduled.ScheduledH30, scheduled.ScheduledH5, scheduled.Created).ShouldBe((InventedRaces.Day, 0, 1, 1));
        (await EndOfAsync("run-20251122-r1c3-h30")).ShouldBe(new TaskEnd.Missed("planned after its grace"));
        (await EndOfAsync("run-20251122-r1c3-h5")).ShouldBeNull();
        _bench.Timer.Wakes.Keys.ShouldBe(["run-20251122-r1c3-h5", "run-20251122-r1c3-result"]);
    }

    [Fact]
    public async Task QueueThatWasLost_PhasesWhoseFilesAreWritten_AreDone()
    {
        var lost = await new PhaseBench().ScheduledAsync(Token);
        await lost.RunAsync(Phase.H30, Token);
        await lost.RunAsync(Phase.H5, Token);
        var fresh = new PhaseBench(lost.Store);
        fresh.Clock.SetUtcNow(InventedRaces.Off.AddMinutes(5));
        await fresh.ScheduledAsync(Token);

        foreach (var phase in (string[])["h30", "h5"])
            (await fresh.Tasks.FindAsync($"run-20251122-r1c3-{phase}", Token))!.End.ShouldBe(new TaskEnd.Done());
        fresh.Events.Of<HippiqueEvent.RaceDecided>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Withdrawal_EndsWhatWaitsWithItsReason_AndLeavesWhatHasEnded()
    {
        _bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off).With("R1C4", "VALMOREL", InventedRaces.Off.AddMinutes(35));
        await ScheduleAsync();
        await _bench.Queue.EndAsync("run-20251122-r1c3-h30", new TaskEnd.Done(), Token);
        _bench.Pmu.Programme[0] = _bench.Pmu.Programme[0] with { Cancelled = true };

        var scheduled = await ScheduleAsync();

        (scheduled.TotalRaces, scheduled.ScheduledH30, scheduled.ScheduledH5).ShouldBe((2, 1, 1));
        (await EndOfAsync("run-20251122-r1c3-h30")).ShouldBe(new TaskEnd.Done());
        (await EndOfAsync("run-20251122-r1c3-h5")).ShouldBe(new TaskEnd.Cancelled("the race was withdrawn"));
        (await EndOfAsync("run-20251122-r1c4-h5")).ShouldBeNull();
    }

    [Fact]
    public async Task OffThatMovesByLessThanAMinute_LeavesTheTasks()
    {
        _bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off);
        await ScheduleAsync();
        _bench.Pmu.Programme[0] = _bench.Pmu.Programme[0] with { Off = InventedRaces.Off.AddSeconds(59) };

        await ScheduleAsync();

        (await OpenAsync()).ShouldBe(["run-20251122-r1c3-h30", "run-20251122-r1c3-h5", "run-20251122-r1c3-result"]);
    }

    [Fact]
    public async Task TasksOfARaceThatThePlanDoesNotList_Stay()
    {
        var other = PlanSchedule.TaskOf(new RaceId(InventedRaces.Day, new RaceCode(9, 9)), Phase.H5, InventedRaces.Off);
        await _bench.Queue.AddAsync(other, Token);
        _bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off);

        (await ScheduleAsync()).Created.ShouldBe(2);

        (await EndOfAsync(other.Name)).ShouldBeNull();
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public async Task Close_IsScheduledUntilAnHourAfterTheOff(int minutes, bool isThere)
    {
        WithClose();
        _bench.Clock.SetUtcNow(InventedRaces.Off.AddMinutes(minutes));

        await ScheduleAsync();

        (await OpenAsync()).ShouldBe(isThere ? ["run-20251122-r1c3-close"] : []);
    }

    [Fact]
    public async Task Close_OfARaceThatMoved_IsThereOnce_AndAWithdrawnRaceHasNone()
    {
        WithClose();
        await ScheduleAsync();
        (await OpenAsync()).ShouldBe([
            "run-20251122-r1c3-h30",
            "run-20251122-r1c3-h5",
            "run-20251122-r1c3-close",
            "run-20251122-r1c3-result",
        ]);
        _bench.Pmu.Programme[0] = _bench.Pmu.Programme[0] with { Off = InventedRaces.Off.AddMinutes(37) };
        _bench.Pmu.With("R1C4", "VALMOREL", InventedRaces.Off);
        _bench.Pmu.Programme[1] = _bench.Pmu.Programme[1] with { Cancelled = true };

        await ScheduleAsync();
        await ScheduleAsync();

        (await OpenAsync()).ShouldBe([
            "run-20251122-r1c3-h30-t1412",
            "run-20251122-r1c3-h5-t1412",
            "run-20251122-r1c3-close-t1412",
            "run-20251122-r1c3-result-t1412",
        ]);
    }

    [Theory]
    [InlineData(0, new[] { "plan-20251122-t1304", "plan-20251122-t1329" })]
    [InlineData(1, new[] { "plan-20251122-t1329" })]
    public async Task Programme_IsAskedForUntilItsInstant(int seconds, string[] expected)
    {
        _bench.Pmu.NeedsProgramme = true;
        _bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off).With("R1C4", "VALMOREL", InventedRaces.Off.AddHours(5));
        _bench.Pmu.Programme[1] = _bench.Pmu.Programme[1] with { Cancelled = true };
        _bench.Clock.SetUtcNow(InventedRaces.Off.AddMinutes(-31).AddSeconds(seconds));

        await ScheduleAsync();

        (await OpenAsync()).Where(name => name.StartsWith("plan", StringComparison.Ordinal)).ShouldBe(expected);
    }

    [Fact]
    public async Task NoProgramme_NothingThatARetryCouldMend_SaysSo()
    {
        _bench.Pmu.ProgrammeError = FakeSource.Error(SourceErrorKind.Robots, "pmu");
        _bench.ZEturf.ProgrammeError = FakeSource.Error(SourceErrorKind.Robots, "zeturf");

        (await _bench.Scheduler.ScheduleAsync(InventedRaces.Day, Token))
            .ShouldBeOfType<ScheduleDayResult.NoProgramme>()
            .CanRetry.ShouldBeFalse();
    }

    [Fact]
    public async Task Scheduled_IsLoggedWithWhatIsNew()
    {
        _bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off);
        var log = new LinesLogger<ScheduleDayHandler>();
        var scheduler = new ScheduleDayHandler(
            _bench.Planner,
            _bench.Get<AskedRaces>(),
            _bench.Queue,
            _bench.Get<Rescheduler>(),
            _bench.Get<ClockWatch>(),
            _bench.Runner,
            new TaskRunnerOptions(),
            _bench.Bus,
            _bench.Clock,
            log
        );

        await scheduler.ScheduleAsync(InventedRaces.Day, Token);

        log.Lines.ShouldBe(["2 phases are new in the queue for 2025-11-22"]);
    }

    private void WithClose()
    {
        _bench.Pmu.Close = new SourceAnswer<RaceClose>.Found(new([], [], []));
        _bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off);
    }

    private async Task<ScheduleDayResult.Scheduled> ScheduleAsync() =>
        (await _bench.Scheduler.ScheduleAsync(InventedRaces.Day, Token)).ShouldBeOfType<ScheduleDayResult.Scheduled>();

    private async Task<TaskEnd?> EndOfAsync(string name) => (await _bench.Tasks.FindAsync(name, Token))!.End;

    private async Task<List<string>> OpenAsync() => [.. (await _bench.Tasks.OpenAsync(Token)).Select(record => record.Task.Name)];
}
