using System.Globalization;
using Hippique.Hosting;

namespace Hippique.Tests.Hosting;

public sealed class CountFormatTests
{
    [Theory]
    [InlineData("en-GB", 0, "0 races are")]
    [InlineData("en-GB", 1, "1 race is")]
    [InlineData("en-GB", 2, "2 races are")]
    [InlineData("fr-FR", 0, "0 race is")]
    [InlineData("fr-FR", 1, "1 race is")]
    [InlineData("fr-FR", 2, "2 races are")]
    public void Noun_and_verb_follow_the_number(string language, int number, string expected) =>
        string.Format(new CountFormat(CultureInfo.GetCultureInfo(language)), "{0:n|race|races} {0:s|is|are}", number).ShouldBe(expected);

    [Theory]
    [InlineData("en-GB", "1.50 € are")]
    [InlineData("fr-FR", "1,50 € is")]
    public void Amount_below_two_is_singular_in_French(string language, string expected) =>
        string.Format(new CountFormat(CultureInfo.GetCultureInfo(language)), "{0:0.00} € {0:s|is|are}", 1.5m).ShouldBe(expected);

    [Fact]
    public void Any_other_format_is_the_language_s_own() =>
        string.Format(
                new CountFormat(CultureInfo.GetCultureInfo("fr-FR")),
                "{0:0.0} {1} {2} {3:HH:mm}",
                1.25,
                null,
                "x",
                new DateTime(2025, 11, 22, 13, 5, 0)
            )
            .ShouldBe("1,3  x 13:05");
}
