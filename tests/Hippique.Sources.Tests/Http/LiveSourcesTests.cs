using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Pmu;
using Hippique.Sources.Tests.Pages;
using Hippique.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

/// <summary>The live sources over real sockets, against a loopback site that answers with invented pages.</summary>
public sealed class LiveSourcesTests : IAsyncDisposable
{
    private static readonly DateOnly Day = new(2025, 3, 14);
    private static readonly DateTimeOffset Off = new(2025, 3, 14, 12, 55, 0, TimeSpan.Zero);
    private readonly LoopbackSite _site = new();
    private readonly FakeTimeProvider _clock = new(Off.AddHours(-3));
    private readonly ServiceProvider _services;

    public LiveSourcesTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddHippiqueSources(
            new SourceHttpOptions
            {
                // The clock stands still here, so the spacing must be none.
                RequestsPerSecond = 1e9,
                Retries = 0,
                BaseUrls = new Dictionary<string, Uri> { ["zeturf"] = _site.Address, ["pmu"] = new Uri(_site.Address, "/rest/client/61/") },
            }
        );
        _services = services.BuildServiceProvider();
        _site.Answers("/fr/programmes-et-pronostics", 200, OwnPages.Text("zeturf-programme.html"));
        _site.Answers("/fr/course/2025-03-14/R1C1-villebelle-prix-de-l-essai", 200, OwnPages.Text("zeturf-course.html"));
        _site.Answers("/fr/course/2025-03-14/R1C1", 200, OwnPages.Text("zeturf-course-resulted.html"));
        _site.Answers("/rest/client/61/programme/14032025", 200, OwnPages.Text("pmu-programme.json"));
        var participants = OwnPages.Text("pmu-participants.json");
        var national = participants.Replace("E_SIMPLE_GAGNANT", "SIMPLE_GAGNANT", StringComparison.Ordinal);
        _site.Answers("/rest/client/61/programme/14032025/R1/C1/participants?specialisation=INTERNET", 200, participants);
        _site.Answers("/rest/client/61/programme/14032025/R1/C1/participants", 200, national);
        _site.Answers(
            "/rest/client/61/programme/14032025/R1/C3/rapports-definitifs?specialisation=INTERNET",
            200,
            OwnPages.Text("pmu-rapports.json")
        );
        _site.Answers(
            "/rest/client/61/programme/14032025/R1/C3/rapports-definitifs",
            200,
            """[{"typePari": "SIMPLE_GAGNANT", "miseBase": 200, "rapports": [{"libelle": "Simple gagnant", "dividende": 280, "dividendePourUnEuro": 280, "combinaison": "4"}]}]"""
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public void AddHippiqueSources_Order_IsThatOfTheOptions()
    {
        _services.GetServices<IRaceSource>().Select(source => source.Name).ShouldBe(["zeturf", "pmu"]);
        Should.Throw<ArgumentException>(() => new ServiceCollection().AddHippiqueSources(new SourceHttpOptions { Order = ["elsewhere"] }));
    }

    [Fact]
    public async Task ZEturf_Programme_TakesOneRequest()
    {
        var programme = Found(await Source("zeturf").ProgrammeAsync(Day, Token));

        programme.Races.Count.ShouldBe(6);
        _site.Paths.ShouldBe(["/robots.txt", "/fr/programmes-et-pronostics"]);
    }

    [Fact]
    public async Task ZEturf_ProgrammeOfAnotherDay_IsNotOfferedAndNotAskedFor()
    {
        var answer = await Source("zeturf").ProgrammeAsync(Day.AddDays(1), Token);

        Refused(answer).Kind.ShouldBe(SourceErrorKind.NotOffered);
        _site.Paths.ShouldBeEmpty();
    }

    [Fact]
    public async Task ZEturf_Race_IsAskedForByThePartsOfItsLink()
    {
        var link = new RaceLink(
            "zeturf",
            Day,
            new RaceCode(1, 1),
            "https://www.zeturf.fr/fr/course/2025-03-14/R1C1-villebelle-prix-de-l-essai"
        );

        var view = Found(await Source("zeturf").RaceAsync(new RaceQuery(link, Phase.H30, Off.AddMinutes(-30)), Token));

        view.Card.Runners.Count.ShouldBe(5);
        view.Pools[0].At.ShouldBe(_clock.GetUtcNow());
        _site.Paths.Last().ShouldBe("/fr/course/2025-03-14/R1C1-villebelle-prix-de-l-essai");
    }

    [Theory]
    [InlineData("https://evil.example/fr/course/2025-03-14/R1C1-x")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://www.zeturf.fr/fr/course/2025-03-14/R9C9-other")]
    [InlineData("not an address")]
    public async Task ZEturf_LinkWithAForeignAddress_IsAskedForByDateAndNumberOnly(string url)
    {
        var link = new RaceLink("zeturf", Day, new RaceCode(1, 1), url);

        Found(await Source("zeturf").RaceAsync(new RaceQuery(link, Phase.H5, Off.AddMinutes(-5)), Token));

        _site.Paths.Last().ShouldBe("/fr/course/2025-03-14/R1C1");
    }

    [Fact]
    public async Task ZEturf_Result_ComesWithTheArrivalOnly()
    {
        var link = new RaceLink("zeturf", Day, new RaceCode(1, 1), "https://www.zeturf.fr/fr/course/2025-03-14/R1C1");
        Found(await Source("zeturf").ResultAsync(link, Token)).Arrival[0].ShouldBe([2]);

        var early = link with { Url = link.Url + "-villebelle-prix-de-l-essai" };
        Refused(await Source("zeturf").ResultAsync(early, Token)).Kind.ShouldBe(SourceErrorKind.NoResultYet);
    }

    [Fact]
    public async Task Pmu_Race_ShowsBothPoolsWithTheirStakes()
    {
        var source = Source("pmu");
        Found(await source.ProgrammeAsync(Day, Token)).Races.Count.ShouldBe(4);

        var view = Found(await source.RaceAsync(new RaceQuery(Link(1, 1), Phase.H30, Off.AddMinutes(-30)), Token));

        view.Card.Name.ShouldBe("PRIX DE L'ESSAI");
        view.Card.Off.ShouldBe(Off);
        view.Pools.Select(pool => pool.Pool).ShouldBe([Pool.PmuInternet, Pool.PmuNational]);
        view.Pools[0].Offers!.Count.ShouldBe(3);
        view.Pools[1].Offers!.ShouldHaveSingleItem().Minimum.ShouldBe(new Euro(2));
        // The programme of a moment ago is not asked for again.
        _site.Paths.Count(path => path.EndsWith("/programme/14032025", StringComparison.Ordinal)).ShouldBe(1);
        _clock.Advance(TimeSpan.FromMinutes(6));
        Found(await source.RaceAsync(new RaceQuery(Link(1, 1), Phase.H30, Off.AddMinutes(-30)), Token));
        _site.Paths.Count(path => path.EndsWith("/programme/14032025", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Pmu_Looks_ShareAProgrammeByTheInstantsForWhichTheyWerePlanned()
    {
        var source = Source("pmu");
        Task LookAsync(int late)
        {
            var planned = Off.AddMinutes(-30);
            if (late > 30)
                planned += TimeSpan.FromMinutes(5);
            _clock.SetUtcNow(Off.AddMinutes(-30).AddSeconds(late));
            return source.RaceAsync(new RaceQuery(Link(1, 1), Phase.H30, planned), Token);
        }

        await LookAsync(20);
        // Less than five minutes after the first request, and for an instant five minutes later: a replay, where both come in time, asks again.
        await LookAsync(301);

        _site.Paths.Count(path => path.EndsWith("/programme/14032025", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Answers_BearTheDateOfTheSiteOrElseTheMomentTheyCame()
    {
        var link = new RaceLink(
            "zeturf",
            Day,
            new RaceCode(1, 1),
            "https://www.zeturf.fr/fr/course/2025-03-14/R1C1-villebelle-prix-de-l-essai"
        );
        var query = new RaceQuery(link, Phase.H30, Off.AddMinutes(-30));
        Found(await Source("zeturf").RaceAsync(query, Token)).RunnersAt.ShouldBe(_clock.GetUtcNow());

        _site.Answers(
            "/fr/course/2025-03-14/R1C1-villebelle-prix-de-l-essai",
            200,
            OwnPages.Text("zeturf-course.html"),
            "Date: Fri, 14 Mar 2025 09:54:58 GMT"
        );

        Found(await Source("zeturf").RaceAsync(query, Token)).RaceAt.ShouldBe(new DateTimeOffset(2025, 3, 14, 9, 54, 58, TimeSpan.Zero));
        var pmu = Found(await Source("pmu").ProgrammeAsync(Day, Token));
        pmu.At.ShouldBe(_clock.GetUtcNow());
    }

    [Fact]
    public async Task Pmu_OnePoolMissing_IsNotedAndTheOtherStands()
    {
        _site.Answers("/rest/client/61/programme/14032025/R1/C1/participants", 500);

        var view = Found(await Source("pmu").RaceAsync(new RaceQuery(Link(1, 1), Phase.H30, Off.AddMinutes(-30)), Token));

        view.Pools.ShouldHaveSingleItem().Pool.ShouldBe(Pool.PmuInternet);
        view.Notes.ShouldHaveSingleItem().ShouldContain("server_error");
    }

    [Fact]
    public async Task Pmu_Result_KeepsThePoolsApart()
    {
        var result = Found(await Source("pmu").ResultAsync(Link(1, 3), Token));

        result.Pool.ShouldBe(Pool.PmuInternet);
        result.Official.ShouldBeTrue();
        result.Dividends[0].PerEuro.ShouldBe(3.10m);
        result.Others.ShouldHaveSingleItem().Dividends[0].PerEuro.ShouldBe(2.80m);
        Refused(await Source("pmu").ResultAsync(Link(1, 1), Token)).Kind.ShouldBe(SourceErrorKind.NoResultYet);
        Refused(await Source("pmu").ResultAsync(Link(9, 9), Token)).Kind.ShouldBe(SourceErrorKind.NotFound);
    }

    [Fact]
    public async Task Pmu_Close_IsOneRequestForEachPool()
    {
        const string Path = "/rest/client/61/programme/14032025/R1/C3/participants";
        _site.Answers(Path + "?specialisation=INTERNET", 200, Run("E_SIMPLE_GAGNANT", 3.4));
        _site.Answers(Path, 200, Run("SIMPLE_GAGNANT", 2.9));

        var close = Found(await Source("pmu").CloseAsync(Link(1, 3), Token));

        close.Pools.Select(pool => (pool.Pool, pool.Win.Single().Odds.Value)).ShouldBe([(Pool.PmuInternet, 3.4), (Pool.PmuNational, 2.9)]);
        close.NonRunners.ShouldBe([5]);
        close.Notes.ShouldBeEmpty();
        _site.Paths.Where(path => path != "/robots.txt").ShouldBe([Path + "?specialisation=INTERNET", Path]);
        Source("pmu").HasClose.ShouldBeTrue();
        Source("zeturf").HasClose.ShouldBeFalse();
        Refused(await Source("zeturf").CloseAsync(Link(1, 3), Token)).Kind.ShouldBe(SourceErrorKind.NotOffered);

        static string Run(string bet, double odds) =>
            $$"""
                {"participants": [
                  {"numPmu": 4, "nom": "SABLIER", "statut": "PARTANT",
                   "dernierRapportDirect": {"typePari": "{{bet}}", "rapport": {{odds.ToString(
                System.Globalization.CultureInfo.InvariantCulture
            )}}, "dateRapport": 1741968000000} },
                  {"numPmu": 5, "nom": "RUBAN BLEU", "statut": "NON_PARTANT"}
                ]}
                """;
    }

    [Fact]
    public async Task Pmu_CloseOfOnePool_SaysThatTheOtherIsMissing()
    {
        _site.Answers(
            "/rest/client/61/programme/14032025/R1/C3/participants",
            200,
            """{"participants": [{"numPmu": 4, "nom": "SABLIER", "statut": "PARTANT", "dernierRapportDirect": {"typePari": "SIMPLE_GAGNANT", "rapport": 2.9, "dateRapport": 1741968000000}}]}"""
        );

        var close = Found(await Source("pmu").CloseAsync(Link(1, 3), Token));

        close.Pools.ShouldHaveSingleItem().Pool.ShouldBe(Pool.PmuNational);
        close.Notes.ShouldHaveSingleItem().ShouldContain("not_found");
    }

    [Fact]
    public async Task Pmu_Result_HasTheTimesTheNonRunnersAndTheLastPricesOfEachPool()
    {
        // 12:00 UTC is before the race's off, 18:00 after it.
        _site.Answers("/rest/client/61/programme/14032025/R1/C3/participants?specialisation=INTERNET", 200, Run("E_SIMPLE_GAGNANT", 18));
        _site.Answers("/rest/client/61/programme/14032025/R1/C3/participants", 200, Run("SIMPLE_GAGNANT", 12));

        var result = Found(await Source("pmu").ResultAsync(Link(1, 3), Token));

        result.Times.ShouldBe([new(4, 74.3)]);
        result.NonRunners.ShouldBe([5]);
        result.Close.ShouldBe([new WinPrice(4, new Odds(3.4))]);
        result.Others.ShouldHaveSingleItem().Close.ShouldBeEmpty();

        static string Run(string bet, int hour)
        {
            var stamp = new DateTimeOffset(Day, new TimeOnly(hour, 0), TimeSpan.Zero).ToUnixTimeMilliseconds();
            return $$"""
                {"participants": [
                  {"numPmu": 4, "nom": "SABLIER", "statut": "PARTANT", "reductionKilometrique": 74300,
                   "dernierRapportDirect": {"typePari": "{{bet}}", "rapport": 3.4, "dateRapport": {{stamp}} } },
                  {"numPmu": 5, "nom": "RUBAN BLEU", "statut": "NON_PARTANT"}
                ]}
                """;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static RaceLink Link(int meeting, int race) =>
        new("pmu", Day, new RaceCode(meeting, race), CourseUrl.Pmu(Day, new RaceCode(meeting, race)));

    private IRaceSource Source(string name) => _services.GetServices<IRaceSource>().Single(source => source.Name == name);

    private static T Found<T>(SourceAnswer<T> answer) => answer.ShouldBeOfType<SourceAnswer<T>.Found>().Value;

    private static SourceError Refused<T>(SourceAnswer<T> answer) => answer.ShouldBeOfType<SourceAnswer<T>.Refused>().Error;
}
