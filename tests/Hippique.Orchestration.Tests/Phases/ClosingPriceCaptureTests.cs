using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;

namespace Hippique.Orchestration.Tests.Phases;

public sealed class ClosingPriceCaptureTests
{
    private static readonly RaceClose Last = new(
        [
            InventedRaces.Win(Pool.PmuInternet, InventedRaces.Off.AddMinutes(2)),
            InventedRaces.Win(Pool.PmuNational, InventedRaces.Off.AddMinutes(3)),
        ],
        [7],
        ["a note"]
    );
    private readonly PhaseBench _bench = new();

    [Fact]
    public async Task Day_of_a_source_that_shows_them_has_one_look_a_race_beside_its_phases()
    {
        _bench.Pmu.Close = Found;
        await _bench.ScheduledAsync(Token);
        var again = (await _bench.Scheduler.ScheduleAsync(InventedRaces.Day, Token)).ShouldBeOfType<ScheduleDayResult.Scheduled>();

        (again.ScheduledH30, again.ScheduledH5, again.Created).ShouldBe((1, 1, 0));
        var tasks = await _bench.Queue.OfDayAsync(InventedRaces.Day, Token);
        tasks
            .Select(record => record.Task.Name)
            .ShouldBe(["run-20251122-r1c3-h30", "run-20251122-r1c3-h5", "run-20251122-r1c3-close", "run-20251122-r1c3-result"]);
        tasks[2].Task.DueAt.ShouldBe(InventedRaces.Off.AddMinutes(5));
    }

    [Fact]
    public async Task Day_of_sources_that_do_not_has_none()
    {
        await _bench.ScheduledAsync(Token);

        (await _bench.Queue.OfDayAsync(InventedRaces.Day, Token)).ShouldNotContain(record => record.Task.Kind == TaskKind.Close);
    }

    [Fact]
    public async Task Both_pools_are_kept_once_with_their_stamps()
    {
        (await RunAsync(Found)).ShouldBe(new TaskOutcome.Ended(new TaskEnd.Done()));

        var bytes = (await _bench.Store.GetAsync(ArtifactPaths.Close(InventedRaces.Id), Token)).ShouldNotBeNull().Content;
        var kept = ArtifactJson.Read<ClosingPrices>("close.json", bytes);
        (kept.Race, kept.Off, kept.PlannedAt, kept.Source).ShouldBe(
            (InventedRaces.Id, InventedRaces.Off, InventedRaces.Off.AddMinutes(5), "pmu")
        );
        kept.Pools.Select(pool => (pool.Pool, pool.At)).ShouldBe(Last.Pools.Select(pool => (pool.Pool, pool.At)));
        kept.NonRunners.ShouldBe([7]);
        kept.Notes.ShouldBe(["a note"]);

        // Handed out again after a kill: nothing is asked, nothing changes.
        (await _bench.Close.RunAsync(Task, Token)).ShouldBe(new TaskOutcome.Ended(new TaskEnd.Done()));
        _bench.Pmu.ClosesAsked.ShouldBe(1);
    }

    [Fact]
    public async Task Last_stakes_of_a_pool_that_shows_no_odds_any_more_are_kept_and_are_its_close()
    {
        var stakes = new BetStakes
        {
            Bet = BetType.SimpleGagnant,
            At = InventedRaces.Off.AddMinutes(1),
            Total = new Euro(110),
            Stakes =
            [
                new CombinationStake([1], new Euro(60)),
                new CombinationStake([2], new Euro(40)),
                new CombinationStake([7], new Euro(10)),
            ],
        };
        var unpriced = InventedRaces.Win(Pool.PmuInternet, InventedRaces.Off) with
        {
            Win = [],
            Origin = PriceOrigin.None,
            At = null,
            Stakes = [stakes],
        };

        (await RunAsync(new SourceAnswer<RaceClose>.Found(Last with { Pools = [unpriced] }))).ShouldBe(
            new TaskOutcome.Ended(new TaskEnd.Done())
        );

        var bytes = (await _bench.Store.GetAsync(ArtifactPaths.Close(InventedRaces.Id), Token)).ShouldNotBeNull().Content;
        var kept = ArtifactJson.Read<ClosingPrices>("close.json", bytes);
        kept.Pools.ShouldHaveSingleItem().Stakes!.ShouldHaveSingleItem().Total.ShouldBe(new Euro(110));
        // Number 7 was withdrawn: 86.7 % of 100 €.
        var close = kept.AfterOff().ShouldHaveSingleItem();
        close.Pool.ShouldBe(Pool.PmuInternet);
        close.Close.Select(price => (price.Number, Math.Round(price.Odds.Value, 9))).ShouldBe([(1, 1.445), (2, 2.1675)]);

        // Stakes of before the off are no close, and a cut list is no pool.
        BetStakes[] none = [stakes with { At = InventedRaces.Off.AddSeconds(-1) }, stakes with { Total = new Euro(111) }];
        foreach (var other in none)
            (kept with { Pools = [unpriced with { Stakes = [other] }] }).AfterOff().ShouldBeEmpty();
    }

