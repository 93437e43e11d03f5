using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tests.Statistics;
using Hippique.Racing;
using Hippique.Testing;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Scheduling;

public sealed class DayWorkTests : IDisposable
{
    private static readonly DateOnly Tomorrow = InventedRaces.Day.AddDays(1);
    private static readonly PlannedTask Plan = DailyPlanHours.OfDay(Tomorrow);
    private readonly PhaseBench _bench = new();
    private readonly LinesLogger<DayWork> _log = new();
    private readonly CurrentHistory _history;
    private readonly FigureSite _site;
    private DayWork? _work;

    public DayWorkTests()
    {
        _site = new FigureSite(_bench.Clock);
        _history = new CurrentHistory(_bench.Store, NullLogger<CurrentHistory>.Instance);
    }

    public void Dispose() => _work?.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void EveryKind_HasItsTaskBesideThePlan()
    {
        var now = Plan.DueAt.AddMinutes(1);

        DayWork
            .With(Plan, now)
            .Select(task => (task.Name, task.Kind, task.Date, task.DueAt, task.GraceUntil))
            .ShouldBe([
                ("results-20251123", TaskKind.Results, Tomorrow, now, Plan.GraceUntil),
                ("figures-20251123", TaskKind.Figures, Tomorrow, now, Plan.GraceUntil),
                ("clearing-20251123", TaskKind.Clearing, Tomorrow, now, Plan.GraceUntil),
            ]);
        DayWork
            .With(DailyPlanHours.AtStart(Tomorrow, now), now)
            .Select(task => task.Name)
            .ShouldBe(["results-20251123-start-090100", "figures-20251123-start-090100", "clearing-20251123-start-090100"]);
        Should.Throw<ArgumentException>(() => TaskName.With(Plan, TaskKind.H5));
    }

    [Fact]
    public async Task Results_OfYesterday_AreWhatTheServiceKnowsThen()
    {
        await _bench.ScheduledAsync(Token);
        await _bench.RunAsync(Phase.H30, Token);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();

        (await RunAsync(TaskKind.Results)).ShouldBe(new TaskOutcome.Ended(new TaskEnd.Done()));

        _history.Now.Races.ShouldBe(1);
    }

    /// <summary>A file that somebody changed by hand costs the newest results, and says so in the task's end.</summary>
    [Fact]
    public async Task Results_WithARecordThatDoesNotRead_Fail()
    {
        await _bench.ScheduledAsync(Token);
        await _bench.Store.PutIfAbsentAsync("history/2025-11-22.jsonl", "no race\n"u8.ToArray(), Token);

        var end = (await RunAsync(TaskKind.Results)).ShouldBeOfType<TaskOutcome.Ended>().End.ShouldBeOfType<TaskEnd.Failed>();

        end.Cause.ShouldStartWith("history/2025-11-22.jsonl");
        _log.Lines.ShouldHaveSingleItem().ShouldStartWith("results-20251123: history/2025-11-22.jsonl");
        _history.Now.Races.ShouldBe(0);
    }

