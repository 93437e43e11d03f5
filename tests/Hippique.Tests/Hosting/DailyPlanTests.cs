using Hippique.Hosting;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Tests.Hosting;

public sealed class DailyPlanTests
{
    private readonly PhaseBench _bench = new();

    [Fact]
    public async Task RunAsync_NextDay_PlansItAndTheServiceKnowsWhatCameOfYesterday()
    {
        var tomorrow = InventedRaces.Day.AddDays(1);
        await _bench.ScheduledAsync(Token);
        await _bench.RunAsync(Phase.H30, Token);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();
        _bench.Pmu.With("R1C1", "VALMOREL", InventedRaces.Off.AddDays(1), "PRIX DES AULNES");
        _bench.Clock.SetUtcNow(InventedRaces.Off.AddHours(20));
        var history = new CurrentHistory(_bench.Store, NullLogger<CurrentHistory>.Instance);

        await Plan(history).RunAsync(tomorrow, null, Token);

        history.Now.Races.ShouldBe(1);
        (await _bench.Queue.ListAsync(tomorrow, Token)).Count.ShouldBe(2);
    }

    /// <summary>A file that somebody changed by hand costs the newest results, not the day.</summary>
    [Fact]
    public async Task RunAsync_RecordThatDoesNotRead_StillPlansTheDay()
    {
        var tomorrow = InventedRaces.Day.AddDays(1);
        await _bench.ScheduledAsync(Token);
        await _bench.Store.PutIfAbsentAsync("history/2025-11-22.jsonl", "no race\n"u8.ToArray(), Token);
        _bench.Pmu.With("R1C1", "VALMOREL", InventedRaces.Off.AddDays(1), "PRIX DES AULNES");
        var history = new CurrentHistory(_bench.Store, NullLogger<CurrentHistory>.Instance);

        await Plan(history).RunAsync(tomorrow, null, Token);

        (await _bench.Queue.ListAsync(tomorrow, Token)).Count.ShouldBe(2);
        history.Now.Races.ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_ClearsOldDays()
    {
        var old = ArtifactPaths.Plan(InventedRaces.Day.AddDays(-401));
        await _bench.Store.PutIfAbsentAsync(old, "{}"u8.ToArray(), Token);

        await Plan(new CurrentHistory(_bench.Store, NullLogger<CurrentHistory>.Instance)).RunAsync(InventedRaces.Day, null, Token);

        (await _bench.Store.GetAsync(old, Token)).ShouldBeNull();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static RaceResult Result() =>
        new()
        {
            Id = InventedRaces.Id,
            Pool = Pool.ZEturf,
            Official = true,
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

    private DailyPlan Plan(CurrentHistory history) =>
        new(
            _bench.Planner,
            _bench.Scheduler,
            _bench.Plans,
            _bench.Queue,
            new SettledDays(
                new SourceSet([_bench.ZEturf, _bench.Pmu]),
                _bench.Plans,
                _bench.Store,
                _bench.Clock,
                NullLogger<SettledDays>.Instance
            ),
            history,
            Figures(),
            new DayClearing(_bench.Store, 400, _bench.Clock, NullLogger<DayClearing>.Instance),
            _bench.Clock,
            NullLogger<DailyPlan>.Instance
        );
}
