using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Calibration.Forecasts;
using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Testing;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Racing;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Calibration.Forecasts;

public sealed class ForecastReaderTests : IDisposable
{
    /// <summary>After every day that the shipped model was fitted on.</summary>
    private static readonly DateOnly Day = new(2026, 8, 1);
    private static readonly GpiModel Model = GpiModels.Default;
    private readonly MemoryArtifactStore _store = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 8, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly List<ForecastReader> _readers = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _readers.ForEach(reader => reader.Dispose());

    /// <summary>
    /// Two races at 3, 4.5, 6.2, 8.4, 11, 14, 19 and 26 (book 1.089324), horse 1 at 2.4 at the close (1.172658); horse 1 wins one, horse 3 the other. By hand: the model lost
    /// (−ln .4 − ln .11) / 2 = 1.561783, the market (1.184170 + 1.910107) / 2 = 1.547138 at both looks and (1.034741 + 1.983822) / 2 = 1.509281 at the close.
    /// </summary>
    [Fact]
    public async Task Two_races_give_the_numbers_that_were_computed_by_hand()
    {
        await AnalysedDays.WriteAsync(
            _store,
            Model,
            Day,
            [
                [1, 2, 4],
                [3, 1, 5],
            ]
        );

        var report = await ReadAsync();

        (report.Races, report.Days, report.From, report.To, report.DaysToRead).ShouldBe((2, 1, Day, Day, 0));
        report.LeftOut.ShouldBeEmpty();
        report.Disciplines.Select(one => one.Discipline).ShouldBe([ModelDiscipline.All, ModelDiscipline.Harness]);
        var all = report.Disciplines[0];
        all.Losses.Select(loss => (loss.Moment, loss.Races, loss.Days, loss.Verdict))
            .ShouldBe(Enum.GetValues<PriceMoment>().Select(moment => (moment, 2, 1, LossVerdict.TooFew)));
        foreach (var (loss, market) in all.Losses.Zip([1.547138, 1.547138, 1.509282]))
        {
            loss.Model.ShouldBe(1.561783, 1e-6);
            loss.Market.ShouldBe(market, 1e-6);
            loss.AgainstMarket.Mean.ShouldBe(loss.Model - loss.Market, 1e-12);
        }
        all.Win.Select(bin => (bin.Low, bin.Runners, bin.Hits))
            .ShouldBe([(.02, 2, 0), (.03, 2, 0), (.045, 2, 0), (.065, 4, 0), (.1, 2, 1), (.15, 2, 0), (.32, 2, 1)]);
        all.Win[3].Predicted.ShouldBe(.085, 1e-12);
        all.Win[6].ObservedLow.ShouldBe(.0945, .00005);
        all.Win[6].ObservedHigh.ShouldBe(.9055, .00005);
        all.Place.Select(bin => (bin.Low, bin.Runners, bin.Hits))
            .ShouldBe([(.1, 4, 0), (.2, 2, 0), (.3, 4, 2), (.4, 2, 1), (.5, 2, 1), (.7, 2, 2)]);
    }

    [Fact]
    public async Task Every_race_that_says_nothing_is_counted_with_its_reason()
    {
        int[][] arrivals = [.. Enumerable.Repeat((int[])[1, 2, 3], 6)];
        await AnalysedDays.WriteAsync(_store, Model, Day, arrivals);
        await ReplaceAsync(ArtifactPaths.Result(Race(1)), AnalysedDays.Result(Race(1), [1, 2]) with { State = ResultState.Provisional });
        await ReplaceAsync(
            ArtifactPaths.Result(Race(2)),
            AnalysedDays.Result(Race(2), []) with
            {
                Arrival =
                [
                    [1, 2],
                ],
            }
        );
        await _store.DeleteAsync(ArtifactPaths.Analysis(Race(3)), Cancel);
        await ReplaceAsync(ArtifactPaths.Analysis(Race(4)), AnalysedDays.Analysis(Race(4), Model with { Name = "earlier" }));
        await ReplaceAsync(ArtifactPaths.Analysis(Race(5)), AnalysedDays.Analysis(Race(5), Model) with { ModelledPrices = true });

        var report = await ReadAsync();

        report.Races.ShouldBe(1);
        report.LeftOut.ShouldBe(
            new Dictionary<ForecastGap, int>
            {
                [ForecastGap.NoWinner] = 2,
                [ForecastGap.NotAnalysed] = 1,
                [ForecastGap.OtherModel] = 1,
                [ForecastGap.ModelledPrices] = 1,
            }
        );
    }

