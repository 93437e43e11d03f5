using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Hippique.Hosting;

namespace Hippique.Tests.Hosting;

public sealed partial class TextsTests
{
    private static readonly ResourceManager Resources = new("Hippique.Hosting.Texts", typeof(Texts).Assembly);

    [Fact]
    public void Every_text_is_there_in_both_languages_with_the_same_places()
    {
        var english = All(CultureInfo.InvariantCulture);
        var french = All(CultureInfo.GetCultureInfo("fr"));

        french.Keys.Order().ShouldBe(english.Keys.Order());
        foreach (var (key, text) in english)
            Places(french[key]).ShouldBe(Places(text), key);
    }

    [Theory]
    [InlineData("fr-FR", "Jouer comporte des risques")]
    [InlineData("en-GB", "Gambling involves risks")]
    public void The_warning_names_the_risks_the_age_and_the_helpline(string culture, string begins)
    {
        var line = Texts.In(CultureInfo.GetCultureInfo(culture), "gambling_risks");

        line.ShouldStartWith(begins);
        line.ShouldContain("18+");
        line.ShouldContain("09 74 75 13 13");
    }

    /// <summary>Verbs and the like that may follow a number's or a name's place and end as a plural does.</summary>
    private static readonly string[] NoNouns =
    [
        "is",
        "has",
        "needs",
        "was",
        "refuses",
        "holds",
        "answers",
        "does",
        "dans",
        "plus",
        "pas",
        "sous",
        "sans",
        "jamais",
        "odds",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("fr")]
    public void Counted_noun_has_a_singular_and_a_plural(string language)
    {
        foreach (var (key, text) in All(CultureInfo.GetCultureInfo(language)))
        {
            text.ShouldNotContain("(s)", customMessage: key);
            text.ShouldNotContain("(e)", customMessage: key);
            // A word in -s right after a bare place is a plural, unless it is a verb or a preposition.
            CountedNoun()
                .Matches(text)
                .Select(match => match.Groups[1].Value)
                .Except(NoNouns)
                .ShouldBeEmpty($"{key}: write {{0:n|one|many}}");
            foreach (Match count in CountPlace().Matches(text))
                count.Groups[1].Value.Split('|').ShouldAllBe(form => form.Length > 0, key);
            CountPlace().Matches(text).ShouldAllBe(count => count.Groups[1].Value.Split('|').Length == 2, key);
        }
    }

    private static Dictionary<string, string> All(CultureInfo culture) =>
        Resources
            .GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static string Places(string text) =>
        string.Join(',', Place().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order());

    [GeneratedRegex(@"\{\d+(?::0)?\} (\p{Ll}+s)\b")]
    private static partial Regex CountedNoun();

    [GeneratedRegex(@"\{\d+:[ns]\|([^}]*)\}")]
    private static partial Regex CountPlace();

    [GeneratedRegex(@"\{(\d+)")]
    private static partial Regex Place();
}