    [Fact]
    public async Task OldDaysAndTheEndsOfTheirTasks_AreCleared()
    {
        var old = ArtifactPaths.Plan(Tomorrow.AddDays(-401));
        foreach (var path in new[] { old, ArtifactPaths.Day(Tomorrow.AddDays(-1)) + "notes.txt" })
            await _bench.Store.PutIfAbsentAsync(path, "{}"u8.ToArray(), Token);
        var (forgotten, kept) = (await EndedAsync(Tomorrow.AddDays(-401)), await EndedAsync(Tomorrow.AddDays(-400)));

        (await RunAsync(TaskKind.Clearing)).ShouldBe(new TaskOutcome.Ended(new TaskEnd.Done()));

        (await _bench.Store.GetAsync(old, Token)).ShouldBeNull();
        (await _bench.Tasks.FindAsync(forgotten, Token)).ShouldBeNull();
        (await _bench.Tasks.FindAsync(kept, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task ClearingThatFails_EndsSo_AndTheEndsOfOldTasksAreForgotten()
    {
        var old = ArtifactPaths.Plan(Tomorrow.AddDays(-401));
        foreach (var path in new[] { old, ArtifactPaths.Day(Tomorrow.AddDays(-1)) + "notes.txt" })
            await _bench.Store.PutIfAbsentAsync(path, "{}"u8.ToArray(), Token);
        var task = await EndedAsync(Tomorrow.AddDays(-401));

        var outcome = await RunAsync(TaskKind.Clearing, new BreakingStore(_bench.Store, failAt: 1));

        var why = $"{old}: cannot be written: the disk is full";
        outcome.ShouldBe(new TaskOutcome.Ended(new TaskEnd.Failed(why)));
        _log.Lines.ShouldBe([$"clearing-20251123: {why}; tried again with the next plan"]);
        (await _bench.Tasks.FindAsync(task, Token)).ShouldBeNull();
    }

    /// <summary>A hundred pages, five seconds apart, would last beyond the quiet minutes before the first off: the task is called again after it.</summary>
    [Fact]
    public async Task Figures_AreCollectedPartByPart()
    {
        _site.MoreJockeys = 100;
        await _bench.Plans.UpdateAsync(Tomorrow, _ => Day(), Token);
        _bench.Clock.SetUtcNow(Plan.DueAt);

        var first = RunAsync(TaskKind.Figures);
        await BoundedWait.EndAsync(first, () => _bench.Clock.Advance(TimeSpan.FromSeconds(1)));

        (await first).ShouldBeOfType<TaskOutcome.GoesOn>().After.ShouldBeInRange(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6));
        _site.Asked.Count.ShouldBeInRange(2, 99);
        _bench.Clock.SetUtcNow(Plan.DueAt.AddHours(12));
        (await RunAsync(TaskKind.Figures)).ShouldBe(new TaskOutcome.Ended(new TaskEnd.Done()));
    }

    private Task<TaskOutcome> RunAsync(TaskKind kind, IArtifactStore? cleared = null)
    {
        if (_bench.Clock.GetUtcNow() < Plan.DueAt)
            _bench.Clock.SetUtcNow(Plan.DueAt);
        _work ??= Work(cleared ?? _bench.Store);
        return _work.RunAsync(DayWork.With(Plan, _bench.Clock.GetUtcNow()).Single(task => task.Kind == kind), Token);
    }

    private DayWork Work(IArtifactStore cleared)
    {
        var store = new FigureStore(_bench.Store);
        var collector = new FigureCollector(
            [_site],
            _bench.Plans,
            store,
            PhaseBench.Settings,
            _bench.Clock,
            NullLogger<FigureCollector>.Instance
        );
        return new DayWork(
            _bench.Get<SettledDays>(),
            new CurrentStatistics(_history, new CurrentFigures(store, collector, _bench.Clock, NullLogger<CurrentFigures>.Instance)),
            new DayClearing(cleared, 400, _bench.Clock, NullLogger<DayClearing>.Instance),
            _bench.Tasks,
            new RetentionSettings(400),
            _log
        );
    }

    private async Task<string> EndedAsync(DateOnly date)
    {
        var task = DailyPlanHours.OfDay(date);
        await _bench.Tasks.AddAsync(task, Token);
        await _bench.Tasks.EndAsync(task.Name, new TaskEnd.Done(), task.DueAt, Token);
        return task.Name;
    }

    private static Orchestration.Planning.DayPlan Day() =>
        new()
        {
            Date = Tomorrow,
            Races = [FigureBench.Race("R1C1", Plan.DueAt.AddMinutes(11)), FigureBench.Race("R1C2", Plan.DueAt.AddHours(3))],
            Refused = [],
            Notes = [],
        };

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
}