    [Fact]
    public async Task A_horse_withdrawn_after_H5_leaves_its_chance_to_the_others_and_the_places_out()
    {
        await AnalysedDays.WriteAsync(
            _store,
            Model,
            Day,
            [
                [1, 2, 4],
            ]
        );
        await ReplaceAsync(ArtifactPaths.Result(Race(1)), AnalysedDays.Result(Race(1), [1, 2, 4]) with { NonRunners = [8] });

        var all = (await ReadAsync()).Disciplines[0];

        (all.Races, all.PlaceRaces, all.Place.Count).ShouldBe((1, 0, 0));
        all.Win.Sum(bin => bin.Runners).ShouldBe(7);
        all.Losses[0].Model.ShouldBe(-Math.Log(.4 / .975), 1e-12);
    }

    [Fact]
    public async Task Days_that_the_model_was_fitted_on_and_today_are_left_out()
    {
        var model = Model with { Data = Model.Data with { To = Day.AddDays(-1), HeldOut = new Dictionary<string, DateOnly>() } };
        foreach (var day in (DateOnly[])[Day.AddDays(-1), Day, Day.AddDays(1)])
            await AnalysedDays.WriteAsync(
                _store,
                model,
                day,
                [
                    [1, 2, 3],
                ]
            );

        var report = await ReadAsync(model);

        (report.Races, report.From, report.To).ShouldBe((1, Day, Day));
    }

    [Fact]
    public async Task Of_a_pool_with_held_out_days_those_before_them_are_left_out()
    {
        var heldOut = new Dictionary<string, DateOnly> { ["pmu_internet"] = Day.AddDays(-20), ["pmu_national"] = Day };
        var model = Model with { Data = Model.Data with { To = Day.AddDays(-21), HeldOut = heldOut } };
        await AnalysedDays.WriteAsync(
            _store,
            model,
            Day.AddDays(-1),
            [
                [1, 2, 3],
            ]
        );
        await AnalysedDays.WriteAsync(
            _store,
            model,
            Day,
            [
                [1, 2, 3],
            ]
        );

        var report = await ReadAsync(model);

        (report.Races, report.From).ShouldBe((1, Day));
        report.LeftOut.ShouldBe(new Dictionary<ForecastGap, int> { [ForecastGap.Fitted] = 1 });
    }

    [Fact]
    public async Task Invented_days_count_only_where_there_is_no_other()
    {
        await AnalysedDays.WriteAsync(
            _store,
            Model,
            Day,
            [
                [1, 2, 3],
            ],
            simulated: true
        );
        var alone = await ReadAsync();
        await AnalysedDays.WriteAsync(
            _store,
            Model,
            Day.AddDays(-1),
            [
                [1, 2, 3],
                [2, 1, 3],
            ]
        );
        var mixed = await ReadAsync();

        (alone.Simulated, alone.Races).ShouldBe((true, 1));
        (mixed.Simulated, mixed.Races).ShouldBe((false, 2));
    }

    [Fact]
    public async Task A_file_that_was_changed_by_hand_costs_its_day_only_and_is_told()
    {
        await AnalysedDays.WriteAsync(
            _store,
            Model,
            Day.AddDays(-1),
            [
                [1, 2, 3],
            ]
        );
        await AnalysedDays.WriteAsync(
            _store,
            Model,
            Day,
            [
                [1, 2, 3],
            ]
        );
        await ReplaceAsync(ArtifactPaths.Analysis(Race(1)), "{");

        var report = await ReadAsync();

        (report.Races, report.To).ShouldBe((1, Day.AddDays(-1)));
        report.Unreadable.ShouldBe([Day]);
    }

