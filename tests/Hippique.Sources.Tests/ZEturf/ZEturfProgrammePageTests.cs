using System.Globalization;
using Hippique.Racing;
using Hippique.Sources.Tests.Pages;
using Hippique.Sources.ZEturf;
using Hippique.Testing;

namespace Hippique.Sources.Tests.ZEturf;

public sealed class ZEturfProgrammePageTests
{
    private const string Url = "https://www.zeturf.fr/fr/programmes-et-pronostics";
    private static readonly string Own = OwnPages.Text("zeturf-programme.html");

    [Fact]
    public void Parse_OwnPage_GivesEachRaceOnceInOrder()
    {
        var programme = Found(ZEturfProgrammePage.Parse(Own, Url));

        programme.Date.ShouldBe(new DateOnly(2025, 3, 14));
        programme.Refused.ShouldBeEmpty();
        programme
            .Races.Select(race => $"{race.Link.Code} {race.Meeting} {race.Country} {race.Discipline} {Paris(race.Off)} {race.Name}")
            .ShouldBe([
                "R1C1 VILLEBELLE FRA Unknown 14 13:55 Prix de l'Essai",
                "R1C2 VILLEBELLE FRA Unknown 14 14:30 Prix du Grand Pré - Trophée",
                "R3C1 PRES NEUFS FRA Flat 14 16:05 Prix des Chardons",
                "R50C1 NORDVIK SWE Harness 14 18:20 Vårloppet",
                "R60C9 LAKESIDE USA Harness 14 23:50 Race 9",
                "R60C10 LAKESIDE USA Harness 15 00:21 Race 10",
            ]);
        programme.Races.Where(race => race.Cancelled).ShouldHaveSingleItem().Link.Code.ShouldBe(new RaceCode(50, 1));
        programme.Races[0].Link.Url.ShouldBe("https://www.zeturf.fr/fr/course/2025-03-14/R1C1-villebelle-prix-de-l-essai");
    }

    [Fact]
    public void Parse_OtherDayThanAsked_IsTheWrongPage()
    {
        var error = Refused(ZEturfProgrammePage.Parse(Own, Url, new DateOnly(2025, 3, 15)));

        error.Kind.ShouldBe(SourceErrorKind.WrongPage);
        error.Missing.ToString().ShouldBe("asked for 2025-03-15, the page shows 2025-03-14");
        error.Where.ShouldBe(Url);
    }

    [Fact]
    public void Parse_RaceWithoutItsOff_IsRefusedByNameAndTheOthersStand()
    {
        var broken = Own.Replace("data-depart=\"1741964700\"", "data-depart=\"soon\"", StringComparison.Ordinal);

        var programme = Found(ZEturfProgrammePage.Parse(broken, Url));

        programme.Races.Select(race => race.Link.Code.ToString()).ShouldBe(["R1C1", "R1C2", "R50C1", "R60C9", "R60C10"]);
        programme.Refused.ShouldHaveSingleItem().Missing.ToString().ShouldBe("R3C1 has no off (data-depart)");
    }

    [Fact]
    public void Parse_SameRaceWithTwoOffs_KeepsTheFirstAndSaysSo()
    {
        var at = Own.LastIndexOf("data-depart=\"1741956900\"", StringComparison.Ordinal);
        var broken = Own.Remove(at, 24).Insert(at, "data-depart=\"1741957000\"");

        Found(ZEturfProgrammePage.Parse(broken, Url))
            .Refused.ShouldHaveSingleItem()
            .Missing.ToString()
            .ShouldContain("R1C1 stands on the page twice");
    }

    [Theory]
    [InlineData("<title>Pronostics &amp; Cotes des courses du 14/03/2025</title>", "<title>Pronostics</title>", "names no day")]
    [InlineData("id=\"frise-course\"", "id=\"frise\"", "#frise-course")]
    [InlineData("data-depart", "data-start", "no race of 2025-03-14")]
    public void Parse_PartMissing_SaysTheSiteChanged(string part, string replacement, string missing)
    {
        var error = Refused(ZEturfProgrammePage.Parse(Own.Replace(part, replacement, StringComparison.Ordinal), Url));

        error.Kind.ShouldBe(SourceErrorKind.Changed);
        error.Missing.ToString().ShouldContain(missing);
    }

