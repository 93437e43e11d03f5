using Hippique.Gpi;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Calibration.Forecasts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Replay;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;
using Hippique.Testing;
using Hippique.Testing.Phases;
using Hippique.Testing.Replay;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Calibration.Forecasts;

/// <summary>Days that the whole pipeline replayed: what the report says of the market is what <c>hippique evaluate</c> says of the file.</summary>
public sealed class ForecastsOfReplaysTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-forecasts-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Every third race of the file has prices of H-5.</summary>
    [Fact]
    public async Task The_market_of_an_invented_day_is_that_of_the_evaluation()
    {
        var day = new DateOnly(2031, 3, 14);
        var file = Path.Combine(_folder.FullName, "races.jsonl");
        InventedDay.Write(file, InventedDay.Lines(day, 18));

        var report = await ShouldAgreeAsync(file, [day]);

        report.Races.ShouldBe(6);
        report.LeftOut.ShouldBe(new Dictionary<ForecastGap, int> { [ForecastGap.ModelledPrices] = 12 });
    }

    /// <summary>The first days that the shipped model was not fitted on.</summary>
    [Fact]
    public async Task The_market_of_real_days_is_that_of_the_evaluation()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);

        var report = await ShouldAgreeAsync(
            RealData.Path("races/2026-01.jsonl.gz"),
            [new DateOnly(2026, 1, 5), new DateOnly(2026, 1, 6), new DateOnly(2026, 1, 7)]
        );

        report.Races.ShouldBeGreaterThan(0);
        report.Disciplines[0].Losses.ShouldAllBe(loss => loss.Verdict == LossVerdict.TooFew);
    }

    private async Task<ForecastReport> ShouldAgreeAsync(string file, DateOnly[] days)
    {
        var model = GpiModels.Default;
        var files = RaceFiles.Read([file], [], Cancel);
        var analyser = new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value, model);
        foreach (var day in days)
            await new ReplayRunner(analyser, PhaseBench.Settings, NullLoggerFactory.Instance).RunDayAsync(
                file,
                day,
                _folder.FullName,
                null,
                Cancel
            );
        using var store = new DiskArtifactStore(_folder.FullName);
        // A replay asks for the results of races with tickets; the service asks for all.
        foreach (var race in files.Days.Where(day => days.Contains(day.Date)).SelectMany(day => day.Races))
            if (race.Result is not null)
                await store.PutIfAbsentAsync(ArtifactPaths.Result(race.Card.Id), ArtifactJson.Write(ResultOf(race)), Cancel);
        using var reader = new ForecastReader(
            store,
            new PlanStore(store),
            model,
            new FakeTimeProvider(ParisTime.At(days[^1].AddDays(1), new TimeOnly(12, 0)))
        );

        var report = await reader.ReadAsync(Cancel);

        var all = report.Disciplines[0];
        (all.Races, all.Win.Sum(bin => bin.Hits)).ShouldBe((report.Races, report.Races));
        all.Races.ShouldBe(report.Disciplines.Skip(1).Sum(one => one.Races));
        var judged = files.Races().Where(race => days.Contains(race.Id.Date) && race.H5 is not null && race.Order.Count > 0).ToList();
        foreach (var loss in all.Losses)
        {
            var same = judged.Where(race => IsJudged(store, race) && WinForecast.Odds(race, loss.Moment) is not null).ToList();
            same.Count.ShouldBe(loss.Races);
            var market = WinScores
                .Of(model, same, CalibrationRun.Columns)
                .Single(score => score.Moment == loss.Moment && score.Method == "market");
            loss.Market.ShouldBe(market.LogLoss, 1e-9);
        }
        return report;
    }

    /// <summary>Nothing of its prices was modelled.</summary>
    private static bool IsJudged(DiskArtifactStore store, CalibrationRace race)
    {
        var path = ArtifactPaths.Analysis(race.Id);
        var file = store.GetAsync(path, Cancel).GetAwaiter().GetResult();
        return file is not null
            && ArtifactJson.Read<RaceAnalysis>(path, file.Content) is { ModelledPrices: false, MarketReading.Pool: not null };
    }

    private static RaceResult ResultOf(RecordedRace race) =>
        new()
        {
            Id = race.Card.Id,
            Pool = race.Pools[0].Pool,
            State = ResultState.Official,
            Arrival = race.Result!.Arrival,
            NonRunners = [.. race.Card.Runners.Where(runner => runner.NonRunner).Select(runner => runner.Number)],
            Dividends = [],
            Close = race.Pools[0].Close,
        };
}
