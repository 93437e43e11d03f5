using Hippique.Racing;
using Hippique.Sources.Pmu;
using Hippique.Sources.Tests.Pages;

namespace Hippique.Sources.Tests.Http;

/// <summary>How PMU ends a race, over real sockets.</summary>
public sealed class LivePmuResultTests : LiveSourcesBench
{
    private const string Root = "/rest/client/61/programme/14032025";
    private const string National = Root + "/R1/C3/rapports-definitifs";
    private const string Internet = National + "?specialisation=INTERNET";
    private const string Arrival = "\"ordreArrivee\": [[4], [2, 5], [1]]";
    private static readonly string Programme = System.Text.RegularExpressions.Regex.Replace(
        OwnPages.Text("pmu-programme.json"),
        "\"ordreArrivee\": [\\[\\]0-9,\\s]*\\]",
        Arrival
    );

    [Theory]
    [InlineData(204, "")]
    [InlineData(200, "[]")]
    public async Task One_pool_without_dividends_keeps_the_arrival_and_the_other_pool(int status, string body)
    {
        Site.Answers(Internet, status, body);

        var result = await ResultAsync();

        (result.State, result.Pool, result.Arrival.Count).ShouldBe((ResultState.Official, Pool.PmuInternet, 3));
        result.Dividends.ShouldBeEmpty();
        var other = result.Others.ShouldHaveSingleItem();
        (other.Pool, other.Dividends[0].PerEuro).ShouldBe((Pool.PmuNational, 2.80m));
        result.Notes.ShouldBe(["pmu_internet: no dividends"]);
    }

    [Fact]
    public async Task One_pool_that_fails_keeps_the_arrival_and_the_other_pool()
    {
        Site.Answers(Internet, 500);
        (await ResultAsync()).Others.ShouldHaveSingleItem().Pool.ShouldBe(Pool.PmuNational);

        Site.Answers(Internet, 200, OwnPages.Text("pmu-rapports.json"));
        Site.Answers(National, 500);
        var result = await ResultAsync();

        result.Dividends[0].PerEuro.ShouldBe(3.10m);
        result.Others.ShouldBeEmpty();
        result.Notes.ShouldHaveSingleItem().ShouldStartWith("pmu_national: pmu: server_error");
    }

    [Fact]
    public async Task Neither_pool_with_dividends_is_an_arrival_that_says_so()
    {
        Site.Answers(Internet, 204);
        Site.Answers(National, 204);

        var result = await ResultAsync();

        result.Arrival.Count.ShouldBe(3);
        (result.Dividends.Count, result.Others.Count).ShouldBe((0, 0));
        result.Notes.ShouldBe(["pmu_internet: no dividends", "pmu_national: no dividends"]);
    }

    [Fact]
    public async Task Race_that_its_meeting_was_called_off_with_is_called_off_unless_it_was_run()
    {
        ProgrammeIs(Programme.Replace("\"numOfficiel\": 1,", "\"numOfficiel\": 1, \"statut\": \"ANNULEE\",", StringComparison.Ordinal));

        var first = Found(await Source("pmu").ResultAsync(Link(1, 1), Token));
        var run = await ResultAsync();

        (first.State, first.Arrival.Count, first.Dividends.Count).ShouldBe((ResultState.CalledOff, 0, 0));
        run.State.ShouldBe(ResultState.Official);
        Site.Paths.ShouldNotContain(path => path.Contains("/R1/C1/", StringComparison.Ordinal));
    }

    [Theory]
    // What the internet pool says of the win bet, whether PMU calls the arrival definitive, and what that is.
    [InlineData("true", "[]", "ARRIVEE_DEFINITIVE_COMPLETE", true)]
    [InlineData("false", "[]", "ARRIVEE_DEFINITIVE_COMPLETE", true)]
    [InlineData("true", "[]", "ARRIVEE_PROVISOIRE", true)]
    [InlineData("false", "[]", "ARRIVEE_PROVISOIRE", false)]
    [InlineData(
        "true",
        """[{"libelle":"e-Simple Gagnant","dividendePourUnEuro":300,"combinaison":"4"}]""",
        "ARRIVEE_DEFINITIVE_COMPLETE",
        false
    )]
    [InlineData("true", "[]", "DEPART_CONFIRME", false)]
    public async Task Race_without_arrival_ends_with_nobody_classified_if_its_win_bet_is_paid_back_or_the_arrival_is_definitive(
        string refunded,
        string rows,
        string state,
        bool ended
    )
    {
        ProgrammeIs(WithoutArrival(state));
        Site.Answers(Internet, 200, $$"""[{"typePari":"E_SIMPLE_GAGNANT","miseBase":100,"rembourse":{{refunded}},"rapports":{{rows}}}]""");
        Site.Answers(National, 204);

        var answer = await Source("pmu").ResultAsync(Link(1, 3), Token);

        if (!ended)
        {
            Refused(answer).Kind.ShouldBe(SourceErrorKind.NoResultYet);
            return;
        }
        var result = Found(answer);
        (result.State, result.Arrival.Count).ShouldBe((ResultState.NobodyClassified, 0));
        result.Refunded.ShouldBe(refunded == "true" ? [BetType.SimpleGagnant] : []);
    }

    [Fact]
    public async Task Race_without_arrival_is_not_judged_where_neither_pool_answers()
    {
        ProgrammeIs(WithoutArrival("ARRIVEE_DEFINITIVE_COMPLETE"));
        Site.Answers(Internet, 500);
        Site.Answers(National, 500);

        Refused(await Source("pmu").ResultAsync(Link(1, 3), Token)).Kind.ShouldBe(SourceErrorKind.NoResultYet);
    }