    [Fact]
    public void Parse_PageOfAnotherKind_IsNamed()
    {
        Kind(OwnPages.Text("zeturf-unavailable.html")).ShouldBe(SourceErrorKind.Unavailable);
        Kind(OwnPages.Text("zeturf-course.html")).ShouldBe(SourceErrorKind.WrongPage);
        Kind("<html><body id=\"x\">hello</body></html>").ShouldBe(SourceErrorKind.Foreign);
        Kind("<html><body id=\"x\">we compare zeturf odds</body></html>").ShouldBe(SourceErrorKind.Foreign);
        Kind(Own[..(Own.Length / 2)]).ShouldBe(SourceErrorKind.Truncated);
        Kind("").ShouldBe(SourceErrorKind.Truncated);
        Kind("{\"a\": 1}").ShouldBe(SourceErrorKind.Malformed);
        Kind("\u001f\u008b\b\0\0").ShouldBe(SourceErrorKind.Malformed);
    }

    [Fact]
    public void Parse_HostileNesting_IsRefusedBeforeItCostsAnything()
    {
        var deep = Own.Replace("<body", string.Concat(Enumerable.Repeat("<div>", 200_000)) + "<body", StringComparison.Ordinal);
        Refused(ZEturfProgrammePage.Parse(deep, Url)).Missing.ToString().ShouldBe("elements are nested too deeply");

        var wide = Own.Replace(
            "<body",
            "<body " + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}=1 ")),
            StringComparison.Ordinal
        );
        Refused(ZEturfProgrammePage.Parse(wide, Url)).Missing.ToString().ShouldBe("a tag has too many attributes");
    }

    [Fact]
    public void Parse_CapturedProgramme_HasItsKnownRaces()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var html = File.ReadAllText(RealData.Path("captures/zeturf/programme_2025-11-20.html"));

        var programme = Found(ZEturfProgrammePage.Parse(html, Url, new DateOnly(2025, 11, 20)));

        // Counted on the page by hand and with another program.
        programme.Refused.ShouldBeEmpty();
        programme.Races.Count.ShouldBe(189);
        programme.Races.Select(race => race.Link.Code).Distinct().Count().ShouldBe(189);
        programme.Races.Count(race => ParisTime.DayOf(race.Off) == new DateOnly(2025, 11, 21)).ShouldBe(18);
        programme.Races.ShouldAllBe(race => ParisTime.ProgrammeOf(race.Off) == programme.Date && race.Country.Length == 3);
        Counts(programme, race => race.Country)
            .ShouldBe("ARG 7, AUS 7, CAN 6, CHL 2, DEU 6, ESP 5, FRA 24, GBR 41, IRL 8, NOR 7, SWE 19, USA 47, ZAF 10");
        Counts(programme, race => race.Discipline.ToString()).ShouldBe("Flat 77, Harness 74, Steeplechase 8, Unknown 30");
        Counts(programme with { Races = [.. programme.Races.Where(race => race.Cancelled)] }, race => race.Meeting).ShouldBe("GAVLE 9");
        programme.Races.Select(race => race.Meeting).Distinct().Count().ShouldBe(24);
        Line(programme, "R1C5").ShouldBe("R1C5 VINCENNES 20 16:17 Prix de Picardie");
        Line(programme, "R4C5").ShouldBe("R4C5 GRAIGNES 20 18:55 Prix Bar-PMU Relais de Saint-Jean");
        // The titles of the links name the same times as data-depart.
        var titles = System.Text.RegularExpressions.Regex.Matches(
            html,
            "data-depart=\"(\\d+)\">\\s*<a href=\"[^\"]*\"\\s*title=\"(\\d\\d)h(\\d\\d)"
        );
        programme
            .Races.Select(race => Paris(race.Off)[3..])
            .ShouldBe(titles.Select(title => $"{title.Groups[2].Value}:{title.Groups[3].Value}"));
    }

    private static string Line(Programme programme, string code)
    {
        var race = programme.Races.Single(entry => entry.Link.Code.ToString() == code);
        return $"{race.Link.Code} {race.Meeting} {Paris(race.Off)} {race.Name}";
    }

    private static string Counts(Programme programme, Func<ProgrammeRace, string> key) =>
        string.Join(
            ", ",
            programme.Races.GroupBy(key).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Count()}")
        );

    private static string Paris(DateTimeOffset off) => ParisTime.ToParis(off).ToString("dd HH:mm", CultureInfo.InvariantCulture);

    private static SourceErrorKind Kind(string html) => Refused(ZEturfProgrammePage.Parse(html, Url)).Kind;

    private static Programme Found(SourceAnswer<Programme> answer) => answer.ShouldBeOfType<SourceAnswer<Programme>.Found>().Value;

    private static SourceError Refused(SourceAnswer<Programme> answer) => answer.ShouldBeOfType<SourceAnswer<Programme>.Refused>().Error;
}
