using System.Threading.Channels;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Figures;
using Hippique.Testing;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Scheduling;

public sealed class DayUpkeepTests : IDisposable
{
    private static readonly DateOnly Tomorrow = InventedRaces.Day.AddDays(1);
    private readonly PhaseBench _bench = new();
    private readonly DatesAsked _site = new();
    private readonly LinesLogger<DayUpkeep> _log = new();
    private readonly CurrentFigures _figures;

    public DayUpkeepTests()
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
        _figures = new CurrentFigures(store, collector, _bench.Clock, NullLogger<CurrentFigures>.Instance);
    }

    public void Dispose() => _figures.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClearingThatFails_IsLogged_AndTheEndsOfOldTasksAreForgotten()
    {
        var old = ArtifactPaths.Plan(InventedRaces.Day.AddDays(-401));
        foreach (var path in new[] { old, ArtifactPaths.Day(InventedRaces.Day.AddDays(-1)) + "notes.txt" })
            await _bench.Store.PutIfAbsentAsync(path, "{}"u8.ToArray(), Token);
        var task = DailyPlanHours.OfDay(InventedRaces.Day.AddDays(-401));
        await _bench.Tasks.AddAsync(task, Token);
        await _bench.Tasks.EndAsync(task.Name, new TaskEnd.Done(), task.DueAt, Token);

        await Upkeep(new BreakingStore(_bench.Store, failAt: 1)).RunAsync(InventedRaces.Day, isTheDay: true, Token);

        _log.Lines.ShouldBe([$"upkeep of the day, clearing: {old}: cannot be written: the disk is full; tried again with the next plan"]);
        (await _bench.Tasks.FindAsync(task.Name, Token)).ShouldBeNull();
    }

    /// <summary>Of two days that are planned while figures are collected only the last is collected next: the evening before is none of them.</summary>
    [Fact]
    public async Task Figures_AreCollectedForTheDayItself_NotOnTheEveningBefore()
    {
        for (var day = InventedRaces.Day; day <= Tomorrow.AddDays(1); day = day.AddDays(1))
            await _bench.Planner.PlanAsync(day, Token);
        await _figures.StartAsync(Token);
        (await _site.NextAsync()).ShouldBe(InventedRaces.Day);
        using (var plan = _bench.DailyPlan(Upkeep(_bench.Store)))
        {
            await plan.RunAsync(DailyPlanHours.OfDay(Tomorrow), Token);
            await plan.RunAsync(DailyPlanHours.OfEarlyRaces(Tomorrow.AddDays(1)), Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
        }

        _site.Answer.SetResult();

        (await _site.NextAsync()).ShouldBe(Tomorrow);
        await _figures.StopAsync(Token);
    }

    [Fact]
    public async Task Plan_ThatIsDisposedOf_PlansNoMore()
    {
        var plan = _bench.DailyPlan(Upkeep(_bench.Store));
        plan.Kinds.ShouldBe([TaskKind.Plan, TaskKind.EarlyPlan, TaskKind.Replan]);
        plan.Dispose();

        await Should.ThrowAsync<ObjectDisposedException>(() => plan.RunAsync(DailyPlanHours.OfDay(Tomorrow), Token));
    }

    private DayUpkeep Upkeep(IArtifactStore clearedStore) =>
        new(
            _bench.Get<SettledDays>(),
            new CurrentStatistics(new CurrentHistory(_bench.Store, NullLogger<CurrentHistory>.Instance), _figures),
            new DayClearing(clearedStore, 400, _bench.Clock, NullLogger<DayClearing>.Instance),
            _bench.Tasks,
            new RetentionSettings(400),
            _log
        );

    /// <summary>Notes the days it is asked for and refuses them, once the test lets it answer.</summary>
    private sealed class DatesAsked : IFigureSource
    {
        private readonly Channel<DateOnly> _asked = Channel.CreateUnbounded<DateOnly>();

        public string Name => "site";

        public TaskCompletionSource Answer { get; } = new();

        public Task<DateOnly> NextAsync() => _asked.Reader.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);

        public async Task<SourceAnswer<IReadOnlyDictionary<RaceCode, string>>> RacesAsync(
            DateOnly date,
            CancellationToken cancellationToken
        )
        {
            _asked.Writer.TryWrite(date);
            await Answer.Task;
            return new SourceAnswer<IReadOnlyDictionary<RaceCode, string>>.Refused(
                new SourceError(SourceErrorKind.NotFound, Name, "races", Problem.Of($"not today"))
            );
        }

        public Task<SourceAnswer<IReadOnlyList<FigureLink>>> LinksAsync(string racePage, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("no race was shown");

        public Task<SourceAnswer<PublishedFigure>> FigureAsync(FigureLink link, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("no page was shown");
    }
}
