using Hippique.Dashboard.Rules;
using Hippique.Gpi.Rules;
using Hippique.Hosting;

namespace Hippique.Tests.Dashboard;

/// <summary>The words and numbers of the page on rules.</summary>
public sealed class GlossaryTests
{
    [Fact]
    public void Both_languages_have_the_same_words_in_the_same_order()
    {
        var (english, french) = (Glossary.In("en"), Glossary.In("fr"));

        french.Select(part => part.Terms.Count).ShouldBe(english.Select(part => part.Terms.Count));
        foreach (var (one, other) in english.SelectMany(part => part.Terms).Zip(french.SelectMany(part => part.Terms)))
        {
            other.Anchor.ShouldBe(one.Anchor);
            // What is French in the English file is the same word in the French one.
            if (one.Words.StartsWith('*'))
                Glossary.AnchorOf(other.Words).ShouldBe(one.Anchor);
            other.Meaning.ShouldNotBe(one.Meaning);
        }
    }

    [Fact]
    public void Each_word_has_an_anchor_of_its_own()
    {
        var anchors = Glossary.In("fr").SelectMany(part => part.Terms).Select(term => term.Anchor).ToList();

        anchors.ShouldBeUnique();
        anchors.ShouldAllBe(anchor => anchor.Length > 0);
        anchors.ShouldContain("clv");
        anchors.ShouldContain("reunion");
        // The page has parts of these names.
        anchors.ShouldNotContain("set");
        anchors.ShouldNotContain("dated");
        anchors.ShouldNotContain("glossary");
    }

    public static TheoryData<string> Sets => [.. RuleSets.Names];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Each_number_of_a_rule_set_is_explained_in_both_languages(string name)
    {
        var parts = RuleParts.Of(RuleSets.Text(name));

        parts.Sum(part => part.Numbers.Count).ShouldBeGreaterThan(50);
        foreach (var culture in new[] { "fr-FR", "en-GB" }.Select(System.Globalization.CultureInfo.GetCultureInfo))
        {
            Texts.In(culture, $"dash_rules_is_{name.Replace('-', '_').Replace('.', '_')}").ShouldNotBeEmpty();
            foreach (var part in parts)
            {
                Texts.In(culture, $"dash_rules_part_{(part.Name.Length == 0 ? "whole" : part.Name)}").ShouldNotBeEmpty();
                part.Numbers.ShouldAllBe(number => Texts.In(culture, number.TextKey, Array.Empty<object>()).Length > 0);
            }
        }
    }
}
