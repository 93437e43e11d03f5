using System.Text;
using Hippique.Racing;
using Hippique.Sources.Pmu;
using Hippique.Testing.Sources;

namespace Hippique.Sources.Tests.Pmu;

/// <summary>Place ranges and prices of pairs before the off.</summary>
public sealed class PmuProbableTests
{
    private const string Url = "https://pmu.example/programme/14012026/R1/C3/rapports/E_SIMPLE_PLACE";
    private static readonly DateTimeOffset At = new(2026, 1, 14, 13, 44, 30, TimeSpan.Zero);

    [Fact]
    public void PlaceRanges_AreReadByNumber()
    {
        var places = Read(PmuPoolPages.PlaceRanges("E_SIMPLE_PLACE", At, 4_620_000, (1.1, 1.4), (2.2, 4.9)));
        (places.Pool, places.Bet, places.At, places.Total).ShouldBe((Pool.PmuInternet, BetType.SimplePlace, At, new Euro(46_200)));
        places.Place.ShouldBe([new PlacePrice(1, new PlaceRange(1.1, 1.4)), new PlacePrice(2, new PlaceRange(2.2, 4.9))]);
        places.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"statut\":\"PARTANT\"", "\"statut\":\"NON_PARTANT\"")]
    [InlineData("\"minRapportProbable\":2.2,\"maxRapportProbable\":4.9", "\"minRapportProbable\":0,\"maxRapportProbable\":0")]
    [InlineData("\"minRapportProbable\":2.2,\"maxRapportProbable\":4.9", "\"rapportDirect\":3.1")] // one number is no range
    public void PlaceRanges_AHorseWithoutOne_IsAbsent(string from, string to)
    {
        var page = PmuPoolPages.PlaceRanges("E_SIMPLE_PLACE", At, 4_620_000, (2.2, 4.9));
        var places = Read(page.Replace(from, to, StringComparison.Ordinal));
        places.Place.ShouldBeEmpty();
        places.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("4.9", "1.9")]
    [InlineData("2.2", "0.2")]
    [InlineData("4.9", "\"4.9\"")]
    public void PlaceRanges_NoRange_IsNamedAndTheOthersStand(string from, string to)
    {
        var page = PmuPoolPages.PlaceRanges("E_SIMPLE_PLACE", At, 4_620_000, (1.1, 1.4), (2.2, 4.9));
        var places = Read(page.Replace(from, to, StringComparison.Ordinal));
        places.Place.ShouldHaveSingleItem().Number.ShouldBe(1);
        places.Notes.ShouldHaveSingleItem().ShouldContain("the place range of number 2, ");
    }

    [Fact]
    public void PlaceRanges_TwoOfOneHorse_AreNamed()
    {
        var page = PmuPoolPages
            .PlaceRanges("E_SIMPLE_PLACE", At, 9, (1.1, 1.4), (2.2, 4.9))
            .Replace("[2]", "[1]", StringComparison.Ordinal);
        Read(page).Notes.ShouldHaveSingleItem().ShouldContain("two place ranges of number 1");
    }

    [Fact]
    public void Pairs_ListedInBothOrdersWithTwoPrices_AreOnePairAtTheLower()
    {
        var pairs = Read(PmuPoolPages.Pairs("E_COUPLE_GAGNANT", At, (3, 5, 12.4), (5, 3, 11.9), (1, 3, 8), (3, 1, 8), (2, 9, 0)));
        (pairs.Bet, pairs.Total).ShouldBe((BetType.CoupleGagnant, new Euro(5000)));
        pairs.Pairs.Select(pair => (string.Join('-', pair.Numbers), pair.Odds.Value)).ShouldBe([("1-3", 8), ("3-5", 11.9)]);
    }

    [Theory]
    [InlineData("E_COUPLE_GAGNANT", "E_TRIO", SourceErrorKind.Changed)]
    [InlineData("E_COUPLE_GAGNANT", "E_SIMPLE_PLACE", SourceErrorKind.Changed)]
    [InlineData("E_COUPLE_GAGNANT", "E_COUPLE_GAGNANT_INTERNATIONAL", SourceErrorKind.NotOffered)]
    [InlineData("E_COUPLE_GAGNANT", "E_SIMPLE_GAGNANT", SourceErrorKind.NotOffered)]
    [InlineData("12.4", "1240", SourceErrorKind.Changed)] // in cents
    [InlineData("[3,5]", "[3,3]", SourceErrorKind.Changed)]
    [InlineData("[3,5]", "[3,\"5\"]", SourceErrorKind.Changed)]
    [InlineData("rapportsParticipant", "rapports", SourceErrorKind.WrongPage)]
    [InlineData("\"typePari\":\"E_COUPLE_GAGNANT\",", "", SourceErrorKind.Changed)]
    public void AnotherAnswer_IsRefused(string from, string to, SourceErrorKind kind)
    {
        var page = PmuPoolPages.Pairs("E_COUPLE_GAGNANT", At, (3, 5, 12.4)).Replace(from, to, StringComparison.Ordinal);
        PmuProbableAnswer
            .Parse(Encoding.UTF8.GetBytes(page), Url)
            .ShouldBeOfType<SourceAnswer<PmuProbable>.Refused>()
            .Error.Kind.ShouldBe(kind);
    }

    private static PmuProbable Read(string page) =>
        PmuProbableAnswer.Parse(Encoding.UTF8.GetBytes(page), Url).ShouldBeOfType<SourceAnswer<PmuProbable>.Found>().Value;
}