    [Theory]
    [InlineData("[[4], [2], \"x\", [1]]", ResultState.Provisional, 2)]
    [InlineData("[[4], [2], [1], [3], [5], \"x\"]", ResultState.Official, 5)]
    public async Task Arrival_that_breaks_off_is_the_last_word_only_behind_the_fifth_horse(string order, ResultState state, int places)
    {
        ProgrammeIs(Programme.Replace(Arrival, $"\"ordreArrivee\": {order}", StringComparison.Ordinal));

        var result = await ResultAsync();

        (result.State, result.Arrival.Count).ShouldBe((state, places));
        result.Notes.ShouldContain(note => note.Contains("the arrival has", StringComparison.Ordinal));
        result.Dividends.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Race_with_a_number_of_its_own_is_asked_for_by_the_apis()
    {
        ProgrammeIs(
            Programme
                .Replace("\"numOfficiel\": 1,", "\"numOfficiel\": 10,", StringComparison.Ordinal)
                .Replace("\"numReunion\": 1,", "\"numReunion\": 10, \"numExterneReunion\": 9,", StringComparison.Ordinal)
                .Replace("\"numExterne\": 1,\n    \"hippodrome\"", "\"numExterne\": 9,\n    \"hippodrome\"", StringComparison.Ordinal)
        );
        var programme = Found(await Source("pmu").ProgrammeAsync(Day, Token));
        programme.Races[0].Link.Code.ShouldBe(new RaceCode(9, 1));

        // A saved address names the number that people see.
        await Source("pmu").RaceAsync(new RaceQuery(Link(9, 1), Phase.H30, Off.AddMinutes(-30)), Token);
        await Source("pmu").ResultAsync(Link(9, 3), Token);
        await Source("pmu").CloseAsync(programme.Races[2].Link, Token);

        Site.Paths.Where(path => path.Contains("/C", StringComparison.Ordinal))
            .ShouldAllBe(path => path.StartsWith(Root + "/R10/C", StringComparison.Ordinal));
        Site.Paths.ShouldContain(Root + "/R10/C1/participants");
        Site.Paths.ShouldContain(Root + "/R10/C3/rapports-definitifs");
        Site.Paths.Count(path => path == Root + "/R10/C3/participants").ShouldBe(2);
    }

    [Fact]
    public async Task Pool_that_answers_204_has_no_prices_and_the_other_stands()
    {
        Site.Answers(Root + "/R1/C1/participants", 204);

        var view = Found(await Source("pmu").RaceAsync(new RaceQuery(Link(1, 1), Phase.H30, Off.AddMinutes(-30)), Token));

        view.Pools.ShouldHaveSingleItem().Pool.ShouldBe(Pool.PmuInternet);
        view.Notes.ShouldHaveSingleItem().ShouldContain("pmu_national has no participants");
    }

    [Fact]
    public async Task State_that_nobody_listed_is_said_and_is_not_open()
    {
        ProgrammeIs(Programme.Replace("\"PROGRAMMEE\"", "\"COURSE_REPORTEE\"", StringComparison.Ordinal));

        var view = Found(await Source("pmu").RaceAsync(new RaceQuery(Link(1, 1), Phase.H30, Off.AddMinutes(-30)), Token));

        (view.Card.NotOpen, view.Card.Cancelled).ShouldBe(("COURSE_REPORTEE", false));
        view.Notes.ShouldHaveSingleItem().ShouldContain("COURSE_REPORTEE");
    }

    [Fact]
    public async Task Close_of_a_pool_without_a_price_is_given_only_if_no_pool_has_one()
    {
        const string Gone = """{"participants": [{"numPmu": 4, "nom": "SABLIER", "statut": "PARTANT"}]}""";
        const string Left =
            """{"participants": [{"numPmu": 4, "nom": "SABLIER", "statut": "PARTANT", "dernierRapportDirect": {"typePari": "SIMPLE_GAGNANT", "rapport": 2.9, "dateRapport": 1741968000000}}]}""";
        const string Path = Root + "/R1/C3/participants";
        Site.Answers(Path + "?specialisation=INTERNET", 200, Gone);
        Site.Answers(Path, 200, Gone);
        var none = Found(await Source("pmu").CloseAsync(Link(1, 3), Token));
        none.Pools.ShouldAllBe(pool => pool.Win.Count == 0 && pool.Origin == PriceOrigin.None);
        none.Notes.Count.ShouldBe(2);

        Site.Answers(Path, 200, Left);
        var close = Found(await Source("pmu").CloseAsync(Link(1, 3), Token));

        close.Pools.ShouldHaveSingleItem().Pool.ShouldBe(Pool.PmuNational);
        close.Notes.ShouldBe(["pmu_internet shows no price of this race any more"]);
    }

    private void ProgrammeIs(string text) => Site.Answers(Root, 200, text);

    private static string WithoutArrival(string state) =>
        Programme
            .Replace(Arrival, "\"ordreArrivee\": []", StringComparison.Ordinal)
            .Replace("\"arriveeDefinitive\": true", "\"arriveeDefinitive\": false", StringComparison.Ordinal)
            .Replace("\"ARRIVEE_DEFINITIVE_COMPLETE\"", $"\"{state}\"", StringComparison.Ordinal);

    private async Task<RaceResult> ResultAsync() => Found(await Source("pmu").ResultAsync(Link(1, 3), Token));

    private static RaceLink Link(int meeting, int race) =>
        new("pmu", Day, new RaceCode(meeting, race), PmuUrl.Race(Day, new RaceCode(meeting, race)));
}