    [Fact]
    public async Task Source_that_cannot_now_is_asked_again_until_the_hour_is_over()
    {
        var dark = Refused(SourceErrorKind.Unreachable);
        (await RunAsync(dark)).ShouldBeOfType<TaskOutcome.RetryLater>().After.ShouldBe(TimeSpan.FromMinutes(1));
        (await RunAsync(Refused(SourceErrorKind.TooManyRequests, TimeSpan.FromMinutes(4))))
            .ShouldBeOfType<TaskOutcome.RetryLater>()
            .After.ShouldBe(TimeSpan.FromMinutes(4));

        Ended(await RunAsync(dark, TimeSpan.FromMinutes(54.5))).ShouldBeOfType<TaskEnd.Missed>();
        _bench.Clock.SetUtcNow(Task.GraceUntil.AddSeconds(1));
        (await _bench.TaskRunner.RunAsync(Task.Name, Token)).ShouldBeOfType<TaskRun.Ended>().End.ShouldBeOfType<TaskEnd.Missed>();
    }

    [Fact]
    public async Task Look_that_comes_late_within_the_hour_is_late() =>
        Ended(await RunAsync(Found, TimeSpan.FromMinutes(54))).ShouldBe(new TaskEnd.Late(54 * 60));

    /// <summary>An operator may take its prices away when betting ends: another source is asked before a look without any is kept.</summary>
    [Fact]
    public async Task Look_that_sees_no_price_gives_way_to_one_that_does()
    {
        _bench.ZEturf.Close = new SourceAnswer<RaceClose>.Found(Last);
        var empty = Last with { Pools = [.. Last.Pools.Select(pool => pool with { Win = [] })] };
        Ended(await RunAsync(new SourceAnswer<RaceClose>.Found(empty))).ShouldBe(new TaskEnd.Done());
        (await _bench.TextAsync("2025-11-22/R1C3/close.json", Token))!.ShouldContain("\"source\": \"zeturf\"");
        _bench.Pmu.ClosesAsked.ShouldBeInRange(0, 1);
    }

    [Fact]
    public async Task Look_that_sees_no_price_is_kept_if_no_source_shows_any()
    {
        var empty = Last with { Pools = [.. Last.Pools.Select(pool => pool with { Win = [] })] };
        Ended(await RunAsync(new SourceAnswer<RaceClose>.Found(empty))).ShouldBe(new TaskEnd.Done());
        (await _bench.TextAsync("2025-11-22/R1C3/close.json", Token))!.ShouldContain("\"win\": []");
        _bench.Pmu.ClosesAsked.ShouldBe(1);
    }

    [Fact]
    public async Task Look_that_sees_final_stakes_and_no_price_has_something_to_keep()
    {
        // Another source that may answer soon is no reason to wait.
        _bench.ZEturf.Close = Refused(SourceErrorKind.Timeout);
        Ended(await RunAsync(new SourceAnswer<RaceClose>.Found(Staked))).ShouldBe(new TaskEnd.Done());

        var kept = ArtifactJson.Read<ClosingPrices>(
            "close.json",
            (await _bench.Store.GetAsync(ArtifactPaths.Close(InventedRaces.Id), Token))!.Content
        );
        kept.Pools.ShouldHaveSingleItem().Stakes!.Single().Total.ShouldBe(new Euro(1000));
        // No win odds: a close of this pool is not known, which takes nothing from a result that knows it.
        kept.AfterOff().ShouldBeEmpty();
    }

    [Fact]
    public async Task Look_that_sees_stakes_alone_gives_way_to_prices()
    {
        _bench.ZEturf.Close = new SourceAnswer<RaceClose>.Found(Last);
        Ended(await RunAsync(new SourceAnswer<RaceClose>.Found(Staked))).ShouldBe(new TaskEnd.Done());
        (await _bench.TextAsync("2025-11-22/R1C3/close.json", Token))!.ShouldContain("\"source\": \"zeturf\"");
    }

    [Fact]
    public async Task Look_that_sees_no_price_waits_for_a_source_that_may_answer_soon()
    {
        _bench.ZEturf.Close = Refused(SourceErrorKind.Timeout);
        var empty = Last with { Pools = [] };
        (await RunAsync(new SourceAnswer<RaceClose>.Found(empty))).ShouldBeOfType<TaskOutcome.RetryLater>();
        (await _bench.TextAsync("2025-11-22/R1C3/close.json", Token)).ShouldBeNull();
        _bench.ZEturf.Close = new SourceAnswer<RaceClose>.Found(Last with { Pools = [Last.Pools[0] with { Win = [] }, Last.Pools[1]] });
        Ended(await RunAsync(new SourceAnswer<RaceClose>.Found(empty), TimeSpan.FromMinutes(1))).ShouldBe(new TaskEnd.Late(60));
        (await _bench.TextAsync("2025-11-22/R1C3/close.json", Token))!.ShouldContain("\"source\": \"zeturf\"");
    }

