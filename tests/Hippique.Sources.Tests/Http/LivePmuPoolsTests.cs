using System.Text;
using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Pmu;
using Hippique.Sources.Tests.Pages;
using Hippique.Testing;
using Hippique.Testing.Sources;

namespace Hippique.Sources.Tests.Http;

/// <summary>PMU's pools over real sockets: what a look asks for, in how many requests, and what a missing or strange answer costs it.</summary>
public sealed class LivePmuPoolsTests : LiveSourcesBench
{
    private const string Race = "/rest/client/61/programme/14032025/R1/C1/";
    private const string Internet = "?specialisation=INTERNET";
    private const string Citations = Race + "citations?paris=&specialisation=INTERNET";
    private const string Combinations = Race + "combinaisons" + Internet;
    private const string Totals = Race + "masse-enjeu" + Internet;
    private const string Places = Race + "rapports/E_SIMPLE_PLACE" + Internet;
    private const string PairsPlaced = Race + "rapports/E_COUPLE_PLACE" + Internet;
    private static readonly DateTimeOffset Stamp = Off.AddMinutes(-6);

    private int _before;

    [Fact]
    public async Task H30_asks_for_the_money_in_one_request_more()
    {
        Money();
        var view = await LookAsync(Phase.H30);

        Asked().ShouldBe([Race + "participants" + Internet, Race + "participants", Citations]);
        var internet = view.Pools[0];
        internet
            .Stakes!.Select(stakes => (stakes.Bet, stakes.Total!.Value.Amount))
            .ShouldBe([(BetType.SimpleGagnant, 1000m), (BetType.SimplePlace, 600m)]);
        internet.Win.ShouldNotBeEmpty();
        internet.Offers!.ShouldNotBeEmpty();
        view.Pools[1].Stakes.ShouldBeNull();
        view.Notes.ShouldBeEmpty();
        view.SeenAt.ShouldBe(Clock.GetUtcNow());
    }

    [Fact]
    public async Task H5_asks_for_the_place_ranges_too()
    {
        Money();
        Site.Answers(Places, 200, PmuPoolPages.PlaceRanges("E_SIMPLE_PLACE", Stamp, 60_000, (1.1, 1.4), (2.2, 4.9), (3, 5)));
        var internet = (await LookAsync(Phase.H5)).Pools[0];

        Asked().ShouldBe([Race + "participants" + Internet, Race + "participants", Citations, Places]);
        internet.Place.ShouldContain(new PlacePrice(2, new PlaceRange(2.2, 4.9)));
        internet.PlaceAt.ShouldBe(Stamp);
    }

    [Fact]
    public async Task Programme_that_a_look_has_to_fetch_itself_counts_among_its_four_requests()
    {
        Money();
        Found(await Source("pmu").RaceAsync(new RaceQuery(Link, Phase.H5, Off.AddMinutes(-5)), Token));
        Site.Paths.Count(path => path.StartsWith("/rest/", StringComparison.Ordinal)).ShouldBe(4);
        Site.Paths.ShouldNotContain(Places);
    }

    [Fact]
    public async Task A_further_attempt_at_the_participants_takes_one_of_the_four()
    {
        Money();
        Site.Answers(Places, 200, PmuPoolPages.PlaceRanges("E_SIMPLE_PLACE", Stamp, 60_000, (1.1, 1.4), (2.2, 4.9), (3, 5)));
        await LookAsync(Phase.H30);
        var tries = 0;
        var participants = OwnPages.Text("pmu-participants.json");
        Site.Answers(
            Race + "participants" + Internet,
            async (stream, token) =>
            {
                var body = Encoding.UTF8.GetBytes(Interlocked.Increment(ref tries) == 1 ? "" : participants);
                await stream.WriteAsync(LoopbackSite.Head(body.Length == 0 ? 500 : 200, $"Content-Length: {body.Length}"), token);
                await stream.WriteAsync(body, token);
            }
        );
        var options = new SourceHttpOptions
        {
            RequestsPerSecond = 1e9,
            Retries = 2,
            BaseUrls = new Dictionary<string, Uri> { ["pmu"] = new(Site.Address, "/rest/client/61/") },
            Timeouts = new Dictionary<string, TimeSpan> { ["pmu"] = TimeSpan.FromHours(1), ["127.0.0.1"] = TimeSpan.FromHours(1) },
        };
        using var client = new PoliteClient(options, Clock, RealTime.Instance);
        var source = new PmuSource(client, options, Clock, RealTime.Instance);
        Found(await source.ProgrammeAsync(Day, Token));
        var before = Site.Requests.Count;
        var looking = source.RaceAsync(new RaceQuery(Link, Phase.H5, Off.AddMinutes(-5)), Token);
        // The wait for the further attempt, and no other.
        Found(await BoundedWait.EndAsync(looking, () => Clock.Advance(TimeSpan.FromMilliseconds(100))));

        Site.Paths.Skip(before)
            .ShouldBe([Race + "participants" + Internet, Race + "participants" + Internet, Race + "participants", Citations]);
    }

