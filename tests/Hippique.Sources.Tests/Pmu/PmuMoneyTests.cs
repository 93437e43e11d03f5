using System.Text;
using Hippique.Racing;
using Hippique.Sources.Pmu;
using Hippique.Testing.Sources;

namespace Hippique.Sources.Tests.Pmu;

/// <summary>The money that PMU shows, and every way in which such an answer can be another thing. Shapes as public clients of the API agree on them; every horse and amount is invented.</summary>
public sealed class PmuMoneyTests
{
    private const string Url = "https://pmu.example/programme/14012026/R1/C3/citations";
    private static readonly DateTimeOffset At = new(2026, 1, 14, 13, 44, 30, TimeSpan.Zero);

    [Fact]
    public void Citations_AreTheStakesOnEveryRunner_InEuros()
    {
        var money = Citations(
            PmuPoolPages.Citations(At, ("E_SIMPLE_GAGNANT", [5_000_00, 3_000_00, 2_000_00]), ("E_SIMPLE_PLACE", [400, 300, 300]))
        );
        money.Notes.ShouldBeEmpty();
        var win = money.Of(Pool.PmuInternet)[0];
        (win.Bet, win.At, win.Total).ShouldBe((BetType.SimpleGagnant, At, new Euro(10_000)));
        win.Stakes.Select(stake => (stake.Numbers[0], stake.Amount.Amount)).ShouldBe([(1, 5000m), (2, 3000m), (3, 2000m)]);
        money.Of(Pool.PmuInternet)[1].Bet.ShouldBe(BetType.SimplePlace);
        money.Of(Pool.PmuNational).ShouldBeEmpty();
    }

    [Fact]
    public void Citations_OfEachPool_AreToldApartByTheNameOfTheBet()
    {
        var money = Citations(
            PmuPoolPages.Citations(At, ("SIMPLE_PLACE", [2, 3]), ("E_SIMPLE_PLACE", [4, 5]), ("E_SIMPLE_PLACE_INTERNATIONAL", [6, 7]))
        );
        money
            .Pools.Select(pool => (pool.Pool, pool.Stakes[0].Total!.Value.Amount))
            .ShouldBe([(Pool.PmuInternet, .09m), (Pool.PmuNational, .05m), (Pool.PmuInternational, .13m)]);
    }

    [Fact]
    public void Citations_OfOtherBetsAndPositions_ArePassedOver()
    {
        var money = Citations(
            """
            {"listeCitations": [
              {"typePari": "E_QUINTE_PLUS", "participants": "whatever"},
              {"typePari": "E_SIMPLE_PLACE", "participants": [
                {"numPmu": 1, "nom": "A", "statut": "PARTANT", "citations": [{"position": 2, "enjeu": 999, "ratio": 3}, {"position": 1, "enjeu": 60, "ratio": 60}]},
                {"numPmu": 2, "nom": "B", "statut": "PARTANT", "citations": [{"position": 1, "enjeu": 40, "ratio": 40}]}]}]}
            """
        );
        money.Notes.ShouldBeEmpty();
        money.Of(Pool.PmuInternet).ShouldHaveSingleItem().Stakes[0].Amount.ShouldBe(new Euro(.60m));
    }

