using Hippique.Gpi.Calibration;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Backfill;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Calibration.Pools;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Http;
using Hippique.Sources.Pmu;
using Hippique.Testing;
using Hippique.Testing.Sources;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Backfill;

/// <summary>Past days over real sockets into a folder: whole days, and what a stop at any moment leaves.</summary>
public sealed class BackfillRunTests : IAsyncDisposable
{
    private const string Totals = "masse-enjeu" + PastPmuDay.Internet;
    private static readonly DateOnly First = new(2025, 3, 13);
    private static readonly DateOnly Second = new(2025, 3, 14);

    private readonly string _root = Directory.CreateTempSubdirectory("hippique-backfill-").FullName;
    private readonly LoopbackSite _site = new();
    private FakeTimeProvider _clock = new(new DateTimeOffset(2025, 6, 1, 10, 0, 0, TimeSpan.Zero));
    private readonly DiskArtifactStore _store;

    public BackfillRunTests() => _store = new DiskArtifactStore(_root, durable: false);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _store.Dispose();
        await _site.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Two_days_are_two_files_of_each_kind_which_fits_and_evaluations_read()
    {
        Days(races: 3);
        var report = await RunAsync();

        (report.Known, report.Left, report.Refused.Count, report.Stopped).ShouldBe((0, 0, 0, null));
        report
            .Days.Select(day => (day.Date, day.Asked, day.Races, day.Dividends, day.Stakes, day.Pending))
            .ShouldBe([(Second, 3, 3, 3, 3, 0), (First, 3, 3, 3, 3, 0)]);
        Files()
            .ShouldBe([
                "days/2025-03-13.json",
                "days/2025-03-14.json",
                "dividends/2025-03-13.jsonl",
                "dividends/2025-03-14.jsonl",
                "pools/2025-03-13.jsonl",
                "pools/2025-03-14.jsonl",
                "races/2025-03-13.jsonl",
                "races/2025-03-14.jsonl",
            ]);
        var races = RaceFiles.Read([Folder("races")], [], Token);
        races.Races().Count(race => race.Close is not null && race.Order.Count == 4).ShouldBe(6);
        races.Refused.ShouldBeEmpty();
        var dividends = DividendFiles.Read([Folder("dividends")], Token);
        (dividends.Races.Count, dividends.Incomplete, dividends.Official.Count).ShouldBe((6, 0, 6));
        var pools = PoolFiles.Read([Folder("pools")], dividends, Discipline.Unknown, Token);
        pools
            .Races.Select(race => (race.Moment, race.Dividends.Count, race.Look.Card.Runners.Count))
            .Distinct()
            .ShouldBe([(PriceMoment.Close, 4, 9)]);
    }

    [Fact]
    public async Task A_run_that_broke_off_goes_on_with_the_race_that_was_being_asked_for()
    {
        var (first, second) = Days(races: 3);
        _site.Answers(second.Below(2, Totals), 403);
        var stopped = await RunAsync();

        stopped.Stopped.ShouldNotBeNull().Kind.ShouldBe(SourceErrorKind.Forbidden);
        (stopped.Days.Count, stopped.Left).ShouldBe((0, 2));
        Files().ShouldBe(["work/2025-03-14/R1C1.json"]);

        second.Answers(2, Totals, PmuPoolPages.Totals(("E_SIMPLE_GAGNANT", 450_000)));
        var before = _site.Requests.Count;
        var resumed = await RunAsync();

        (resumed.Days.Count, resumed.Left, resumed.Stopped).ShouldBe((2, 0, null));
        _site.Paths.Skip(before).ShouldNotContain(path => path.StartsWith(second.Below(1, ""), StringComparison.Ordinal));
        Lines("races/2025-03-14.jsonl").Length.ShouldBe(3);
        Files().ShouldNotContain(file => file.StartsWith("work/", StringComparison.Ordinal));
        _ = first;
    }

