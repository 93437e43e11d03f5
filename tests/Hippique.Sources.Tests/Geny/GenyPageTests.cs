using Hippique.Racing;
using Hippique.Sources.Geny;

namespace Hippique.Sources.Tests.Geny;

public sealed class GenyPageTests
{
    private static readonly RaceLink Asked = new("geny", new DateOnly(2026, 10, 24), new RaceCode(2, 3), GenyPages.Url);

    [Fact]
    public void Race_page_gives_card_and_both_pools()
    {
        var view = View(GenyPages.Odds());

        view.Card.Id.ToString().ShouldBe("2026-10-24/R2C3");
        view.Card.Name.ShouldBe("Prix de la Glycine");
        view.Card.Country.ShouldBe("FRA");
        view.Card.Discipline.ShouldBe(Discipline.Harness);
        // 14:55 on the Paris clock, the day before it is put back.
        view.Card.Off.ShouldBe(new DateTimeOffset(2026, 10, 24, 12, 55, 0, TimeSpan.Zero));
        view.Card.Runners.Select(runner => (runner.Number, runner.Horse, runner.NonRunner))
            .ShouldBe([(1, "Ambre Claire", false), (2, "Bois Joli", false), (3, "Carnet Vert", true), (4, "Dune Haute", false)]);
        view.Card.Runners[0].Jockey.ShouldBe("L. Tournefeuille");
        var pmu = view.Pools.Single(pool => pool.Pool == Pool.PmuNational);
        pmu.Win.Select(price => (price.Number, price.Odds.Value)).ShouldBe([(1, 4.2), (2, 2.9)]);
        pmu.At.ShouldBe(new DateTimeOffset(2026, 10, 24, 12, 49, 0, TimeSpan.Zero));
        var genybet = view.Pools.Single(pool => pool.Pool == Pool.Genybet);
        genybet.Win.Select(price => (price.Number, price.Odds.Value)).ShouldBe([(1, 5.1), (2, 3.3), (4, 12.4)]);
        genybet.At.ShouldBe(new DateTimeOffset(2026, 10, 24, 12, 48, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(400)]
    public void Payload_in_pieces_says_the_same(int pieces)
    {
        var whole = View(GenyPages.Odds());
        var split = View(GenyPages.Odds(pieces: pieces));

        split.Card.Runners.ShouldBe(whole.Card.Runners);
        split.Pools.SelectMany(pool => pool.Win).ShouldBe(whole.Pools.SelectMany(pool => pool.Win));
    }

    [Fact]
    public void Programme_knows_races_after_midnight_and_countries_in_brackets()
    {
        var programme = Programme(GenyPages.Odds());

        programme.Date.ShouldBe(new DateOnly(2026, 10, 24));
        programme.Refused.ShouldBeEmpty();
        programme
            .Races.Select(race => (race.Link.Code.ToString(), race.Meeting, race.Country, race.Runners))
            .ShouldBe([("R2C3", "Val-Doux", "FRA", 3), ("R2C4", "Val-Doux", "FRA", 3), ("R5C1", "Bords", "BEL", 4)]);
        // 00:35 of the night in which the clock is put back at three: still summer time.
        programme.Races[1].Off.ShouldBe(new DateTimeOffset(2026, 10, 24, 22, 35, 0, TimeSpan.Zero));
        programme.Races[0].Link.Url.ShouldBe("https://www.geny.com/course/777001-2026-10-24-val-doux-prix-de-la-glycine/cotes");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData("true", null)]
    [InlineData(null, null)]
    public void Programme_says_which_race_is_the_quinte(object? quintePlus, bool? quinte)
    {
        var html = GenyPages.Odds(parts => ((Dictionary<string, object?>)parts["race"]!)["quintePlus"] = quintePlus);
        Programme(html).Races.Select(race => race.Quinte).ShouldBe([quinte, null, null]);
    }

    [Fact]
    public void Horse_withdrawn_in_the_programme_only_is_a_non_runner_and_noted()
    {
        var html = GenyPages.Odds(parts => Runners(parts)[2] = GenyPages.Runner(3, "Carnet Vert", 8.8, 9.9));

        var view = View(html);

        view.Card.Runners[2].NonRunner.ShouldBeTrue();
        view.Pools.ShouldAllBe(pool => pool.Win.All(price => price.Number != 3));
        view.Notes.ShouldContain(note => note.StartsWith("number 3 runs by the odds", StringComparison.Ordinal));
    }

    [Fact]
    public void Zero_prices_are_no_prices()
    {
        var view = View(GenyPages.Odds(parts => Runners(parts).ForEach(runner => runner["cotesPmu"] = new { derniereCote = 0 })));

        var pmu = view.Pools.Single(pool => pool.Pool == Pool.PmuNational);
        pmu.Origin.ShouldBe(PriceOrigin.None);
        pmu.At.ShouldBeNull();
        pmu.Win.ShouldBeEmpty();
    }

    [Fact]
    public void Bet_that_is_not_listed_is_not_sold()
    {
        var view = View(GenyPages.Odds(parts => ((Dictionary<string, object?>)parts["race"]!)["typesPariGeny"] = new[] { "GB_TRIO" }));

        view.Pools.Single(pool => pool.Pool == Pool.Genybet).Offers.ShouldNotBeNull().ShouldBeEmpty();
        view.Pools.Single(pool => pool.Pool == Pool.PmuNational).Offers.ShouldBeNull();
    }

    [Fact]
    public void Stamp_after_the_fetch_is_of_the_day_before() =>
        GenyPool
            .Stamp("23:58", new DateTimeOffset(2026, 10, 24, 22, 3, 0, TimeSpan.Zero))
            .ShouldBe(new DateTimeOffset(2026, 10, 24, 21, 58, 0, TimeSpan.Zero));

    [Fact]
    public void Page_of_another_race_or_day_is_the_wrong_page()
    {
        Refused(GenyRacePage.Read(GenyPages.Odds(), "x", Asked with { Code = new RaceCode(2, 4) }))
            .Kind.ShouldBe(SourceErrorKind.WrongPage);
        Refused(GenyProgramme.Read(GenyPages.Odds(), "x", new DateOnly(2026, 10, 25))).Kind.ShouldBe(SourceErrorKind.WrongPage);
    }

    [Fact]
    public void Missing_parts_are_named()
    {
        Refused(GenyPages.Odds(parts => Runners(parts).Clear())).Missing.ToString().ShouldBe("the runners (cotes) of R2C3");
        Refused(GenyPages.Odds(parts => Runners(parts)[1]["nomCheval"] = null))
            .Missing.ToString()
            .ShouldBe("nomCheval of number 2 in R2C3");
        Refused(GenyPages.Odds(parts => Runners(parts)[1]["numero"] = 1)).Missing.ToString().ShouldBe("number 1 stands twice in R2C3");
        Refused(GenyPages.Odds(parts => ((Dictionary<string, object?>)parts["race"]!)["dateHeureCourse"] = "demain"))
            .Kind.ShouldBe(SourceErrorKind.Changed);
    }

    [Fact]
    public void Cut_page_is_truncated_wherever_it_is_cut_before_the_end_of_the_runners()
    {
        var html = GenyPages.Odds();
        var from = html.IndexOf("self.__next_f.push([1", StringComparison.Ordinal);
        var end = html.IndexOf("1f:", StringComparison.Ordinal);
        for (var at = from; at < end; at += 97)
            Refused(html[..at]).Kind.ShouldBe(SourceErrorKind.Truncated, $"cut at {at}");
    }

    [Fact]
    public void Foreign_page_is_foreign() => Refused("<html><body><h1>Bonjour</h1></body></html>").Kind.ShouldBe(SourceErrorKind.Foreign);

    [Fact]
    public void References_that_lead_in_a_circle_are_nothing()
    {
        var html = GenyPages.Odds().Replace("$1e:props:list", "$1f", StringComparison.Ordinal);

        Refused(html).Missing.ToString().ShouldBe("the runners (cotes) of R2C3");
    }

    private static List<Dictionary<string, object?>> Runners(Dictionary<string, object?> parts) =>
        (List<Dictionary<string, object?>>)parts["runners"]!;

    private static RaceView View(string html) =>
        GenyRacePage.Read(html, GenyPages.Url, Asked).ShouldBeOfType<SourceAnswer<RaceView>.Found>().Value;

    private static Programme Programme(string html) =>
        GenyProgramme.Read(html, GenyPages.Url, Asked.Date).ShouldBeOfType<SourceAnswer<Programme>.Found>().Value;

    private static SourceError Refused(string html) => Refused(GenyRacePage.Read(html, GenyPages.Url, Asked));

    private static SourceError Refused<T>(SourceAnswer<T> answer) => answer.ShouldBeOfType<SourceAnswer<T>.Refused>().Error;
}