    [Fact]
    public async Task Where_the_stakes_are_not_shown_the_most_backed_are_asked_for_and_what_is_silent_is_left_in_peace()
    {
        Site.Answers(Citations, 204);
        (int[], long)[] twelve = [.. Enumerable.Range(1, 12).Select(number => (new[] { number }, 1000L - number))];
        Site.Answers(Combinations, 200, PmuPoolPages.Combinations(Stamp, ("E_SIMPLE_PLACE", null, [.. twelve.Take(3)])));
        Site.Answers(Totals, 200, PmuPoolPages.Totals(("E_SIMPLE_PLACE", 15_000)));

        var first = await LookAsync(Phase.H30);
        Asked().ShouldBe([Race + "participants" + Internet, Race + "participants", Citations, Combinations]);
        first.Pools[0].Stakes!.ShouldHaveSingleItem().Total.ShouldBeNull();
        first.Notes.ShouldBeEmpty();

        // Its turn comes when the first is known to be silent.
        var second = await LookAsync(Phase.H5);
        Asked().ShouldBe([Race + "participants" + Internet, Race + "participants", Combinations, Totals]);
        second.Pools[0].Stakes!.ShouldHaveSingleItem().Total.ShouldBe(new Euro(150));

        // A pool can open: after an hour it is asked for again.
        Clock.Advance(TimeSpan.FromMinutes(61));
        await LookAsync(Phase.H30);
        Asked().ShouldContain(Citations);
    }

    [Fact]
    public async Task Where_no_money_is_shown_at_all_ranges_and_pairs_come_to_their_turn()
    {
        Site.Answers(Citations, 204);
        Site.Answers(Combinations, 404);
        Site.Answers(Places, 200, PmuPoolPages.PlaceRanges("E_SIMPLE_PLACE", Stamp, 60_000, (1.1, 1.4), (2.2, 4.9)));
        Site.Answers(PairsPlaced, 200, PmuPoolPages.Pairs("E_COUPLE_PLACE", Stamp, (2, 1, 4), (1, 2, 3.5)));
        await LookAsync(Phase.H30);
        Asked();

        var internet = (await LookAsync(Phase.H5)).Pools[0];

        Asked().ShouldBe([Race + "participants" + Internet, Race + "participants", Places, PairsPlaced]);
        internet.Combinations!.ShouldHaveSingleItem().Odds.Value.ShouldBe(3.5);
        // What PMU says beside: the size of the pools.
        internet
            .Stakes!.Select(stakes => (stakes.Bet, stakes.Total!.Value.Amount, stakes.Stakes.Count))
            .ShouldBe([(BetType.SimplePlace, 600m, 0), (BetType.CouplePlace, 5000m, 0)]);
    }

    [Theory]
    [InlineData(500, "", "server_error")]
    [InlineData(200, "<html>", "malformed")]
    [InlineData(200, "{\"something\": 1}", "wrong_page")]
    public async Task Answer_of_another_shape_costs_these_data_alone_and_is_named(int status, string body, string kind)
    {
        Site.Answers(Citations, status, body);
        var view = await LookAsync(Phase.H30);

        view.Pools[0].Win.ShouldNotBeEmpty();
        view.Pools[0].Stakes.ShouldBeNull();
        view.Notes.ShouldHaveSingleItem().ShouldStartWith($"pmu: {kind}: ");
        // Nobody asks again for what a look can do without.
        Asked().Count(path => path == Citations).ShouldBe(1);
    }

    [Fact]
    public async Task Answer_that_never_comes_costs_these_data_alone()
    {
        Site.Answers(
            Citations,
            async (_, token) =>
            {
                // The longest wait of a look is over by the program's clock.
                Clock.Advance(TimeSpan.FromSeconds(13));
                await Task.Delay(Timeout.InfiniteTimeSpan, Clock, token);
            }
        );
        var view = await LookAsync(Phase.H30);

        view.Pools.ShouldAllBe(pool => pool.Win.Count > 0);
        view.Notes.ShouldHaveSingleItem().ShouldContain("did not answer within 12 s");
    }

