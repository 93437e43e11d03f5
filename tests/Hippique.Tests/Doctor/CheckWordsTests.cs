using System.Globalization;
using Hippique.Doctor;

namespace Hippique.Tests.Doctor;

/// <summary>Names of checks on a screen.</summary>
public sealed class CheckWordsTests
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    [Theory]
    [InlineData("time_zone", "time zone", "fuseau horaire")]
    [InlineData("clock", "clock", "horloge")]
    [InlineData("queue", "queue", "file")]
    [InlineData("service_url", "SERVICE_URL", "SERVICE_URL")]
    [InlineData("oidc_token", "OIDC token", "jeton OIDC")]
    [InlineData("cloud_tasks", "Cloud Tasks", "Cloud Tasks")]
    [InlineData("sources", "sources", "sources")]
    [InlineData("source_pmu", "source pmu", "source pmu")]
    [InlineData("budget_www.zeturf.fr", "budget www.zeturf.fr", "budget www.zeturf.fr")]
    [InlineData("patience_www.zeturf.fr", "wait of www.zeturf.fr", "attente de www.zeturf.fr")]
    [InlineData("of_a_later_version", "of_a_later_version", "of_a_later_version")]
    public void A_check_has_its_name_in_the_language(string name, string english, string french)
    {
        CheckWords.Of(name, English).ShouldBe(english);
        CheckWords.Of(name, French).ShouldBe(french);
    }

    [Fact]
    public void Every_kind_has_words_in_both_languages()
    {
        foreach (var kind in CheckWords.Kinds)
        {
            // The name of a variable is the same in all languages.
            CheckWords.Of(kind, English).Replace("SERVICE_URL", "").ShouldNotContain('_');
            CheckWords.Of(kind, French).Replace("SERVICE_URL", "").ShouldNotContain('_');
        }
    }
}
