using System.Globalization;
using System.Text;
using Hippique.Racing;
using Hippique.Sources.Pmu;
using Hippique.Sources.Tests.RaceArchive;

namespace Hippique.Sources.Tests.Pmu;

/// <summary>Invented answers in the shape of PMU's internet pool: what does not read concerns its row, its bet or its pool alone.</summary>
public sealed class PmuDividendsTests
{
    private const string Win =
        """{"typePari":"E_SIMPLE_GAGNANT","miseBase":100,"rembourse":false,"rapports":[{"libelle":"e-Simple Gagnant","dividende":370,"dividendePourUnEuro":370,"combinaison":"8"}]}""";
    private const string Place = """
        {"typePari":"E_SIMPLE_PLACE","miseBase":100,"dividendeUnite":"PourUnEuro","rapports":[
          {"libelle":"e-Simple Placé","dividende":170,"combinaison":"8"},
          {"libelle":"E-SIMPLE PLACE","dividende":260,"combinaison":"3"},
          {"libelle":"e-Simple Placé","dividende":140,"combinaison":"5"}]}
        """;
    private const string Pairs = """
        {"typePari":"E_COUPLE_PLACE","miseBase":100,"rapports":[
          {"libelle":"e-Couplé Placé","dividendePourUnEuro":690,"combinaison":"8-3"},
          {"libelle":"e-Couplé Placé","dividendePourUnEuro":410,"combinaison":"8-5"},
          {"libelle":"e-Couplé Placé","dividendePourUnEuro":920,"combinaison":"3-5"},
          {"libelle":"e-Couplé Placé","dividendePourUnEuro":280,"combinaison":"3-NP"}]}
        """;
    private const string TwoOfFour =
        """{"typePari":"E_DEUX_SUR_QUATRE","miseBase":300,"dividendeUnite":"PourUneMiseDeBase","rapports":[{"libelle":"e-2sur4","dividende":720,"combinaison":"8-3"}]}""";

    [Fact]
    public void Parse_InternetLabels_GiveThePlainBets()
    {
        var answer = Read($"[{Win},{Place},{Pairs},{TwoOfFour}]");

        answer.Pool.ShouldBe(Pool.PmuInternet);
        answer.Notes.ShouldBeEmpty();
        Rows(answer)
            .ShouldBe([
                "SimpleGagnant 8 3.70",
                "SimplePlace 8 1.70",
                "SimplePlace 3 2.60",
                "SimplePlace 5 1.40",
                "CouplePlace 8-3 6.90",
                "CouplePlace 8-5 4.10",
                "CouplePlace 3-5 9.20",
                "CouplePlace 3 2.80 e-Couplé Placé 1 NP",
                "DeuxSurQuatre 8-3 2.40",
            ]);
    }

    [Fact]
    public void Parse_InternetLabels_SettleTheTickets()
    {
        var answer = Read($"[{Win},{Place}]");

        Settle(answer, BetType.SimpleGagnant, 8).ShouldBe(new Euro(3.7m));
        Settle(answer, BetType.SimplePlace, 3).ShouldBe(new Euro(2.6m));
        Settle(answer, BetType.SimplePlace, 4).ShouldBe(Euro.Zero);
    }

    [Theory]
    [InlineData("""{"libelle":"Remboursement e-Super4","dividendePourUnEuro":100,"combinaison":"Autres Chevaux"}""", "Autres Chevaux")]
    [InlineData("""{"libelle":"Remboursement e-Super4","dividendePourUnEuro":100,"combinaison":"8-3-5-1"}""", "pays stakes back")]
    [InlineData("""{"libelle":"e-Super4","combinaison":"8-3-5-1"}""", "no amount")]
    [InlineData("""{"libelle":"e-Super4","dividendePourUnEuro":"100","combinaison":"8-3-5-1"}""", "no amount")]
    [InlineData("""{"libelle":"e-Super4","dividendePourUnEuro":100}""", "no combination")]
    [InlineData("""{"libelle":"e-Super4","dividendePourUnEuro":100,"combinaison":"NP-NP"}""", "no combination")]
    [InlineData("""{"libelle":"e-Super4","dividendePourUnEuro":100,"combinaison":"8-8-5-1"}""", "no combination")]
    [InlineData("\"words\"", "no amount")]
    public void Parse_RowThatDoesNotRead_IsNamedAndConcernsItsBetAlone(string row, string why)
    {
        var answer = Read(
            $$"""[{{Win}},{"typePari":"E_SUPER_QUATRE","miseBase":100,"rembourse":true,"rapports":[{{row}}]},{{TwoOfFour}}]"""
        );

        Rows(answer).ShouldBe(["SimpleGagnant 8 3.70", "DeuxSurQuatre 8-3 2.40"]);
        answer.Refunded.ShouldBe([BetType.Super4]);
        answer.Notes.ShouldHaveSingleItem().ShouldStartWith("E_SUPER_QUATRE: ");
        answer.Notes[0].ShouldContain(why);
    }