    [Fact]
    public void Citations_WhatLiesOnAWithdrawnHorse_StaysAsPublished()
    {
        const string Included = """
            {"listeCitations": [{"typePari": "E_SIMPLE_GAGNANT", "participants": [
              {"numPmu": 1, "statut": "PARTANT", "citations": [{"position": 1, "enjeu": 60, "ratio": 60}]},
              {"numPmu": 2, "statut": "NON_PARTANT", "citations": [{"position": 1, "enjeu": 20, "ratio": 20}]},
              {"numPmu": 4, "statut": "NON_PARTANT", "citations": []},
              {"numPmu": 3, "statut": "PARTANT", "citations": [{"position": 1, "enjeu": 20, "ratio": 20}]}]}]}
            """;
        var money = Citations(Included);
        money.Notes.ShouldBeEmpty();
        money.Of(Pool.PmuInternet)[0].Stakes.Select(stake => stake.Numbers[0]).ShouldBe([1, 2, 3]);
        // Shares of the starters alone are good too.
        Citations(
            Included
                .Replace("\"ratio\": 60", "\"ratio\": 75", StringComparison.Ordinal)
                .Replace("\"ratio\": 20", "\"ratio\": 25", StringComparison.Ordinal)
        )
            .Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"indisponible\": true, ", "")]
    [InlineData("", "60", "0", "40", "0")] // nothing lies on it yet
    public void Citations_ABetThatShowsNothing_IsNoFault(string flag, params string[] replaced)
    {
        var page = $$"""
            {"listeCitations": [{ {{flag}}"typePari": "E_SIMPLE_PLACE", "participants": [
              {"numPmu": 1, "statut": "PARTANT", "citations": [{"position": 1, "enjeu": 60}]},
              {"numPmu": 2, "statut": "PARTANT", "citations": [{"position": 1, "enjeu": 40}]}]}]}
            """;
        for (var i = 0; i + 1 < replaced.Length; i += 2)
            page = page.Replace(replaced[i], replaced[i + 1], StringComparison.Ordinal);
        var money = Citations(page);
        money.Pools.ShouldBeEmpty();
        money.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"enjeu\": 60", "\"enjeu\": \"60\"", "the stake on 1 is no amount in cents (enjeu)")]
    [InlineData("\"enjeu\": 60", "\"enjeu\": -60", "the stake on 1 is no amount in cents (enjeu)")]
    [InlineData("\"enjeu\": 60", "\"enjeu\": 60.5", "the stake on 1 is no amount in cents (enjeu)")]
    [InlineData("\"enjeu\": 60, ", "", "the stake on 1 is no amount in cents (enjeu)")]
    [InlineData("\"enjeu\": 60", "\"enjeu\": 2000000000000", "the stake on 1 is no amount in cents (enjeu)")]
    [InlineData("\"numPmu\": 2", "\"numPmu\": 1", "two stakes on 1")]
    [InlineData("\"numPmu\": 2", "\"numPmu\": \"2\"", "a runner has no number (numPmu)")]
    [InlineData("\"position\": 1, \"enjeu\": 60", "\"position\": 2, \"enjeu\": 60", "number 1 has no stake at position 1 (citations)")]
    [InlineData("\"ratio\": 40", "\"ratio\": 20", "the shares (ratio) sum to 80 %, not 100")]
    [InlineData("\"ratio\"", "\"part\"", "the shares (ratio) sum to 0 %, not 100")]
    [InlineData(
        "\"ratio\": 60",
        "\"ratio\": 62",
        "the share (ratio) of number 1, 62 %, is not that of its stake, 60 %",
        "\"ratio\": 40",
        "\"ratio\": 38"
    )]
    [InlineData("\"participants\": [", "\"runners\": [", "no runners (participants)")]
    [InlineData("\"typePari\": \"E_SIMPLE_PLACE\", ", "", "a list of stakes names no bet (typePari)")]
    public void Citations_ABetOfAnotherShape_IsRefusedByName_AndTheOtherStands(
        string from,
        string to,
        string why,
        string alsoFrom = "~",
        string alsoTo = "~"
    )
    {
        const string Place = """
            {"typePari": "E_SIMPLE_PLACE", "participants": [
              {"numPmu": 1, "statut": "PARTANT", "citations": [{"position": 1, "enjeu": 60, "ratio": 60}]},
              {"numPmu": 2, "statut": "PARTANT", "citations": [{"position": 1, "enjeu": 40, "ratio": 40}]}]}
            """;
        var win = Place.Replace("E_SIMPLE_PLACE", "E_SIMPLE_GAGNANT", StringComparison.Ordinal);
        var broken = Place.Replace(from, to, StringComparison.Ordinal).Replace(alsoFrom, alsoTo, StringComparison.Ordinal);
        broken.ShouldNotBe(Place);
        var money = Citations($$"""{"listeCitations": [{{broken}}, {{win}}]}""");
        money.Of(Pool.PmuInternet).ShouldHaveSingleItem().Bet.ShouldBe(BetType.SimpleGagnant);
        var note = money.Notes.ShouldHaveSingleItem();
        note.ShouldStartWith("pmu: changed: ");
        note.ShouldContain(why);
        note.ShouldContain(Url);
    }

    [Fact]
    public void Citations_SharesThatAreWholePerCents_SumAsTheyMay()
    {
        // 16 runners of 6.25 % each, rounded to 6.
        var page = PmuPoolPages.Citations(At, ("E_SIMPLE_PLACE", [.. Enumerable.Repeat(625L, 16)]));
        Citations(page.Replace("6.25", "6", StringComparison.Ordinal)).Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Citations_SevenFigures_AreEuros() =>
        Citations(PmuPoolPages.Citations(At, ("E_SIMPLE_GAGNANT", [312_345_678, 200_000_000])))
            .Of(Pool.PmuInternet)[0]
            .Total.ShouldBe(new Euro(5_123_456.78m));

    [Theory]
    [InlineData("{}", SourceErrorKind.WrongPage)]
    [InlineData("""{"listeCitations": {}}""", SourceErrorKind.WrongPage)]
    [InlineData("""{"participants": []}""", SourceErrorKind.WrongPage)]
    [InlineData("""{"code": 404, "message": "no"}""", SourceErrorKind.Unavailable)]
    [InlineData("", SourceErrorKind.Truncated)]
    [InlineData("""{"listeCitations": [{"typePari": "E_SIM""", SourceErrorKind.Truncated)]
    [InlineData("<html>", SourceErrorKind.Malformed)]
    public void Citations_AnotherAnswer_IsRefusedAsAWhole(string page, SourceErrorKind kind) =>
        PmuCitationsAnswer.Parse(Bytes(page), Url).ShouldBeOfType<SourceAnswer<PmuMoney>.Refused>().Error.Kind.ShouldBe(kind);

    [Fact]
    public void Combinations_TwelveOfSixteen_HaveTheTotalOfAll()
    {
        (int[], long)[] twelve = [.. Enumerable.Range(1, 12).Select(number => (new[] { number }, 1000L - number))];
        var money = Combinations(PmuPoolPages.Combinations(At, ("E_SIMPLE_PLACE", 15_000, twelve)));
        var place = money.Of(Pool.PmuInternet).ShouldHaveSingleItem();
        (place.Total, place.Stakes.Count, place.At).ShouldBe((new Euro(150), 12, At));
        Combinations(PmuPoolPages.Combinations(At, ("E_SIMPLE_PLACE", null, twelve))).Of(Pool.PmuInternet)[0].Total.ShouldBeNull();
    }

    [Fact]
    public void Combinations_Pairs_AreReadInTheOrderOfTheirNumbers()
    {
        var money = Combinations(
            PmuPoolPages.Combinations(
                At,
                ("E_COUPLE_GAGNANT", 900, [([5, 3], 500), ([1, 3], 400)]),
                ("E_TRIO", 900, [([1, 2, 3], 900)]),
                ("E_COUPLE_PLACE", 0, [])
            )
        );
        money.Notes.ShouldBeEmpty();
        var pairs = money.Of(Pool.PmuInternet).ShouldHaveSingleItem();
        pairs.Bet.ShouldBe(BetType.CoupleGagnant);
        pairs.Stakes.Select(stake => string.Join('-', stake.Numbers)).ShouldBe(["1-3", "3-5"]);
    }

    [Fact]
    public void Combinations_AListAboveItsTotalByRounding_IsTheTotal()
    {
        (int[], long)[] three = [([1], 500), ([2], 300), ([3], 203)];
        Combinations(PmuPoolPages.Combinations(At, ("E_SIMPLE_PLACE", 1000, three)))
            .Of(Pool.PmuInternet)[0]
            .Total.ShouldBe(new Euro(10.03m));
    }

    [Theory]
    [InlineData("[7]", "[7, 8]", "the combination 7-8 is none of this bet")]
    [InlineData("[7]", "[\"7\"]", "a combination has no numbers (combinaison)")]
    [InlineData("[7]", "7", "a combination has no numbers (combinaison)")]
    [InlineData("[7]", "[1]", "two stakes on 1")]
    [InlineData("\"totalEnjeu\":300", "\"totalEnjeu\":-300", "the stake on 7 is no amount in cents (totalEnjeu)")]
    [InlineData("listeCombinaisons", "liste", "no combinations (listeCombinaisons)")]
    [InlineData("\"totalEnjeu\":800", "\"totalEnjeu\":\"800\"", "the total is no amount in cents (totalEnjeu)")]
    [InlineData("\"totalEnjeu\":800", "\"totalEnjeu\":-8", "the total is no amount in cents (totalEnjeu)")]
    [InlineData("\"totalEnjeu\":800", "\"totalEnjeu\":600", "the stakes listed, 8.00 €, are more than the total, 6.00 €")]
    public void Combinations_ABetOfAnotherShape_IsRefusedByName(string from, string to, string why)
    {
        var page = PmuPoolPages.Combinations(At, ("E_SIMPLE_PLACE", 800, [([1], 500), ([7], 300)]));
        var money = Combinations(page.Replace(from, to, StringComparison.Ordinal));
        money.Pools.ShouldBeEmpty();
        money.Notes.ShouldHaveSingleItem().ShouldContain(why);
    }

    [Fact]
    public void Combinations_MoreThanTheTotal_IsRefused()
    {
        (int[], long)[] twelve = [.. Enumerable.Range(1, 12).Select(number => (new[] { number }, 1000L))];
        var money = Combinations(PmuPoolPages.Combinations(At, ("E_SIMPLE_PLACE", 11_000, twelve)));
        money.Pools.ShouldBeEmpty();
        money.Notes.ShouldHaveSingleItem().ShouldContain("the stakes listed, 120.00 €, are more than the total, 110.00 €");
    }

    [Fact]
    public void Totals_ABadRow_CostsItsBetAlone()
    {
        var totals = PmuTotalsAnswer
            .Parse(
                """
                [
                    {"typePari": "E_SIMPLE_GAGNANT", "totalEnjeu": 120000}, {"typePari": "E_SIMPLE_PLACE", "totalEnjeu": "much"},
                    {"typePari": "E_TRIO", "totalEnjeu": 500}, {"typePari": "E_TRIO", "totalEnjeu": 500},
                    {"typePari": "E_COUPLE_PLACE", "totalEnjeu": 500}, {"typePari": "E_COUPLE_PLACE", "totalEnjeu": 700}
                ]
                """u8.ToArray(),
                "u"
            )
            .ShouldBeOfType<SourceAnswer<PmuTotals>.Found>()
            .Value;
        totals.Cents.Keys.ShouldBe(["E_SIMPLE_GAGNANT", "E_TRIO"]);
        totals.Notes.Count.ShouldBe(2);
        totals.Notes[1].ShouldContain("two totals of E_COUPLE_PLACE");
    }

    [Fact]
    public void Totals_LessThanWhatIsListed_CostTheBetAndAreNamed()
    {
        var seen = new PmuPoolsSeen([1, 7]);
        seen.Add(Combinations(PmuPoolPages.Combinations(At, ("E_SIMPLE_PLACE", null, [([1], 500), ([7], 300)]))));
        seen.Add(Found(PmuTotalsAnswer.Parse(Bytes(PmuPoolPages.Totals(("E_SIMPLE_PLACE", 400))), Url)));
        seen.AddTo([]).ShouldBeEmpty();
        seen.Notes.ShouldHaveSingleItem()
            .ShouldBe($"pmu: changed: pmu_internet, SimplePlace: the stakes listed, 8.00 €, are more than the total, 4.00 € ({Url})");
    }

    [Fact]
    public void Stakes_OnANumberThatTheCardLacks_AreLeftOutAndNamed()
    {
        var seen = new PmuPoolsSeen([1, 2]);
        seen.Add(Citations(PmuPoolPages.Citations(At, ("E_SIMPLE_GAGNANT", [60, 40]), ("E_SIMPLE_PLACE", [50, 30, 20]))));
        seen.AddTo([]).ShouldHaveSingleItem().Stakes.ShouldHaveSingleItem().Bet.ShouldBe(BetType.SimpleGagnant);
        seen.Notes.ShouldHaveSingleItem().ShouldContain("on number 3, which the card does not have");
    }

    [Fact]
    public void Combinations_ABetListedTwice_IsSaid()
    {
        var money = Combinations(PmuPoolPages.Combinations(At, ("E_SIMPLE_PLACE", 5, [([1], 5)]), ("E_SIMPLE_PLACE", 7, [([1], 7)])));
        money.Of(Pool.PmuInternet)[0].Total.ShouldBe(new Euro(.05m));
        money.Notes.ShouldHaveSingleItem().ShouldContain("E_SIMPLE_PLACE is listed twice; the first counts");
    }

    [Fact]
    public void Totals_AreThoseOfEachBet()
    {
        var totals = Found(
            PmuTotalsAnswer.Parse(Bytes(PmuPoolPages.Totals(("E_SIMPLE_PLACE", 4_620_000), ("E_PICK5", 7), ("SIMPLE_PLACE", 9))), Url)
        );
        totals.Of(Pool.PmuInternet, BetType.SimplePlace).ShouldBe(new Euro(46_200));
        totals.Of(Pool.PmuNational, BetType.SimplePlace).ShouldBe(new Euro(.09m));
        totals.Of(Pool.PmuInternet, BetType.SimpleGagnant).ShouldBeNull();
        totals.Cents["E_PICK5"].ShouldBe(7);
    }

    [Theory]
    [InlineData("{}", SourceErrorKind.WrongPage)]
    [InlineData("""[{"typePari": "E_SIMPLE_PLACE"}]""", SourceErrorKind.Changed)]
    [InlineData("""[{"totalEnjeu": 3}]""", SourceErrorKind.Changed)]
    [InlineData("""[{"typePari": "E_TRIO", "totalEnjeu": -3}]""", SourceErrorKind.Changed)]
    [InlineData("""[{"typePari": "E_TRIO", "totalEnjeu": 3}, {"typePari": "E_TRIO", "totalEnjeu": 4}]""", SourceErrorKind.Changed)]
    [InlineData("[3]", SourceErrorKind.Changed)]
    public void Totals_AnotherAnswer_IsRefused(string page, SourceErrorKind kind) =>
        PmuTotalsAnswer.Parse(Bytes(page), Url).ShouldBeOfType<SourceAnswer<PmuTotals>.Refused>().Error.Kind.ShouldBe(kind);

    private static PmuMoney Citations(string page) => Found(PmuCitationsAnswer.Parse(Bytes(page), Url));

    private static PmuMoney Combinations(string page) => Found(PmuCombinationsAnswer.Parse(Bytes(page), Url));

    private static T Found<T>(SourceAnswer<T> answer) => answer.ShouldBeOfType<SourceAnswer<T>.Found>().Value;

    private static byte[] Bytes(string page) => Encoding.UTF8.GetBytes(page);
}
