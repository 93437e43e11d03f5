using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Mirror;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Settings;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Pmu;
using Hippique.Sources.Recording;
using Hippique.Testing;
using Hippique.Testing.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.EndToEnd;

/// <summary>
/// 6 December 2025 as PMU's API answered it, served by the mirror over HTTP at the virtual time and read by the program's own client, planner and handlers. The figures were
/// counted on the file by an independent script.
/// </summary>
public sealed class RealDayOverHttpTests : IAsyncDisposable
{
    private static readonly DateOnly Day = new(2025, 12, 6);

    /// <summary>Requests of the three looks that found the off moved and were made again at their new time: R2C7 and R2C8 at H-30, R4C5 at H-5.</summary>
    private const int MovedLooks = 6;

    /// <summary>A minute before H-30 and H-5 of R2C7 and R2C8 at their new offs.</summary>
    private static readonly DateTimeOffset[] RenewedForMovedLooks = [Utc(13, 4), Utc(13, 39), Utc(14, 4)];
    private readonly string _output = Directory.CreateTempSubdirectory("hippique-day-").FullName;
    private readonly List<ServiceProvider> _services = [];
    private readonly string _recorded = Directory.CreateTempSubdirectory("hippique-recorded-").FullName;
    private Uri? _pmu;
    private TimeProvider _clock = TimeProvider.System;
    private WebApplication? _mirror;

    public async ValueTask DisposeAsync()
    {
        foreach (var services in _services)
            await services.DisposeAsync();
        if (_mirror is not null)
            await _mirror.DisposeAsync();
        Directory.Delete(_output, recursive: true);
        Directory.Delete(_recorded, recursive: true);
    }

    [Fact]
    public async Task Whole_day_is_planned_and_every_phase_ends_once_with_moved_offs_and_non_runners()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        await StartAsync();
        var report = await Runner().RunSourcesAsync(new ReplayedDay(Day, Sources), _output, Token);