    [Fact]
    public async Task Days_that_are_whole_are_not_asked_for_again()
    {
        Days(races: 1);
        await RunAsync();
        var before = _site.Requests.Count;
        var report = await RunAsync();

        (report.Days.Count, report.Known, report.Left).ShouldBe((0, 2, 0));
        _site.Requests.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_day_whose_mark_was_deleted_is_fetched_anew()
    {
        var (_, second) = Days(races: 2);
        second.Answers(2, "participants" + PastPmuDay.Internet, "<html>");
        (await RunAsync(Second)).Days[0].Races.ShouldBe(1);
        File.Delete(Folder("days/2025-03-14.json"));

        second.Answers(2, "participants" + PastPmuDay.Internet, second.Participants(2, 9));
        (await RunAsync(Second)).Days[0].Races.ShouldBe(2);
        Lines("races/2025-03-14.jsonl").Length.ShouldBe(2);
        Lines("pools/2025-03-14.jsonl").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_folder_tells_which_days_it_knows_whole_or_begun()
    {
        var (_, second) = Days(races: 2);
        _site.Answers(second.Below(2, Totals), 403);
        await RunAsync();

        (await Folder().KnownAsync(First, Second, Token)).ShouldBe([Second]);
        (await Folder().KnownAsync(First, First, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failure_that_passes_is_waited_for()
    {
        var (_, second) = Days(races: 1);
        var tries = 0;
        var body = PmuPoolPages.Totals(("E_SIMPLE_GAGNANT", 450_000));
        _site.Answers(
            second.Below(1, Totals),
            async (stream, token) =>
            {
                var isUp = Interlocked.Increment(ref tries) > 2;
                await stream.WriteAsync(LoopbackSite.Head(isUp ? 200 : 500, $"Content-Length: {(isUp ? body.Length : 0)}"), token);
                if (isUp)
                    await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body), token);
            }
        );
        var began = _clock.GetUtcNow();
        (await RunAsync()).Left.ShouldBe(0);

        tries.ShouldBe(3);
        (_clock.GetUtcNow() - began).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task The_third_failure_in_a_row_ends_the_run()
    {
        var (_, second) = Days(races: 1);
        _site.Answers(second.Below(1, Totals), 500);
        var report = await RunAsync();

        report.Stopped.ShouldNotBeNull().Kind.ShouldBe(SourceErrorKind.ServerError);
        report.Left.ShouldBe(2);
    }

    [Theory]
    [InlineData(120, 2)]
    [InlineData(3600, 1)]
    public async Task A_host_that_names_a_time_is_given_it_or_the_run_ends(int seconds, int requests)
    {
        var (_, second) = Days(races: 1);
        var (asked, body) = (0, PmuPoolPages.Totals(("E_SIMPLE_GAGNANT", 450_000)));
        _site.Answers(
            second.Below(1, Totals),
            async (stream, token) =>
            {
                var isFirst = Interlocked.Increment(ref asked) == 1;
                var head = isFirst
                    ? LoopbackSite.Head(429, "Content-Length: 0", $"Retry-After: {seconds}")
                    : LoopbackSite.Head(200, $"Content-Length: {body.Length}");
                await stream.WriteAsync(head, token);
                if (!isFirst)
                    await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body), token);
            }
        );
        var report = await RunAsync();

        asked.ShouldBe(requests);
        (report.Stopped is null).ShouldBe(requests == 2);
    }

    [Fact]
    public async Task Races_abroad_are_not_asked_for_and_a_day_without_others_is_whole_without_files()
    {
        var day = new PastPmuDay(_site, Second, races: 2).Programme(race => PmuPages.Run(race, 1, 2, 3), country: "CHL");
        var report = await RunAsync(Second);

        report.Days.ShouldHaveSingleItem().Asked.ShouldBe(0);
        Files().ShouldBe(["days/2025-03-14.json"]);
        _site.Paths.ShouldBe(["/robots.txt", day.Root]);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 0)]
    public async Task A_race_without_a_result_is_waited_for_three_days(int daysAgo, int pending)
    {
        _clock = new FakeTimeProvider(ParisTime.At(Second.AddDays(daysAgo), new TimeOnly(12, 0)));
        new PastPmuDay(_site, Second, races: 2).Programme(race =>
            (int)race["numOrdre"]! == 1 ? PmuPages.Run(race, Enumerable.Range(1, 9)) : race
        );
        var report = await RunAsync(Second);

        var day = report.Days.ShouldHaveSingleItem();
        (day.Races, day.Pending, report.Left).ShouldBe((1, pending, pending));
        if (pending == 0)
            day.Notes.ShouldHaveSingleItem().ShouldStartWith("R1C2: ");
        Files().Any(file => file.StartsWith("races/", StringComparison.Ordinal)).ShouldBe(pending == 0);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 0)]
    public async Task So_is_one_without_dividends(int daysAgo, int pending)
    {
        _clock = new FakeTimeProvider(ParisTime.At(Second.AddDays(daysAgo), new TimeOnly(12, 0)));
        new PastPmuDay(_site, Second, races: 2).Answers(2, "rapports-definitifs" + PastPmuDay.Internet, null);
        var day = (await RunAsync(Second)).Days.ShouldHaveSingleItem();

        (day.Races, day.Dividends, day.Pending).ShouldBe((2 - pending, 1, pending));
    }

