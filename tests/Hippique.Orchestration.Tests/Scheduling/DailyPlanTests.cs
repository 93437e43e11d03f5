using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Scheduling;

public sealed class DailyPlanTests : IDisposable
{
    private static readonly DateOnly Tomorrow = InventedRaces.Day.AddDays(1);
    private readonly PhaseBench _bench = new();
    private readonly CurrentHistory _history;
    private readonly LinesLogger<DayUpkeep> _log = new();
    private readonly DailyPlan _plan;

    public DailyPlanTests()
    {
        _history = new CurrentHistory(_bench.Store, NullLogger<CurrentHistory>.Instance);
        var upkeep = new DayUpkeep(
            _bench.Get<SettledDays>(),
            new CurrentStatistics(_history, Figures()),
            new DayClearing(_bench.Store, 400, _bench.Clock, NullLogger<DayClearing>.Instance),
            _bench.Tasks,
            new RetentionSettings(400),
            _log
        );
        _plan = _bench.DailyPlan(upkeep);
    }

    public void Dispose() => _plan.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NextDay_IsPlannedAndTheServiceKnowsWhatCameOfYesterday()
    {
        await _bench.ScheduledAsync(Token);
        await _bench.RunAsync(Phase.H30, Token);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();
        _bench.Pmu.With("R1C1", "VALMOREL", InventedRaces.Off.AddDays(1), "PRIX DES AULNES");

        (await RunAsync(DailyPlanHours.OfDay(Tomorrow))).ShouldBe(new TaskEnd.Done());

        _history.Now.Races.ShouldBe(1);
        (await PhasesAsync(Tomorrow)).Count.ShouldBe(2);
        _bench
            .Events.Of<HippiqueEvent.DayPlanned>()[^1]
            .ShouldBe(new HippiqueEvent.DayPlanned(Tomorrow, 1, 0) { At = _bench.Clock.GetUtcNow() });
    }

    /// <summary>A file that somebody changed by hand costs the newest results, not the day.</summary>
    [Fact]
    public async Task RecordThatDoesNotRead_StillPlansTheDay()
    {
        await _bench.ScheduledAsync(Token);
        await _bench.Store.PutIfAbsentAsync("history/2025-11-22.jsonl", "no race\n"u8.ToArray(), Token);
        _bench.Pmu.With("R1C1", "VALMOREL", InventedRaces.Off.AddDays(1), "PRIX DES AULNES");

        (await RunAsync(DailyPlanHours.OfDay(Tomorrow))).ShouldBe(new TaskEnd.Done());

        (await PhasesAsync(Tomorrow)).Count.ShouldBe(2);
        _history.Now.Races.ShouldBe(0);
        _log.Lines.ShouldHaveSingleItem().ShouldStartWith("upkeep of the day, results: history/2025-11-22.jsonl");
    }

    [Fact]
    public async Task EveningBefore_OnlyTheRacesBeforeTenAreScheduled()
    {
        _bench
            .Pmu.With("R1C1", "VALMOREL", ParisTime.At(Tomorrow, new TimeOnly(9, 59)), "PRIX DES AULNES")
            .With("R1C2", "VALMOREL", ParisTime.At(Tomorrow, new TimeOnly(10, 0)), "PRIX DES SAULES");
        var task = DailyPlanHours.OfEarlyRaces(Tomorrow);
        _bench.Clock.SetUtcNow(task.DueAt);

        var end = (await _plan.RunAsync(task, Token)).ShouldBeOfType<TaskOutcome.Ended>().End;

        end.ShouldBe(new TaskEnd.Done());
        (await PhasesAsync(Tomorrow)).Select(phase => phase.Race!.Value.Code.ToString()).ShouldBe(["R1C1", "R1C1"]);
        (await _bench.Plans.GetAsync(Tomorrow, Token))!.Races.Count.ShouldBe(2);
    }