    [Fact]
    public async Task Stakes_of_another_race_are_left_out()
    {
        Site.Answers(
            Citations,
            200,
            PmuPoolPages.Citations(Stamp, ("E_SIMPLE_PLACE", [.. Enumerable.Range(1, 19).Select(stake => (long)stake)]))
        );
        var view = await LookAsync(Phase.H30);

        view.Pools[0].Stakes.ShouldBeNull();
        view.Notes.ShouldHaveSingleItem().ShouldContain("which the card does not have: it is left out");
    }

    [Fact]
    public async Task Money_of_the_pool_common_to_several_countries_is_a_pool_of_its_own()
    {
        Site.Answers(Citations, 200, PmuPoolPages.Citations(Stamp, ("E_SIMPLE_GAGNANT_INTERNATIONAL", [500, 300, 200])));
        var view = await LookAsync(Phase.H30);

        view.Pools.Select(pool => pool.Pool).ShouldBe([Pool.PmuInternet, Pool.PmuNational, Pool.PmuInternational]);
        var common = view.Pools[2];
        (common.Win.Count, common.Origin, common.Stakes!.Count).ShouldBe((0, PriceOrigin.None, 1));
        view.Pools[0].Stakes.ShouldBeNull();
    }

    [Fact]
    public async Task Race_whose_single_bets_the_internet_does_not_sell_costs_no_request_more()
    {
        const string Sold = """{"typePari": "SIMPLE_GAGNANT", "miseBase": 200}""";
        var off = Off.ToUnixTimeMilliseconds();
        Site.Answers(
            "/rest/client/61/programme/14032025",
            200,
            $$$"""
            {"programme": {"date": {{{off
                - 46_500_000}}}, "reunions": [{"numOfficiel": 1, "numExterne": 1, "statut": "PROGRAMMEE", "hippodrome": {"libelleCourt": "X"},
              "courses": [{"numReunion": 1, "numOrdre": 1, "libelle": "PRIX", "heureDepart": {{{off}}}, "statut": "PROGRAMMEE", "paris": [{{{Sold}}}]}]}]}}
            """
        );
        await LookAsync(Phase.H5);
        Asked().ShouldBe([Race + "participants" + Internet, Race + "participants"]);
    }

    [Fact]
    public async Task Close_has_the_last_stakes_where_the_odds_are_gone()
    {
        Site.Answers(
            Race + "participants" + Internet,
            200,
            """{"participants": [{"numPmu": 1, "nom": "A", "statut": "PARTANT"}, {"numPmu": 2, "nom": "B", "statut": "PARTANT"}]}"""
        );
        Site.Answers(
            Race + "participants",
            200,
            """{"participants": [{"numPmu": 1, "nom": "A", "statut": "PARTANT"}, {"numPmu": 2, "nom": "B", "statut": "PARTANT"}]}"""
        );
        Site.Answers(Citations, 200, PmuPoolPages.Citations(Off.AddMinutes(1), ("E_SIMPLE_GAGNANT", [700, 300])));

        var close = Found(await Source("pmu").CloseAsync(Link, Token));

        var internet = close.Pools.ShouldHaveSingleItem();
        (internet.Pool, internet.Win.Count, internet.Stakes![0].Total).ShouldBe((Pool.PmuInternet, 0, new Euro(10)));
        close.Notes.ShouldHaveSingleItem().ShouldContain("pmu_national shows no price of this race any more");
        Asked().Count.ShouldBe(3);
    }

    private static RaceLink Link { get; } = new("pmu", Day, new RaceCode(1, 1), PmuUrl.Race(Day, new RaceCode(1, 1)));

    private void Money() =>
        Site.Answers(
            Citations,
            200,
            PmuPoolPages.Citations(Stamp, ("E_SIMPLE_GAGNANT", [50_000, 30_000, 20_000]), ("E_SIMPLE_PLACE", [30_000, 20_000, 10_000]))
        );

    /// <summary>A look that finds a programme of a moment ago.</summary>
    private async Task<RaceView> LookAsync(Phase phase)
    {
        await Source("pmu").ProgrammeAsync(Day, Token);
        Asked();
        return Found(await Source("pmu").RaceAsync(new RaceQuery(Link, phase, Off - phase.BeforeOff()), Token));
    }

    /// <summary>Paths since the last time that this was asked.</summary>
    private List<string> Asked()
    {
        var paths = Site.Paths.Where(path => path != "/robots.txt").Skip(_before).ToList();
        _before += paths.Count;
        return paths;
    }
}
