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

    [Theory]
    [InlineData("fr-FR", "mercredi 1er avril 2026", "jeudi 2 avril 2026")]
    [InlineData("en-GB", "Wednesday 1 April 2026", "Thursday 2 April 2026")]
    public void First_of_a_month_is_said_as_the_language_does(string culture, string first, string second)
    {
        Texts.In(CultureInfo.GetCultureInfo(culture), "long_date", new DateOnly(2026, 4, 1)).ShouldBe(first);
        Texts.In(CultureInfo.GetCultureInfo(culture), "long_date", new DateOnly(2026, 4, 2)).ShouldBe(second);
    }

    /// <summary>Whatever text has the name of a month: an ordinal that is made in one place, and no format that passes it by.</summary>
    [Fact]
    public void No_French_text_says_1_avril()
    {
        var dated = All(CultureInfo.GetCultureInfo("fr")).Where(text => text.Value.Contains("d MMMM", StringComparison.Ordinal)).ToList();
        dated.Count.ShouldBeGreaterThan(15);
        foreach (var (key, text) in dated)
        {
            object[] places = [.. Enumerable.Range(0, 10).Select(_ => (object)new DateOnly(2026, 4, 1))];
            var only = Regex.Replace(text, @"\{\d+(?::(?!dddd d MMMM|d MMMM)[^}]*)?\}", "");
            string.Format(new CountFormat(CultureInfo.GetCultureInfo("fr-FR")), only, places)
                .ShouldNotContain("1 avril", Case.Sensitive, key);
        }
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
