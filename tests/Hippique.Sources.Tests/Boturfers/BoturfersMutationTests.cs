using Hippique.Sources.Boturfers;
using Hippique.Sources.Tests.Pages;
using Hippique.Testing;

namespace Hippique.Sources.Tests.Boturfers;

/// <summary>Whatever a page has become, it is read or refused by name.</summary>
public sealed class BoturfersMutationTests
{
    [Fact]
    public void Page_Mutated_IsReadOrRefused() =>
        Fuzz.Sample(
            BoturfersProgrammeTests.Page([.. Enumerable.Range(1, 9).Select(race => BoturfersProgrammeTests.Row(race, "1774706400"))]),
            Check
        );

    [Fact]
    public void Captured_page_cut_to_its_first_races_and_mutated_is_read_or_refused()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var page = File.ReadAllText(RealData.Path("captures/boturfers/programme_2025-12-15.html"));
        var first = page.IndexOf("<div class=\"tab-pane", StringComparison.Ordinal);
        var cut = string.Concat(page.AsSpan(0, 3_000), "<body>", page.AsSpan(first, 16_000), "</body></html>");

        Fuzz.Sample(cut, Check, Fuzz.Pages / 2);
    }

    private static void Check(string html)
    {
        var answer = BoturfersProgramme.Read(html, "u", null);
        if (answer is SourceAnswer<Programme>.Found { Value: var programme })
            programme.Races.ShouldNotBeEmpty();
        else
            ((SourceAnswer<Programme>.Refused)answer).Error.Missing.ToString().ShouldNotBeNullOrWhiteSpace();
    }
}
