using System.Text.RegularExpressions;
using Hippique.Sources.Countries;

namespace Hippique.Sources.Tests.Countries;

public sealed class CountryNamesTests
{
    [Theory]
    [InlineData("FR", "Vincennes", "FRA")]
    [InlineData("be", "Mons", "BEL")]
    // The machine's code counts before the name.
    [InlineData("BE", "Mons [France]", "BEL")]
    [InlineData(null, "Mons [Belgique]", "BEL")]
    [InlineData(null, "Mons (Belgique)", "BEL")]
    [InlineData(null, "Happy Valley (hong kong)", "HKG")]
    [InlineData(null, "Happy Valley (Hong-Kong)", "HKG")]
    [InlineData(null, "Solvalla [Suède]", "SWE")]
    [InlineData(null, "Solvalla [Suede]", "SWE")]
    [InlineData(null, "Meydan ( Émirats Arabes Unis )", "ARE")]
    [InlineData("XX", "Mons (Belgique)", "BEL")]
    public void Country_comes_from_the_code_else_from_the_brackets(string? alpha2, string meeting, string expected) =>
        CountryNames.Alpha3(alpha2, meeting).ShouldBe(expected);

    [Theory]
    [InlineData(null, "Vincennes")]
    [InlineData("", "Vincennes")]
    [InlineData("FRA", "Vincennes")]
    [InlineData("F", "Vincennes")]
    [InlineData(null, "Mons (Atlantide)")]
    [InlineData(null, "Mons (Belgique")]
    [InlineData(null, "Mons ) Belgique (")]
    [InlineData(null, "()")]
    public void Country_that_is_not_known_is_empty_and_never_french(string? alpha2, string meeting) =>
        CountryNames.Alpha3(alpha2, meeting).ShouldBeEmpty();

    [Theory]
    [InlineData("Mons (Belgique)", "Mons")]
    [InlineData("Mons [Belgique]", "Mons")]
    [InlineData("  Val-Doux  ", "Val-Doux")]
    [InlineData("(Belgique)", "(Belgique)")]
    [InlineData("", "")]
    public void Name_of_a_meeting_has_no_brackets(string meeting, string expected) => CountryNames.MeetingName(meeting).ShouldBe(expected);

    [Fact]
    public void Every_code_of_two_letters_gives_one_of_three()
    {
        var letters = Enumerable.Range('A', 26).Select(letter => (char)letter).ToArray();
        var known = letters
            .SelectMany(_ => letters, (first, second) => $"{first}{second}")
            .Select(alpha2 => (alpha2, Alpha3: CountryCode.FromAlpha2(alpha2)))
            .Where(pair => pair.Alpha3.Length > 0)
            .ToList();

        // ISO 3166-1 without Western Sahara, Kosovo, and Serbia and Montenegro, which old races still have.
        known.Count.ShouldBe(248 + 2);
        known.ShouldAllBe(pair => Regex.IsMatch(pair.Alpha3, "^[A-Z]{3}$"));
        known.Select(pair => pair.Alpha3).ShouldBeUnique();
        CountryCode.FromAlpha2(null).ShouldBeEmpty();
    }
}
