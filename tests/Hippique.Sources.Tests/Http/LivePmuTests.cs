using Hippique.Racing;
using Hippique.Sources.Pmu;

namespace Hippique.Sources.Tests.Http;

/// <summary>PMU over real sockets, both pools.</summary>
public sealed class LivePmuTests : LiveSourcesBench
{
    [Fact]
    public async Task Pmu_Race_ShowsBothPoolsWithTheirStakes()
    {
        var source = Source("pmu");
        Found(await source.ProgrammeAsync(Day, Token)).Races.Count.ShouldBe(4);

        var view = Found(await source.RaceAsync(new RaceQuery(Link(1, 1), Phase.H30, Off.AddMinutes(-30)), Token));

        view.Card.Name.ShouldBe("PRIX DE L'ESSAI");
        view.Card.Off.ShouldBe(Off);
        // On the program's clock, whatever date the site gives its answer.
        view.SeenAt.ShouldBe(Clock.GetUtcNow());
        view.Pools.Select(pool => pool.Pool).ShouldBe([Pool.PmuInternet, Pool.PmuNational]);
        view.Pools[0].Offers!.Count.ShouldBe(3);
        view.Pools[1].Offers!.ShouldHaveSingleItem().Minimum.ShouldBe(new Euro(2));
        // The programme of a moment ago is not asked for again.
        Site.Paths.Count(path => path.EndsWith("/programme/14032025", StringComparison.Ordinal)).ShouldBe(1);
        Clock.Advance(TimeSpan.FromMinutes(6));
        Found(await source.RaceAsync(new RaceQuery(Link(1, 1), Phase.H30, Off.AddMinutes(-30)), Token));
        Site.Paths.Count(path => path.EndsWith("/programme/14032025", StringComparison.Ordinal)).ShouldBe(2);
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
            Clock.SetUtcNow(Off.AddMinutes(-30).AddSeconds(late));
            return source.RaceAsync(new RaceQuery(Link(1, 1), Phase.H30, planned), Token);
        }

        await LookAsync(20);
        // Less than five minutes after the first request, and for an instant five minutes later: a replay, where both come in time, asks again.
        await LookAsync(301);

        Site.Paths.Count(path => path.EndsWith("/programme/14032025", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Pmu_OnePoolMissing_IsNotedAndTheOtherStands()
    {
        Site.Answers("/rest/client/61/programme/14032025/R1/C1/participants", 500);

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
        Found(await Source("pmu").ResultAsync(Link(1, 2), Token)).State.ShouldBe(ResultState.CalledOff);
    }

    [Fact]
    public async Task Pmu_Close_IsOneRequestForEachPool_AndWhatIsLeftForTheMoney()
    {
        const string Path = "/rest/client/61/programme/14032025/R1/C3/participants";
        Site.Answers(Path + "?specialisation=INTERNET", 200, Run("E_SIMPLE_GAGNANT", 3.4));
        Site.Answers(Path, 200, Run("SIMPLE_GAGNANT", 2.9));

        var close = Found(await Source("pmu").CloseAsync(Link(1, 3), Token));

        close.Pools.Select(pool => (pool.Pool, pool.Win.Single().Odds.Value)).ShouldBe([(Pool.PmuInternet, 3.4), (Pool.PmuNational, 2.9)]);
        close.NonRunners.ShouldBe([5]);
        close.Notes.ShouldBeEmpty();
        const string Race = "/rest/client/61/programme/14032025/R1/C3/";
        Site.Paths.Where(path => path != "/robots.txt")
            .ShouldBe([
                Path + "?specialisation=INTERNET",
                Path,
                Race + "citations?paris=&specialisation=INTERNET",
                Race + "combinaisons?specialisation=INTERNET",
            ]);
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
        Site.Answers(
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
        Site.Answers("/rest/client/61/programme/14032025/R1/C3/participants?specialisation=INTERNET", 200, Run("E_SIMPLE_GAGNANT", 18));
        Site.Answers("/rest/client/61/programme/14032025/R1/C3/participants", 200, Run("SIMPLE_GAGNANT", 12));

        var result = Found(await Source("pmu").ResultAsync(Link(1, 3), Token));

        result.Times.ShouldBe([new(4, 74.3)]);
        result.NonRunners.ShouldBe([5]);
        result.Close.ShouldBe([new WinPrice(4, new Odds(3.4), new DateTimeOffset(Day, new TimeOnly(18, 0), TimeSpan.Zero))]);
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

    private static RaceLink Link(int meeting, int race) =>
        new("pmu", Day, new RaceCode(meeting, race), PmuUrl.Race(Day, new RaceCode(meeting, race)));
}
