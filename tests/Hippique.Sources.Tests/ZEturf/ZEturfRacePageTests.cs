using System.Globalization;
using Hippique.Racing;
using Hippique.Sources.Tests.Pages;
using Hippique.Sources.ZEturf;

namespace Hippique.Sources.Tests.ZEturf;

public sealed class ZEturfRacePageTests
{
    private const string Url = "https://www.zeturf.fr/fr/course/2025-03-14/R1C1-villebelle-prix-de-l-essai";
    private static readonly string Before = OwnPages.Text("zeturf-course.html");
    private static readonly string After = OwnPages.Text("zeturf-course-resulted.html");
    private static readonly DateTimeOffset Seen = new(2025, 3, 14, 12, 50, 0, TimeSpan.Zero);

    [Fact]
    public void Parse_PageBeforeTheRace_GivesTheCard()
    {
        var race = Found(ZEturfRacePage.Parse(Before, Url, Seen));

        race.Link.ShouldBe(new RaceLink("zeturf", new DateOnly(2025, 3, 14), new RaceCode(1, 1), Url));
        race.Result.ShouldBeNull();
        race.View.Notes.ShouldBeEmpty();
        var card = race.View.Card;
        $"{card.Id} {card.Meeting} {card.Country} {card.Name} {card.Discipline} {card.DistanceMetres} {card.Going}".ShouldBe(
            "2025-03-14/R1C1 VILLEBELLE FRA Prix de l'Essai Harness 2700 Bon souple"
        );
        card.Off.ShouldBe(new DateTimeOffset(2025, 3, 14, 12, 55, 0, TimeSpan.Zero));
        card.Runners[0]
            .ShouldBe(
                new Runner
                {
                    Number = 1,
                    Horse = "ALEZANE DU TEST",
                    Jockey = "Menant A.",
                    Trainer = "Dupre B.",
                    Sex = "F",
                    Age = 7,
                    HandicapDistanceMetres = 2700,
                    EarningsCents = 6_802_500,
                    RecordSecondsPerKm = 72.4,
                    Form = "2a 1a Da (24) 3a",
                    TrainerOpinion = "Plusieurs paramètres",
                    Shoes = "Déferré des 4 fers",
                }
            );
        card.Runners[1].EarningsCents.ShouldBe(110_277_000);
        card.Runners[1].Horse.ShouldBe("BRISE D'ESSAI");
        card.Runners[2].FirstTime.ShouldBeTrue();
        card.Runners[2].Form.ShouldBeNull();
        card.Runners.Select(runner => runner.NonRunner).ShouldBe([false, false, false, true, false]);
    }

    [Fact]
    public void Parse_Odds_LeaveOutFalseOnesAndTheOldPriceOfANonRunner()
    {
        var pool = Found(ZEturfRacePage.Parse(Before, Url, Seen)).View.Pools.ShouldHaveSingleItem();

        pool.Pool.ShouldBe(Pool.ZEturf);
        pool.Origin.ShouldBe(PriceOrigin.Live);
        pool.At.ShouldBe(Seen);
        Join(pool.Win.Select(price => $"{price.Number}: {price.Odds}")).ShouldBe("1: 2.2, 2: 3.6, 5: 26.0");
        Join(pool.Place.Select(price => $"{price.Number}: {price.Range.Low}-{price.Range.High}"))
            .ShouldBe("1: 1.4-1.8, 2: 1.4-2, 5: 3.6-6.1");
    }

    [Fact]
    public void Parse_Stakes_NameTheKnownBetsAndLeaveTheOthersOut()
    {
        var offers = Found(ZEturfRacePage.Parse(Before, Url)).View.Pools[0].Offers.ShouldNotBeNull();

        Join(offers.Select(offer => $"{offer.Bet} {offer.Minimum} {offer.Step} {offer.Maximum}"))
            .ShouldBe("SimpleGagnant 1.00 1.00 450.00, SimplePlace 1.00 1.00 450.00, CouplePlace 2.00 1.00 50.00, Ze4 0.50 0.50 50.00");
    }

    [Fact]
    public void Parse_LabelOnThePage_WinsOverTheKnownNumber()
    {
        var renamed = After.Replace("Jumelé placé", "Trio ordre", StringComparison.Ordinal);

        var offers = Found(ZEturfRacePage.Parse(renamed, Url)).View.Pools[0].Offers.ShouldNotBeNull();

        offers.Select(offer => offer.Bet).ShouldContain(BetType.TrioOrdre);
        offers.Select(offer => offer.Bet).ShouldNotContain(BetType.CouplePlace);
    }