    [Fact]
    public async Task Source_that_refuses_for_good_ends_it_as_failed() =>
        Ended(await RunAsync(Refused(SourceErrorKind.Robots))).ShouldBeOfType<TaskEnd.Failed>();

    [Fact]
    public async Task Bad_answer_is_asked_again_and_to_the_end_fails()
    {
        (await RunAsync(Refused(SourceErrorKind.Malformed)))
            .ShouldBeOfType<TaskOutcome.RetryLater>()
            .After.ShouldBe(TimeSpan.FromMinutes(1));
        (await RunAsync(Refused(SourceErrorKind.Malformed), TimeSpan.FromMinutes(30)))
            .ShouldBeOfType<TaskOutcome.RetryLater>()
            .After.ShouldBe(TimeSpan.FromMinutes(10));
        Ended(await RunAsync(Refused(SourceErrorKind.NotFound), TimeSpan.FromMinutes(54.5))).ShouldBeOfType<TaskEnd.Failed>();
        Ended(await RunAsync(Found, TimeSpan.FromMinutes(54.6))).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task Look_that_sees_no_price_is_kept_at_the_end_if_the_other_source_stays_bad()
    {
        _bench.ZEturf.Close = Refused(SourceErrorKind.Malformed);
        var empty = new SourceAnswer<RaceClose>.Found(Last with { Pools = [] });
        (await RunAsync(empty)).ShouldBeOfType<TaskOutcome.RetryLater>();
        Ended(await RunAsync(empty, TimeSpan.FromMinutes(54.5))).IsDone.ShouldBeTrue();
        (await _bench.TextAsync("2025-11-22/R1C3/close.json", Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Off_that_moves_takes_the_look_with_it()
    {
        _bench.Pmu.Close = Found;
        await _bench.ScheduledAsync(Token);
        var later = InventedRaces.Off.AddMinutes(37);
        _bench.Pmu.Views[InventedRaces.Id.Code] = _ => new SourceAnswer<RaceView>.Found(PhaseBench.View(InventedRaces.Card(off: later)));
        _bench.ZEturf.Views[InventedRaces.Id.Code] = _ => new SourceAnswer<RaceView>.Found(
            PhaseBench.View(InventedRaces.Card(off: later), Pool.ZEturf)
        );

        await _bench.RunAsync(Phase.H30, Token);

        var closes = (await _bench.Queue.OfDayAsync(InventedRaces.Day, Token)).Where(record => record.Task.Kind == TaskKind.Close).ToList();
        closes[0].End.ShouldBeOfType<TaskEnd.Cancelled>();
        (closes[1].Task.Name, closes[1].Task.DueAt, closes[1].End).ShouldBe(("run-20251122-r1c3-close-t1412", later.AddMinutes(5), null));
        closes.Count.ShouldBe(2);
    }

    private static RaceClose Staked =>
        Last with
        {
            Pools =
            [
                Last.Pools[0] with
                {
                    Win = [],
                    Origin = PriceOrigin.None,
                    At = null,
                    Stakes =
                    [
                        new BetStakes
                        {
                            Bet = BetType.SimplePlace,
                            At = InventedRaces.Off,
                            Total = new Euro(1000),
                            Stakes = [new CombinationStake([1], new Euro(600))],
                        },
                    ],
                },
            ],
        };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SourceAnswer<RaceClose> Found => new SourceAnswer<RaceClose>.Found(Last);

    private static PlannedTask Task => PlanSchedule.CloseOf(InventedRaces.Id, InventedRaces.Off);

    private static SourceAnswer<RaceClose> Refused(SourceErrorKind kind, TimeSpan? retryAfter = null) =>
        new SourceAnswer<RaceClose>.Refused(FakeSource.Error(kind, "pmu", retryAfter));

    private static TaskEnd Ended(TaskOutcome outcome) => outcome.ShouldBeOfType<TaskOutcome.Ended>().End;

    private async Task<TaskOutcome> RunAsync(SourceAnswer<RaceClose> answer, TimeSpan late = default)
    {
        _bench.Pmu.Close = answer;
        if (_bench.Pmu.Programme.Count == 0)
            await _bench.ScheduledAsync(Token);
        _bench.Clock.SetUtcNow(Task.DueAt + late);
        return await _bench.Close.RunAsync(Task, Token);
    }
}