    [Theory]
    [InlineData("""{"typePari":"E_TRIO"}""", null)]
    [InlineData("""{"typePari":"E_TRIO","rapports":null}""", null)]
    [InlineData("""{"typePari":"E_TRIO","rapports":[]}""", null)]
    [InlineData("""{"typePari":"E_TRIO","rapports":7}""", "are no list")]
    [InlineData("""{"rapports":[]}""", "no name (typePari)")]
    [InlineData("12", "no name (typePari)")]
    [InlineData("""{"typePari":"E_PICK5","rapports":[{"libelle":"x"}]}""", null)]
    [InlineData("""{"typePari":"E_NEW_BET","rapports":[{"libelle":"x"},{"libelle":"y"}]}""", "E_NEW_BET is no bet that the program knows")]
    [InlineData(
        """{"typePari":"TRIO","miseBase":200,"rapports":[{"libelle":"Trio","dividendePourUnEuro":990,"combinaison":"8-3-5"}]}""",
        "of pmu_national"
    )]
    [InlineData(
        """{"typePari":"SIMPLE_GAGNANT_INTERNATIONAL","miseBase":100,"rapports":[{"libelle":"Simple gagnant","dividendePourUnEuro":990,"combinaison":"8"}]}""",
        "common to several countries"
    )]
    [InlineData(
        """{"typePari":"E_TRIO","rapports":[{"libelle":"e-Trio","dividendePourUnEuro":990,"combinaison":"8-3"}]}""",
        "is of 2 horses"
    )]
    public void Parse_BetThatIsNothingYetOrDoesNotRead_LeavesTheOthers(string bet, string? note)
    {
        // First, so that what is said of it cannot rest on what came before.
        var answer = Read($"[{bet},{Win}]", Pool.PmuInternet);

        answer.Pool.ShouldBe(Pool.PmuInternet);
        Rows(answer).ShouldBe(["SimpleGagnant 8 3.70"]);
        if (note is null)
            answer.Notes.ShouldBeEmpty();
        else
            answer.Notes.ShouldHaveSingleItem().ShouldContain(note);
    }

    [Fact]
    public void Parse_UnknownBetTwice_IsNamedOnce() =>
        Read($$"""[{"typePari":"E_NEW_BET"},{{Win}},{"typePari":"E_NEW_BET"}]""").Notes.Count.ShouldBe(1);

    [Fact]
    public void Parse_SeveralNonRunnersInACombination_KeepTheNumbersAndEndInNp()
    {
        const string Bet = """
            {"typePari":"E_QUARTE_PLUS","miseBase":150,"dividendeUnite":"PourUneMiseDeBase","rapports":[
              {"libelle":"e-Quarté+","dividende":300,"combinaison":"6-2-NP-NP"},
              {"dividendePourUnEuro":150,"combinaison":"NP-6"},
              {"libelle":"1 NP e-Quarté+","dividendePourUnEuro":120,"combinaison":"6"}]}
            """;

        var answer = Read($"[{Bet}]");

        Rows(answer).ShouldBe(["QuartePlus 6-2 2.00 e-Quarté+ 2 NP", "QuartePlus 6 1.50 1 NP", "QuartePlus 6 1.20 1 NP e-Quarté+ 1 NP"]);
        answer.Dividends.ShouldAllBe(row => row.Label.EndsWith("NP", StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_NoBetWithAName_IsNoPool() =>
        PmuDividendsAnswer
            .Parse("""[{"rapports":[]}]"""u8.ToArray(), "u")
            .ShouldBeOfType<SourceAnswer<PmuDividends>.Refused>()
            .Error.Kind.ShouldBe(SourceErrorKind.Changed);

    private static PmuDividends Read(string text, Pool? asked = null) =>
        PmuDividendsAnswer.Parse(Encoding.UTF8.GetBytes(text), "u", asked).ShouldBeOfType<SourceAnswer<PmuDividends>.Found>().Value;

    private static IEnumerable<string> Rows(PmuDividends answer) =>
        answer.Dividends.Select(row =>
            $"{row.Bet} {string.Join('-', row.Combination)} {row.PerEuro.ToString("0.00", CultureInfo.InvariantCulture)} {row.Label}".TrimEnd()
        );

    private static Euro? Settle(PmuDividends answer, BetType bet, int horse)
    {
        var id = new RaceId(new DateOnly(2026, 11, 30), new RaceCode(1, 1));
        var result = new RaceResult
        {
            Id = id,
            Pool = answer.Pool,
            State = ResultState.Official,
            Arrival =
            [
                [8],
                [3],
                [5],
                [1],
            ],
            NonRunners = [],
            Dividends = answer.Dividends,
        };
        return SettledTickets.Of(result, bet, horse).Returned;
    }
}