        var total = report.Total;
        total.Races.ShouldBe(68);
        // 68 races, two phases each. R2C7 and R2C8 are seen at H-30 to start five minutes later, which puts both of their phases off; R4C5 is two minutes later at H-5.
        total.Phases.ShouldBe(new PhaseCounts(Done: 136, Late: 0, Missed: 0, Cancelled: 5, Failed: 0));
        total.Decisions.ShouldBe(total.Decisions with { Play = 68 - total.Decisions.Abstain - total.Decisions.Unplayable });
        Snapshot(2, 7, Phase.H5).Card.Off.ShouldBe(Utc(13, 35));
        Snapshot(2, 7, Phase.H5).PlannedAt.ShouldBe(Utc(13, 30));
        Snapshot(4, 5, Phase.H5).PlannedAt.ShouldBe(Utc(17, 24));
        Snapshot(4, 5, Phase.H5).TakenAt.ShouldBe(Utc(17, 24));
        // An off that moves by a minute moves no look: this one was made six minutes before it, and says so.
        (Snapshot(4, 2, Phase.H5).PlannedAt, Snapshot(4, 2, Phase.H5).TakenAt).ShouldBe((Utc(15, 38), Utc(15, 37)));
        RequestsAreFew();
        // Five minutes after the off the last prices of every race were looked at once; of this day only the national pool was recorded.
        var closes = Directory
            .EnumerateFiles(_output, "close.json", SearchOption.AllDirectories)
            .Select(path => ArtifactJson.Read<ClosingPrices>(path, File.ReadAllBytes(path)))
            .ToList();
        closes.Count.ShouldBe(68);
        closes.ShouldAllBe(close => close.Pools.Count == 1 && close.Pools[0].Pool == Pool.PmuNational);
        // Some races of the file show no prices, at H-5 either.
        closes.ShouldAllBe(close =>
            close.Pools[0].Win.Count > 0 == Snapshot(close.Race.Code.Meeting, close.Race.Code.Race, Phase.H5).Pools[0].Win.Count > 0
        );
        closes.First(close => close.Race.Code == new RaceCode(2, 7)).PlannedAt.ShouldBe(Utc(13, 40));
        await ReplayAgainAsync(total.ArtifactsSha256);
        // 13 horses had been withdrawn at nine in the morning, 46 at the end of the day.
        var withdrawn = Snapshots(Phase.H5).Sum(snapshot => snapshot.Card.Runners.Count(runner => runner.NonRunner));
        withdrawn.ShouldBeInRange(14, 46);
        // No price of a withdrawn horse is left, and none was stamped after the look.
        foreach (var snapshot in Snapshots(Phase.H5))
        {
            var gone = snapshot.Card.Runners.Where(runner => runner.NonRunner).Select(runner => runner.Number).ToHashSet();
            snapshot.Pools.ShouldAllBe(pool => pool.Pool == Pool.PmuNational && pool.Win.All(price => !gone.Contains(price.Number)));
            snapshot.Pools.ShouldAllBe(pool => pool.At == null || pool.At <= snapshot.PlannedAt);
        }
    }

    /// <summary>
    /// What went over the wire to PMU, by the recording: each look at a race is one request a pool, and with what is left of four the money in the pools, of which this day has nothing. The programme, which all races share, is asked for once by the
    /// plan and once by each task that renews it, a minute before the looks that need it, of moved offs too.
    /// </summary>
    private void RequestsAreFew()
    {
        var asked = RecordedPages
            .Load(Path.Combine(_recorded, "2025-12-06"))
            .All.Where(page => !page.Url.EndsWith("/robots.txt", StringComparison.Ordinal))
            .ToList();
        // Results are asked for between the minutes of looks and plans. 108 questions met an arrival and cost four requests, dividends and runners of two pools; the others cost the
        // programme, where the last was older than five minutes.
        var results = asked.Where(page => page.At.Second == ResultHours.AfterMinute.Seconds).ToList();
        results.Count(page => page.Url.Contains("/participants", StringComparison.Ordinal)).ShouldBe(2 * 108);
        results.Count.ShouldBe(4 * 108 + 51);
        asked = [.. asked.Except(results)];
        var looks = asked.Where(page => page.Url.Contains("/participants", StringComparison.Ordinal)).ToList();
        var below = asked.Where(page => page.Url.Contains("/C", StringComparison.Ordinal)).ToList();
        below
            .GroupBy(page => (page.At, Race: page.Url[..(page.Url.IndexOf('/', page.Url.IndexOf("/C", StringComparison.Ordinal) + 1))]))
            .ShouldAllBe(look => look.Count() <= 4);
        below.Except(looks).ShouldAllBe(page => page.Status == 404);
        var programmes = asked.Except(below).Select(page => page.At).ToList();
        looks.GroupBy(page => (page.Url, page.At)).ShouldAllBe(look => look.Count() == 1);
        // 68 races, three looks, two pools; and of the five looks that were put off.
        looks.Count.ShouldBe(2 * 3 * 68 + MovedLooks);
        var plan = ArtifactJson.Read<DayPlan>("plan.json", File.ReadAllBytes(Path.Combine(_output, ArtifactPaths.Plan(Day))));
        var renewed = PlanSchedule.ProgrammesOf(plan.Races).Select(task => task.DueAt).ToList();
        programmes.Count(at => at == Utc(8, 0)).ShouldBe(1);
        programmes.GroupBy(at => at).ShouldAllBe(moment => moment.Count() == 1);
        programmes.Where(at => at > Utc(8, 0)).Except(renewed).ShouldBe(RenewedForMovedLooks);
    }

    /// <summary>The pages that the day left are enough to run it again, byte for byte, without the mirror.</summary>
    private async Task ReplayAgainAsync(string sha256)
    {
        await _mirror!.StopAsync(Token);
        var pages = RecordedPages.Load(Path.Combine(_recorded, "2025-12-06"));
        var baseUrls = new Dictionary<string, Uri> { ["pmu"] = _pmu! };
        RecordedSources? sources = null;
        var again = Directory.CreateTempSubdirectory("hippique-again-").FullName;
        try
        {
            var day = new ReplayedDay(
                Day,
                clock => (sources = new RecordedSources(pages, clock, ["pmu"], baseUrls)).InOrder,
                pages.FirstProgramme
            );
            (await Runner().RunSourcesAsync(day, again, Token)).Total.ArtifactsSha256.ShouldBe(sha256);
        }
        finally
        {
            sources?.Dispose();
            Directory.Delete(again, recursive: true);
        }
    }

    [Fact]
    public async Task Replan_keeps_the_names_and_moves_the_offs()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        await StartAsync();
        var clock = new VirtualClock(Utc(8, 0));
        var pmu = Sources(clock)[0];
        var morning = DayPlanner.Merge(Day, [new SourceProgramme("pmu", await pmu.ProgrammeAsync(Day, Token))]);
        clock.AdvanceTo(Utc(22, 45).AddSeconds(30));
        var evening = DayPlanner.Merge(Day, [new SourceProgramme("pmu", await pmu.ProgrammeAsync(Day, Token))], morning);

        evening.Races.Select(race => race.Id).ShouldBe(morning.Races.Select(race => race.Id), ignoreOrder: true);
        var before = morning.Races.ToDictionary(race => race.Id, race => race.Off);
        evening.Races.Count(race => race.Off != before[race.Id]).ShouldBe(8);
    }

    [Fact]
    public async Task Arrivals_appear_in_the_course_of_the_day()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        await StartAsync();
        using var client = new HttpClient();
        var clock = new VirtualClock(Utc(8, 0));
        _clock = clock;
        async Task<int> ArrivalsAsync()
        {
            var body = await client.GetByteArrayAsync(new Uri($"{_mirror!.Urls.First()}/rest/client/61/programme/06122025"), Token);
            var answer = PmuProgrammeAnswer.Parse(body, "programme", Day).ShouldBeOfType<SourceAnswer<PmuProgramme>.Found>();
            return answer.Value.Races.Count(race => race.Arrival.Places.Count > 0);
        }

        (await ArrivalsAsync()).ShouldBe(0);
        clock.AdvanceTo(Utc(22, 45).AddSeconds(30));
        (await ArrivalsAsync()).ShouldBe(68);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateTimeOffset Utc(int hour, int minute) => new(2025, 12, 6, hour, minute, 0, TimeSpan.Zero);

    private async Task StartAsync()
    {
        var day = MirroredDay.Open(RealData.Path("days/2025-12-06.jsonl.gz"), Token);
        _mirror = MirrorApp.Build(day, () => _clock.GetUtcNow(), 0);
        await _mirror.StartAsync(Token);
    }

    private IReadOnlyList<IRaceSource> Sources(TimeProvider clock)
    {
        _clock = clock;
        _pmu = new Uri($"{_mirror!.Urls.First()}/rest/client/61/");
        _services.Add(RecordedSite.Pmu(clock, _pmu, _recorded));
        return [.. _services[^1].GetServices<IRaceSource>()];
    }

    private static ReplayRunner Runner() =>
        new(
            new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value),
            new PhaseSettings
            {
                Operators = [],
                // Of the 68 races 42 are in France; the others would not be asked for.
                Countries = [],
                Bankroll = new Euro(500),
                BudgetPerRace = new Euro(5),
                ProgramVersion = "3.0.0",
            },
            NullLoggerFactory.Instance
        );

    private Snapshot Snapshot(int meeting, int race, Phase phase)
    {
        var path = ArtifactPaths.Snapshot(new RaceId(Day, new RaceCode(meeting, race)), phase);
        return ArtifactJson.Read<Snapshot>(path, File.ReadAllBytes(Path.Combine(_output, path)));
    }

    private IEnumerable<Snapshot> Snapshots(Phase phase) =>
        Directory
            .EnumerateFiles(_output, phase == Phase.H5 ? "snapshot_h5.json" : "snapshot_h30.json", SearchOption.AllDirectories)
            .Select(path => ArtifactJson.Read<Snapshot>(path, File.ReadAllBytes(path)));
}