    [Fact]
    public void Parse_NoOddsYet_IsACardWithoutPrices()
    {
        var none = System.Text.RegularExpressions.Regex.Replace(Before, "\"(SG|SPMin|SPMax)\":[0-9.]+", "\"$1\":false");

        var pool = Found(ZEturfRacePage.Parse(none, Url, Seen)).View.Pools[0];

        pool.Origin.ShouldBe(PriceOrigin.None);
        pool.At.ShouldBeNull();
        pool.Win.ShouldBeEmpty();
        pool.Place.ShouldBeEmpty();
    }

    [Fact]
    public void Parse_PageAfterTheRace_GivesArrivalWithItsDeadHeatAndDividends()
    {
        var result = Found(ZEturfRacePage.Parse(After, Url)).Result.ShouldNotBeNull();

        result.Official.ShouldBeTrue();
        result.Pool.ShouldBe(Pool.ZEturf);
        Join(result.Arrival.Select(place => string.Join('=', place))).ShouldBe("2, 1=5, 3");
        result.NonRunners.ShouldBe([4]);
        result
            .Dividends.Select(row =>
                $"{row.Bet} {string.Join('-', row.Combination)} {row.PerEuro.ToString(CultureInfo.InvariantCulture)} {row.Label}".TrimEnd()
            )
            .ShouldBe([
                "SimpleGagnant 2 3.60",
                "SimplePlace 2 1.50",
                "ZeShow 1 2.10",
                "SimplePlace 1 1.20",
                "SimplePlace 5 2.40",
                "ZeCouillon 3 1208.20",
                "CoupleGagnant 2-1 4.10",
                "CouplePlace 2-1 1.90",
                "CoupleGagnant 2-5 12.40",
                "CouplePlace 2-5 4.00",
                "CouplePlace 1-5 3.30",
                "Trio 2-1-5 23.40",
                "Ze234 2-1 1.04 Gain combinaison",
                "Ze234 2-1 1.04 Gain champ total",
                "Ze234 2-1-5 2.34 Gain combinaison",
                "Ze234 2-1-5 3.38 Gain champ total",
            ]);
        Join(result.Close.Select(price => $"{price.Number}: {price.Odds}")).ShouldBe("1: 2.2, 2: 3.6, 5: 26.0");
    }

    [Fact]
    public void Parse_ProvisionalArrival_IsNotOfficialAndHasNoClose()
    {
        var page = After.Replace("Arrivée officielle", "Arrivée provisoire", StringComparison.Ordinal);

        var result = Found(ZEturfRacePage.Parse(page, Url)).Result.ShouldNotBeNull();

        result.Official.ShouldBeFalse();
        result.Close.ShouldBeEmpty();
    }

    [Fact]
    public void Parse_OtherRaceThanAsked_IsTheWrongPage()
    {
        var error = Refused(ZEturfRacePage.Parse(Before, Url, expected: new RaceId(new DateOnly(2025, 3, 14), new RaceCode(1, 2))));

        error.Kind.ShouldBe(SourceErrorKind.WrongPage);
        error.Missing.ToString().ShouldBe("asked for 2025-03-14/R1C2, the page shows 2025-03-14/R1C1");
    }

    [Fact]
    public void Parse_HeadingAndProgrammeDisagreeOnTheOff_NotesIt()
    {
        var moved = Before.Replace("data-timestamp=\"1741956900\"", "data-timestamp=\"1741957500\"", StringComparison.Ordinal);

        var view = Found(ZEturfRacePage.Parse(moved, Url)).View;

        view.Card.Off.ShouldBe(new DateTimeOffset(2025, 3, 14, 12, 55, 0, TimeSpan.Zero));
        view.Notes.ShouldBe(["the page's heading says off at 14:05, its programme 13:55"]);
    }

    [Fact]
    public void Parse_FewerStartersThanAnnounced_NotesIt()
    {
        var view = Found(ZEturfRacePage.Parse(Before.Replace("4 Partants", "5 Partants", StringComparison.Ordinal), Url)).View;

        view.Notes.ShouldBe(["the page announces 5 starters and lists 4"]);
    }