    [Fact]
    public async Task What_is_known_is_answered_at_once_and_what_has_changed_a_minute_later()
    {
        await AnalysedDays.WriteAsync(
            _store,
            Model,
            Day,
            [
                [1, 2, 3],
            ]
        );
        var store = new HeldStore(_store, ArtifactPaths.Analysis(Race(1)));
        var reader = Reader(store);
        await reader.ReadAsync(Cancel);
        await AnalysedDays.WriteAsync(
            _store,
            Model,
            Day.AddDays(-40),
            [
                [1, 2, 3],
            ]
        );
        await ReplaceAsync(ArtifactPaths.Result(Race(1)), AnalysedDays.Result(Race(1), [3, 1, 2]));

        (await reader.ReadAsync(Cancel)).Races.ShouldBe(1);
        store.Reads.ShouldBe(1);

        _clock.Advance(ForecastReader.Look);
        await BoundedWait.UntilAsync(async () => (await reader.ReadAsync(Cancel)).Races == 2);
        store.Reads.ShouldBe(2);
        (await reader.ReadAsync(Cancel)).Disciplines[0].Win.Single(bin => bin.Low == .1).Hits.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_does_not_wait_for_ever_and_says_what_is_missing()
    {
        await AnalysedDays.WriteAsync(
            _store,
            Model,
            Day,
            [
                [1, 2, 3],
            ]
        );
        var store = new HeldStore(_store, ArtifactPaths.Analysis(Race(1)));
        store.Hold();
        var reader = Reader(store);

        var call = reader.ReadAsync(Cancel);
        await BoundedWait.UntilAsync(() => store.Reads == 1);
        call.IsCompleted.ShouldBeFalse();
        _clock.Advance(ForecastReader.Patience);

        var report = await call;
        (report.Races, report.DaysToRead).ShouldBe((0, 1));
        store.Release();
        await BoundedWait.UntilAsync(async () => (await reader.ReadAsync(Cancel)) is { DaysToRead: 0, Races: 1 });
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_told_and_tried_again()
    {
        await AnalysedDays.WriteAsync(
            _store,
            Model,
            Day,
            [
                [1, 2, 3],
            ]
        );
        var store = new HeldStore(_store, ArtifactPaths.Analysis(Race(1))) { Failure = new ArtifactException(Problem.Of($"closed")) };
        var reader = Reader(store);

        (await Should.ThrowAsync<ArtifactException>(() => reader.ReadAsync(Cancel))).Message.ShouldBe("closed");
        store.Failure = null;
        (await reader.ReadAsync(Cancel)).Races.ShouldBe(1);
    }

    [Fact]
    public void What_may_be_said_depends_on_races_days_and_the_interval()
    {
        LossVerdict Of(int races, int days, double low, double high) =>
            new LossComparison
            {
                Moment = PriceMoment.H5,
                Races = races,
                Days = days,
                Model = 2,
                Market = 2,
                AgainstMarket = new MeanInterval(0, low, high, races, days),
                AgainstExponent = default,
            }.Verdict;

        Of(100, 10, -.02, -.01).ShouldBe(LossVerdict.Better);
        Of(100, 10, .01, .02).ShouldBe(LossVerdict.Worse);
        Of(100, 10, -.01, .01).ShouldBe(LossVerdict.NotTold);
        Of(99, 10, -.02, -.01).ShouldBe(LossVerdict.TooFew);
        Of(100, 9, -.02, -.01).ShouldBe(LossVerdict.TooFew);
    }

    private static RaceId Race(int number) => AnalysedDays.Race(Day, number);

    private Task<ForecastReport> ReadAsync(GpiModel? model = null) => Reader(_store, model).ReadAsync(Cancel);

    private ForecastReader Reader(IArtifactStore store, GpiModel? model = null)
    {
        var reader = new ForecastReader(store, new PlanStore(store), model ?? Model, _clock);
        _readers.Add(reader);
        return reader;
    }

    private async Task ReplaceAsync<T>(string path, T value)
    {
        await _store.DeleteAsync(path, Cancel);
        await _store.PutIfAbsentAsync(path, ArtifactJson.Write(value), Cancel);
    }
}
