using System.Globalization;
using System.Text;
using Hippique.Racing;
using Hippique.Sources.Boturfers;
using Hippique.Testing;

namespace Hippique.Sources.Tests.Boturfers;

public sealed class BoturfersProgrammeTests
{
    private static readonly DateOnly Day = new(2026, 3, 28);

    [Fact]
    public void Programme_of_23_December_2025_has_41_races_at_five_meetings()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var programme = Real("captures/boturfers/programme_2025-12-23.html", new DateOnly(2025, 12, 23));

        programme.Refused.ShouldBeEmpty();
        programme.Races.Count.ShouldBe(41);
        programme
            .Races.Select(race => (race.Link.Code.Meeting, race.Meeting, race.Country))
            .Distinct()
            .ShouldBe([
                (1, "Deauville", ""),
                (3, "Argentan", ""),
                (4, "Cagnes Sur Mer", ""),
                (5, "Mons", "BEL"),
                (6, "Happy Valley", "HKG"),
            ]);
        var first = programme.Races[0];
        first.Link.Code.ShouldBe(new RaceCode(1, 1));
        first.Name.ShouldBe("Prix De Giverny");
        // 13h55 on the page.
        first.Off.ShouldBe(new DateTimeOffset(2025, 12, 23, 12, 55, 0, TimeSpan.Zero));
        first.Discipline.ShouldBe(Discipline.Flat);
        first.Runners.ShouldBe(16);
        first.Link.Url.ShouldBe("https://www.boturfers.fr/quinte-du-jour");
        programme.Races[1].Link.Url.ShouldBe("https://www.boturfers.fr/course/1091768-r1c2-prix-du-marche-de-noel-de-deauville");
    }

    [Fact]
    public void Programme_of_15_December_2025_has_24_races_with_jumps()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var programme = Real("captures/boturfers/programme_2025-12-15.html", new DateOnly(2025, 12, 15));

        programme.Refused.ShouldBeEmpty();
        programme.Races.Count.ShouldBe(24);
        programme.Races[0].Discipline.ShouldBe(Discipline.Hurdle);
        programme.Races[0].Runners.ShouldBe(10);
        programme.Races.ShouldAllBe(race => race.Discipline != Discipline.Unknown && race.Runners > 0);
        // The head of the page counts 326 horses in its 24 races.
        programme.Races.Sum(race => race.Runners).ShouldBe(326);
    }

    [Fact]
    public void Race_without_an_off_is_refused_by_name_and_the_others_stand()
    {
        var programme = Found(Page(Row(1, "1774706400"), Row(2, "bientôt"), Row(3, "1774713000")));

        programme.Races.Select(race => race.Link.Code.Race).ShouldBe([1, 3]);
        programme.Refused.ShouldHaveSingleItem().Missing.ToString().ShouldBe("the off (data-timestamp) of R2C2");
    }

    [Fact]
    public void The_marked_row_is_the_quinte()
    {
        var marked = Row(3, "1774713000").Replace("<tr>", "<tr class=\"quinte\">", StringComparison.Ordinal);
        Found(Page(Row(1, "1774706400"), marked)).Races.Select(race => race.Quinte).ShouldBe([false, true]);
    }

    [Fact]
    public void Fewer_rows_than_the_head_counts_is_said()
    {
        var page = Page(Row(1, "1774706400")).Replace("1 courses", "9 courses", StringComparison.Ordinal);

        Found(page).Refused.ShouldHaveSingleItem().Missing.ToString().ShouldBe("the page counts 9 races and lists 1");
    }

    [Fact]
    public void Digits_of_another_script_are_no_number() =>
        Found(Page(Row(1, "1774706400")).Replace("1 courses", "\u0661\u0662 courses", StringComparison.Ordinal)).Refused.ShouldBeEmpty();

    [Theory]
    [InlineData("2026-03-29", SourceErrorKind.WrongPage)]
    [InlineData("2026-03-27", SourceErrorKind.WrongPage)]
    public void Another_day_is_the_wrong_page(string asked, SourceErrorKind kind) =>
        Refused(Page(Row(1, "1774706400")), DateOnly.ParseExact(asked, "yyyy-MM-dd", CultureInfo.InvariantCulture)).Kind.ShouldBe(kind);

    [Fact]
    public void Cut_foreign_and_empty_pages_are_named()
    {
        var page = Page(Row(1, "1774706400"));
        Refused(page[..(page.Length / 2)], Day).Kind.ShouldBe(SourceErrorKind.Truncated);
        Refused("<html><title>Programme 28/03/2026</title></html>", Day).Kind.ShouldBe(SourceErrorKind.Foreign);
        Refused(Page(), Day).Kind.ShouldBe(SourceErrorKind.Changed);
    }

    internal static string Page(params string[] rows)
    {
        var html = new StringBuilder("<html><head><title>Programme des courses PMU du jour le 28/03/2026</title></head><body>");
        html.Append(
            CultureInfo.InvariantCulture,
            $"<div class=\"summary\"><div class=\"dot-separated\"><span>{rows.Length} courses</span></div></div>"
        );
        html.Append(
            "<a href=\"https://www.boturfers.fr/\">Boturfers</a><div class=\"tab-pane\" id=\"r2\"><h3 class=\"reu-title\">R2 - Val-Doux (Belgique)</h3>"
        );
        html.Append("<table class=\"table data prgm\"><tbody>").AppendJoin("", rows);
        return html.Append("</tbody></table></div></body></html>\n").ToString();
    }

    internal static string Row(int number, string off) =>
        $"""
            <tr><td class="hour coming" data-timestamp="{off}" data-status="A venir"><span class="txt">15h00</span></td>
            <th class="num affix"><span class="obflink rxcx ">R2 C{number}</span></th>
            <td class="crs"><span class="name"><a href="/course/10{number}-r2c{number}-prix-clair">Prix Clair {number}</a></span><span class="carac">Monté &nbsp; 2&nbsp;700m</span></td>
            <td class="nb">12</td></tr>
            """;

    private static Programme Real(string path, DateOnly day) =>
        BoturfersProgramme.Read(File.ReadAllText(RealData.Path(path)), path, day).ShouldBeOfType<SourceAnswer<Programme>.Found>().Value;

    private static Programme Found(string html) =>
        BoturfersProgramme.Read(html, "page", Day).ShouldBeOfType<SourceAnswer<Programme>.Found>().Value;

    private static SourceError Refused(string html, DateOnly day) =>
        BoturfersProgramme.Read(html, "page", day).ShouldBeOfType<SourceAnswer<Programme>.Refused>().Error;
}
