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

    [Theory]
    [InlineData(6.25, 1, "6,3")]
    [InlineData(6.25, 2, "6,25")]
    [InlineData(6.2, 3, "6,2")]
    [InlineData(0.04, 1, "0,0")]
    [InlineData(-1.5, 1, "-1,5")]
    [InlineData(1234.5, 1, "1234,5")]
    public void Number_HasAtLeastOneDecimalAndAtMostThoseAskedFor(double value, int decimals, string text) =>
        FrenchText.Number(value, decimals).ShouldBe(text);

    [Theory]
    [InlineData(0, "0,00\u00a0€")]
    [InlineData(-350, "-3,50\u00a0€")]
    [InlineData(123456789, "1\u202f234\u202f567,89\u00a0€")]
    public void Euros_HaveTwoDecimals(long cents, string text) => FrenchText.Euros(Euro.FromCents(cents)).ShouldBe(text);

    /// <summary>What the program writes, it reads; whatever kind of space stands between the groups.</summary>
    [Fact]
    public void ParseDecimal_GroupsWithAnyKindOfSpace_AreRead() =>
        Gen.Select(Gen.Int[1, 999], Gen.Int[0, 999], Gen.OneOf(" ", "\u00a0", "\u202f", "\u2009", "&nbsp;"))
            .Sample(
                (thousands, rest, space) =>
                    FrenchText.ParseDecimal($"{thousands}{space}{rest:000},25").Value == thousands * 1000 + rest + .25m
            );

    [Fact]
    public void ParseTrotTime_AnyTime_IsItsSeconds() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 99], Gen.Int[0, 99])
            .Sample(
                (minutes, seconds, hundredths) =>
                    FrenchText
                        .ParseTrotTime($"{minutes}'{seconds:00}''{hundredths:00}")
                        .Value.ShouldBe(minutes * 60 + seconds + hundredths / 100.0, 1e-9)
            );

    [Fact]
    public void AnyText_IsReadOrRefusedAndNeverThrows() =>
        Gen.String.Sample(text =>
        {
            (FrenchText.ParseDecimal(text).IsOk || FrenchText.ParseDecimal(text).Error.ToString().Length > 0).ShouldBeTrue();
            (FrenchText.ParseEuro(text).IsOk || FrenchText.ParseEuro(text).Error.ToString().Length > 0).ShouldBeTrue();
            (FrenchText.ParseTrotTime(text).IsOk || FrenchText.ParseTrotTime(text).Error.ToString().Length > 0).ShouldBeTrue();
        });

    /// <summary>On a machine of another culture the text is the same.</summary>
    [Fact]
    public void CultureOfTheMachine_DoesNotMatter()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("en-US");
            var english = (FrenchText.Number(6.2, 1), FrenchText.Euros(new Euro(1770.5m)), FrenchText.ParseDecimal("6,2").Value);
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("ar-SA");
            (FrenchText.Number(6.2, 1), FrenchText.Euros(new Euro(1770.5m)), FrenchText.ParseDecimal("6,2").Value).ShouldBe(english);
            new Euro(1770.5m).ToString().ShouldBe("1770.50");
            new RaceId(new DateOnly(2025, 11, 22), new RaceCode(1, 3)).ToString().ShouldBe("2025-11-22/R1C3");
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
