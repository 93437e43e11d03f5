using Hippique.Sources.Tests.Pages;
using Hippique.Sources.ZEturf;
using Hippique.Testing;

namespace Hippique.Sources.Tests.ZEturf;

/// <summary>Whatever a page has become, it is read or refused by name: no exception, and never a race without runners.</summary>
public sealed class ZEturfMutationTests
{
    [Theory]
    [InlineData("zeturf-course.html")]
    [InlineData("zeturf-course-resulted.html")]
    public void RacePage_Mutated_IsReadOrRefused(string page) => Fuzz.Sample(OwnPages.Text(page), CheckRace);

    [Fact]
    public void ProgrammePage_Mutated_IsReadOrRefused() => Fuzz.Sample(OwnPages.Text("zeturf-programme.html"), CheckProgramme);

    [Fact]
    public void CapturedPages_CutAndMutated_AreReadOrRefused()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var race = Shortened(
            File.ReadAllText(RealData.Path("captures/zeturf/course_2025-11-21_R4C1_resulted.html")),
            "Course.init(",
            "table-runners"
        );
        var day = Shortened(File.ReadAllText(RealData.Path("captures/zeturf/programme_2025-11-20.html")), "<body", "id=\"frise-course\"");

        Fuzz.Sample(race, CheckRace, Fuzz.Pages / 2);
        Fuzz.Sample(day, CheckProgramme, Fuzz.Pages / 2);
    }

    /// <summary>Windows of 7 kB around what the parser looks for, and the end of the page.</summary>
    private static string Shortened(string page, string first, string second)
    {
        const int Window = 7_000;
        string From(string mark)
        {
            var at = Math.Max(0, page.IndexOf(mark, StringComparison.Ordinal) - 200);
            return page.Substring(at, Math.Min(Window, page.Length - at));
        }
        return page[..400] + From(first) + "<body id=\"course\">" + From(second) + page[^400..];
    }

    private static void CheckRace(string html)
    {
        var answer = ZEturfRacePage.Parse(html, "u");
        if (answer is SourceAnswer<ZEturfRace>.Found { Value: var race })
        {
            race.View.Card.Runners.ShouldNotBeEmpty();
            race.View.Card.Name.ShouldNotBeNullOrWhiteSpace();
            race.View.Pools.ShouldHaveSingleItem();
        }
        else
        {
            ((SourceAnswer<ZEturfRace>.Refused)answer).Error.Missing.ToString().ShouldNotBeNullOrWhiteSpace();
        }
    }

    private static void CheckProgramme(string html)
    {
        var answer = ZEturfProgrammePage.Parse(html, "u");
        if (answer is SourceAnswer<Programme>.Found { Value: var programme })
            programme.Races.ShouldNotBeEmpty();
        else
            ((SourceAnswer<Programme>.Refused)answer).Error.Missing.ToString().ShouldNotBeNullOrWhiteSpace();
    }
}