    [Fact]
    public async Task What_does_not_read_is_kept_and_its_race_left_out_by_name()
    {
        var (_, second) = Days(races: 2);
        second.Answers(1, "participants" + PastPmuDay.Internet, "<html>Maintenance</html>");
        var report = await RunAsync(Second);

        var day = report.Days.ShouldHaveSingleItem();
        (day.Races, report.Left).ShouldBe((1, 0));
        day.Notes.ShouldHaveSingleItem().ShouldStartWith("R1C1: ");
        Lines("unread/14032025-R1-C1-participants.json").ShouldBe(["<html>Maintenance</html>"]);
    }

    [Fact]
    public async Task A_day_of_which_nothing_reads_is_not_whole_and_the_second_ends_the_run()
    {
        var (first, second) = Days(races: 7);
        for (var race = 1; race <= 7; race++)
        {
            first.Answers(race, "participants" + PastPmuDay.Internet, null);
            second.Answers(race, "participants" + PastPmuDay.Internet, null);
        }
        var report = await RunAsync();

        report.Refused.ShouldHaveSingleItem().Where.ShouldContain("14032025");
        report.Stopped.ShouldNotBeNull().Where.ShouldContain("13032025");
        report.Left.ShouldBe(2);
        Files().ShouldBeEmpty();
        // Five races of each day, two programmes, robots.txt.
        _site.Requests.Count.ShouldBe(13);
    }

    [Fact]
    public async Task A_programme_that_does_not_read_costs_its_day_alone()
    {
        Days(races: 1);
        _site.Answers("/rest/client/61/programme/14032025", 200, "[]");
        var report = await RunAsync();

        report.Refused.ShouldHaveSingleItem().Where.ShouldContain("14032025");
        report.Days.ShouldHaveSingleItem().Date.ShouldBe(First);
        (report.Left, report.Stopped).ShouldBe((1, null));
    }

    private (PastPmuDay First, PastPmuDay Second) Days(int races) => (new(_site, First, races), new(_site, Second, races));

    private BackfillFolder Folder() => new(_store);

    private string Folder(string name) => Path.Combine(_root, name);

    private string[] Lines(string file) => File.ReadAllLines(Path.Combine(_root, file));

    private IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(_root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_root, file))
            .Where(file => !file.StartsWith('.') && !file.StartsWith("unread", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private async Task<BackfillReport> RunAsync(DateOnly? only = null)
    {
        var options = new SourceHttpOptions
        {
            RequestsPerSecond = 1e9,
            Retries = 0,
            BaseUrls = new Dictionary<string, Uri> { ["pmu"] = new(_site.Address, "/rest/client/61/") },
            Timeouts = new Dictionary<string, TimeSpan> { ["pmu"] = TimeSpan.FromHours(5), ["127.0.0.1"] = TimeSpan.FromHours(5) },
        };
        using var client = new PoliteClient(options, _clock, RealTime.Instance);
        var run = new BackfillRun(new PmuPastDays(client, options, unread: Folder()), Folder(), _clock);
        var running = run.RunAsync(new BackfillOrder(only ?? First, only ?? Second, ["FRA"]), null, Token);
        // Only pauses wait on this clock: no request takes five hours.
        return await BoundedWait.EndAsync(running, () => _clock.Advance(TimeSpan.FromSeconds(10)));
    }
}