    [Fact]
    public async Task NoSourceGivesADay_IsTriedAgainWithTheReasons()
    {
        _bench.Pmu.ProgrammeError = FakeSource.Error(SourceErrorKind.Unreachable, "pmu");
        _bench.ZEturf.ProgrammeError = FakeSource.Error(SourceErrorKind.Robots, "zeturf");

        var task = DailyPlanHours.OfDay(Tomorrow);
        _bench.Clock.SetUtcNow(task.DueAt);
        var again = (await _plan.RunAsync(task, Token)).ShouldBeOfType<TaskOutcome.RetryLater>();
        var cause = again.Why;

        again.After.ShouldBe(TimeSpan.FromMinutes(1));
        cause.ShouldContain("unreachable");
        cause.ShouldContain("; ");
        cause.ShouldContain("robots");
    }

    [Fact]
    public async Task Late_IsCountedFromThePlansOwnHour()
    {
        _bench.Pmu.With("R1C1", "VALMOREL", InventedRaces.Off.AddDays(1), "PRIX DES AULNES");
        var task = DailyPlanHours.OfDay(Tomorrow);
        _bench.Clock.SetUtcNow(task.DueAt.AddMinutes(3));

        (await _plan.RunAsync(task, Token)).ShouldBe(new TaskOutcome.Ended(new TaskEnd.Late(180)));
    }

    [Fact]
    public async Task OldDaysAndTheEndsOfTheirTasks_AreCleared()
    {
        var old = ArtifactPaths.Plan(Tomorrow.AddDays(-401));
        foreach (var path in new[] { old, ArtifactPaths.Day(Tomorrow.AddDays(-1)) + "notes.txt" })
            await _bench.Store.PutIfAbsentAsync(path, "{}"u8.ToArray(), Token);
        var (forgotten, kept) = (DailyPlanHours.OfDay(Tomorrow.AddDays(-401)), DailyPlanHours.OfDay(Tomorrow.AddDays(-400)));
        foreach (var task in new[] { forgotten, kept })
        {
            await _bench.Tasks.AddAsync(task, Token);
            await _bench.Tasks.EndAsync(task.Name, new TaskEnd.Done(), task.DueAt, Token);
        }

        await RunAsync(DailyPlanHours.OfDay(Tomorrow));

        (await _bench.Store.GetAsync(old, Token)).ShouldBeNull();
        (await _bench.Tasks.FindAsync(forgotten.Name, Token)).ShouldBeNull();
        (await _bench.Tasks.FindAsync(kept.Name, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task TwoPlansAtOnce_AreMadeOneAfterTheOther()
    {
        _bench.Pmu.With("R1C1", "VALMOREL", InventedRaces.Off.AddDays(1), "PRIX DES AULNES");
        var task = DailyPlanHours.OfDay(Tomorrow);
        _bench.Clock.SetUtcNow(task.DueAt);

        var ends = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _plan.RunAsync(task, Token), Token)))
            .WaitAsync(TimeSpan.FromSeconds(30), Token);

        ends.ShouldAllBe(end => end == new TaskOutcome.Ended(new TaskEnd.Done()));
        (await PhasesAsync(Tomorrow)).Count.ShouldBe(2);
    }

    private async Task<TaskEnd> RunAsync(PlannedTask task)
    {
        _bench.Clock.SetUtcNow(task.DueAt);
        return (await _plan.RunAsync(task, Token)).ShouldBeOfType<TaskOutcome.Ended>().End;
    }

    private async Task<List<PlannedTask>> PhasesAsync(DateOnly date) =>
        [.. (await _bench.Queue.OfDayAsync(date, Token)).Select(record => record.Task).Where(task => task.Kind.IsPhase())];

    private static RaceResult Result() =>
        new()
        {
            Id = InventedRaces.Id,
            Pool = Pool.ZEturf,
            State = ResultState.Official,
            Arrival =
            [
                [2],
                [1],
            ],
            NonRunners = [],
            Dividends = [],
        };

    private CurrentFigures Figures()
    {
        var store = new FigureStore(_bench.Store);
        var collector = new FigureCollector(
            [],
            _bench.Plans,
            store,
            PhaseBench.Settings,
            _bench.Clock,
            NullLogger<FigureCollector>.Instance
        );
        return new CurrentFigures(store, collector, _bench.Clock, NullLogger<CurrentFigures>.Instance);
    }
}
