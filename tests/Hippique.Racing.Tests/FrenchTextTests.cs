using CsCheck;

namespace Hippique.Racing.Tests;

public sealed class FrenchTextTests
{
    [Theory]
    [InlineData("1 770,50", 1770.50)]
    [InlineData("1&nbsp;770,50", 1770.50)]
    [InlineData("1 770,5", 1770.5)]
    [InlineData("1 234 567", 1234567)]
    [InlineData("6,2", 6.2)]
    [InlineData("-3,10", -3.10)]
    [InlineData(" 12 ", 12)]
    public void ParseDecimal_FrenchNotation_IsRead(string text, double expected) =>
        FrenchText.ParseDecimal(text).Value.ShouldBe((decimal)expected);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1.770,50")]
    [InlineData("6.2")]
    [InlineData("17 70")]
    [InlineData("1,2,3")]
    [InlineData("NaN")]
    [InlineData("1e9")]
    [InlineData("\u0661\u0662")]
    [InlineData("99999999999999999999999999999999")]
    public void ParseDecimal_AnythingElse_IsRefused(string? text) => FrenchText.ParseDecimal(text).IsOk.ShouldBeFalse();

    [Fact]
    public void Euros_ThenParseEuro_GivesTheSameAmount() =>
        Gen.Long[-100_000_000, 100_000_000]
            .Sample(cents => FrenchText.ParseEuro(FrenchText.Euros(Euro.FromCents(cents))).Value == Euro.FromCents(cents));

    [Fact]
    public void Euros_Thousands_AreGroupedWithoutBreaks() => FrenchText.Euros(new Euro(1770.5m)).ShouldBe("1\u202f770,50\u00a0€");

    [Theory]
    [InlineData("1'18''40", 78.40)]
    [InlineData("1'18''4", 78.4)]
    [InlineData("1’12’’90", 72.9)]
    [InlineData("1'55\"49", 115.49)]
    [InlineData("1'09''", 69)]
    public void ParseTrotTime_Published_IsSeconds(string text, double seconds) =>
        FrenchText.ParseTrotTime(text).Value.ShouldBe(seconds, 1e-9);

    [Theory]
    [InlineData("78,4")]
    [InlineData("1'1840")]
    [InlineData("1'\u0661\u0662''4")]
    [InlineData("")]
    public void ParseTrotTime_AnythingElse_IsRefused(string text) => FrenchText.ParseTrotTime(text).IsOk.ShouldBeFalse();

    [Fact]
    public void Number_OddsForPeople_HaveAComma()
    {
        FrenchText.Number(6.2, 1).ShouldBe("6,2");
        FrenchText.Number(12, 1).ShouldBe("12,0");
    }
}