    [Theory]
    [InlineData("courseUri", "courseUrl", "courseUri")]
    [InlineData("cotesInfos: {\"ref", "cotes: {\"ref", "cotesInfos")]
    [InlineData("table-runners", "table-horses", "table of runners is missing")]
    [InlineData("data-runner=\"5\"", "data-runner=\"1\"", "two runners have the number 1")]
    [InlineData("data-runner=\"5\"", "data-runner=\"9\"", "odds for number 5, which is not in the table")]
    [InlineData("class=\"horse-name", "class=\"name", "no number or no horse")]
    [InlineData("\"5\":{\"odds\":{", "\"5\":{\"odds\":[{", "cotesInfos")]
    public void Parse_PartMissing_SaysTheSiteChanged(string part, string replacement, string missing)
    {
        var error = Refused(ZEturfRacePage.Parse(Before.Replace(part, replacement, StringComparison.Ordinal), Url));

        error.Kind.ShouldBe(SourceErrorKind.Changed);
        error.Missing.ToString().ShouldContain(missing);
    }

    [Fact]
    public void Parse_HorseWithoutATitle_IsNamedByTheLinksText()
    {
        var page = Before.Replace("title=\"CRIN NOIR\"", "", StringComparison.Ordinal);

        Found(ZEturfRacePage.Parse(page, Url)).View.Card.Runners[2].Horse.ShouldBe("CRIN NOIR");
    }

    [Theory]
    [InlineData("9 - 1 - 5 - 3")]
    [InlineData("? - 1")]
    [InlineData("")]
    public void Parse_ArrivalWithoutAWinnerOfTheCard_IsRefused(string other) =>
        Refused(ZEturfRacePage.Parse(After.Replace("2 - 1 - 5 - 3", other, StringComparison.Ordinal), Url))
            .Missing.ToString()
            .ShouldContain("the arrival");

    [Theory]
    [InlineData("2 - 1 - 5 - 9", "2, 1=5", "'9' at place 4")]
    [InlineData("2 - 1 - 5 - 2", "2, 1=5", "'2' at place 4")]
    [InlineData("2 - ? - 5", "2", "'?' at place 2")]
    public void Parse_ArrivalThatBreaksOff_KeepsThePlacesBeforeAndIsNoLastWord(string other, string places, string note)
    {
        var result = Found(ZEturfRacePage.Parse(After.Replace("2 - 1 - 5 - 3", other, StringComparison.Ordinal), Url))
            .Result.ShouldNotBeNull();

        Join(result.Arrival.Select(place => string.Join('=', place))).ShouldBe(places);
        result.State.ShouldBe(ResultState.Provisional);
        result.Notes.ShouldHaveSingleItem().ShouldContain(note);
        result.Dividends.ShouldNotBeEmpty();
    }

    [Fact]
    public void Parse_ArrivalWithAStruckHorse_StandsAndSaysSo()
    {
        var page = After.Replace("2 - 1 - 5 - 3", "2 - 1 - 5 - 4", StringComparison.Ordinal);

        var result = Found(ZEturfRacePage.Parse(page, Url)).Result.ShouldNotBeNull();

        result.State.ShouldBe(ResultState.Official);
        result.Notes.ShouldHaveSingleItem().ShouldContain("number 4 is struck");
    }

    [Fact]
    public void Parse_PageOfAnotherKind_IsNamed()
    {
        Kind(OwnPages.Text("zeturf-unavailable.html")).ShouldBe(SourceErrorKind.Unavailable);
        Kind(OwnPages.Text("zeturf-programme.html")).ShouldBe(SourceErrorKind.WrongPage);
        Kind(Before[..^200]).ShouldBe(SourceErrorKind.Truncated);
        Kind("<html><body>nothing</body></html>").ShouldBe(SourceErrorKind.Foreign);
    }

    private static string Join(IEnumerable<string> parts) => string.Join(", ", parts);

    private static SourceErrorKind Kind(string html) => Refused(ZEturfRacePage.Parse(html, Url)).Kind;

    private static ZEturfRace Found(SourceAnswer<ZEturfRace> answer) => answer.ShouldBeOfType<SourceAnswer<ZEturfRace>.Found>().Value;

    private static SourceError Refused(SourceAnswer<ZEturfRace> answer) => answer.ShouldBeOfType<SourceAnswer<ZEturfRace>.Refused>().Error;
}
