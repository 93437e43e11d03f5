using System.Text;
using Hippique.Racing;
using Hippique.Sources.Recognition;
using Hippique.Sources.Tests.Pages;
using Hippique.Sources.Tests.RaceArchive;
using Hippique.Testing;
using Hippique.Testing.Sources;

namespace Hippique.Sources.Tests.Recognition;

public sealed class PageRecogniserTests
{
    [Theory]
    [InlineData("zeturf-programme.html", PageKind.ZeturfProgramme)]
    [InlineData("zeturf-course.html", PageKind.ZeturfRace)]
    [InlineData("zeturf-course-resulted.html", PageKind.ZeturfRace)]
    [InlineData("pmu-programme.json", PageKind.PmuProgramme)]
    [InlineData("pmu-participants.json", PageKind.PmuParticipants)]
    [InlineData("pmu-rapports.json", PageKind.PmuDividends)]
    public void Read_OwnPage_IsRecognisedAndRead(string file, PageKind expected)
    {
        var page = PageRecogniser.Read(file, Encoding.UTF8.GetBytes(OwnPages.Text(file)));

        page.Error.ShouldBeNull();
        page.Kind.ShouldBe(expected);
        (page.Programme is null).ShouldBe(expected is not (PageKind.ZeturfProgramme or PageKind.PmuProgramme));
        (page.Race is null).ShouldBe(expected != PageKind.ZeturfRace);
        (page.Result is null).ShouldBe(file != "zeturf-course-resulted.html");
        (page.Participants is null).ShouldBe(expected != PageKind.PmuParticipants);
        (page.Dividends is null).ShouldBe(expected != PageKind.PmuDividends);
    }

    [Fact]
    public void Read_BrokenPage_IsNamedByItsOwnReader()
    {
        Error(OwnPages.Text("zeturf-unavailable.html")).ShouldBe("ZeturfUnavailable unavailable");
        Error(OwnPages.Text("zeturf-course.html")[..9000]).ShouldBe("ZeturfRace truncated");
        Error(OwnPages.Text("zeturf-programme.html")[..5000]).ShouldBe("ZeturfProgramme truncated");
        Error(OwnPages.Text("zeturf-course.html").Replace("cotesInfos", "cotes", StringComparison.Ordinal)).ShouldBe("ZeturfRace changed");
        Error(OwnPages.Text("pmu-participants.json").Replace("\"nom\"", "\"name\"", StringComparison.Ordinal))
            .ShouldBe("PmuParticipants changed");
        Error(OwnPages.Text("pmu-programme.json")[..900]).ShouldBe("Unknown truncated");
        Error("{\"hello\": 1}").ShouldBe("Unknown foreign");
        Error("[]").ShouldBe("PmuDividends no_result_yet");
        Error("<html><body>weather</body></html>").ShouldBe("Unknown foreign");
        Error("hello").ShouldBe("Unknown malformed");
    }

    [Fact]
    public void Read_AnswerOnPmusPools_IsReadByItsKind()
    {
        Page(PmuPoolPages.Citations(At, ("E_SIMPLE_PLACE", [60, 40]))).Money!.Of(Pool.PmuInternet).ShouldHaveSingleItem();
        Page(PmuPoolPages.Combinations(At, ("E_SIMPLE_PLACE", 100, [([1], 60)]))).Money!.Of(Pool.PmuInternet).ShouldHaveSingleItem();
        Page(PmuPoolPages.Totals(("E_SIMPLE_PLACE", 100))).Totals!.Cents["E_SIMPLE_PLACE"].ShouldBe(100);
        Page(PmuPoolPages.PlaceRanges("E_SIMPLE_PLACE", At, 100, (1.1, 1.4))).Probable!.Place.ShouldHaveSingleItem();
        Page(PmuPoolPages.Pairs("E_COUPLE_PLACE", At, (1, 2, 4.5))).Probable!.Pairs.ShouldHaveSingleItem();
    }

    [Fact]
    public void Read_BrokenAnswerOnPmusPools_IsNamedByItsOwnReader()
    {
        Error(PmuPoolPages.Citations(At, ("E_SIMPLE_PLACE", [60, 40]))[..90]).ShouldBe("PmuCitations truncated");
        Error("""{"listeCitations": {}}""").ShouldBe("PmuCitations wrong_page");
        Error("""{"combinaisons": {}, "pariType": 1}""").ShouldBe("PmuCombinations wrong_page");
        Error(PmuPoolPages.PlaceRanges("E_TRIO", At, 100, (1.1, 1.4))).ShouldBe("PmuProbable changed");
        Error("""[{"typePari": "E_SIMPLE_PLACE", "totalEnjeu": "3"}]""").ShouldBe("PmuTotals changed");
        // Stakes of a single bet that cannot be right are notes of an answer that was read.
        var money = Page(
            PmuPoolPages.Citations(At, ("E_SIMPLE_PLACE", [60, 40])).Replace("\"ratio\":60", "\"ratio\":90", StringComparison.Ordinal)
        );
        money.Money!.Notes.ShouldHaveSingleItem().ShouldStartWith("pmu: changed: the money on E_SIMPLE_PLACE is left out: ");
    }

    [Fact]
    public void Read_FileOfRecordedRaces_ShowsItsDays()
    {
        using var packed = new TemporaryFile(RaceLineText.Gzip(RaceLineText.Race("R1C1").Line(), "junk"));
        using var plain = new TemporaryFile(Encoding.UTF8.GetBytes(RaceLineText.Race("R1C1").WithState(31, (1, 2.0)).Line()), "day.jsonl");

        foreach (var (file, priced, refused) in new[] { (packed, 0, 1), (plain, 1, 0) })
        {
            var page = PageRecogniser.Read(file.Path, TestContext.Current.CancellationToken);
            page.Kind.ShouldBe(PageKind.RecordedRaces);
            var day = page.Days.ShouldNotBeNull().ShouldHaveSingleItem();
            (day.Date, day.Races, day.Priced, day.WithResult, day.Refused.Count).ShouldBe((RaceLineText.Day, 1, priced, 1, refused));
        }
    }

    [Fact]
    public void Read_FileThatCannotBeRead_IsNamed()
    {
        using var cut = new TemporaryFile(RaceLineText.Gzip(RaceLineText.Race("R1C1").Line())[..50]);
        using var empty = new TemporaryFile([], "empty.html");
        using var bytes = new TemporaryFile([0x1f, 0x8b, 1, 2, 3, 4], "junk.gz");

        Error(PageRecogniser.Read(cut.Path, TestContext.Current.CancellationToken)).ShouldBe("RecordedRaces malformed");
        Error(PageRecogniser.Read(empty.Path, TestContext.Current.CancellationToken)).ShouldBe("Unknown truncated");
        Error(PageRecogniser.Read(bytes.Path, TestContext.Current.CancellationToken)).ShouldBe("RecordedRaces malformed");
        Error(PageRecogniser.Read("/nowhere/page.html", TestContext.Current.CancellationToken)).ShouldBe("Unknown not_found");
    }

    [Fact]
    public void Read_RandomBytes_AreNeverAPage()
    {
        var random = new byte[4096];
        for (var seed = 0; seed < 50; seed++)
        {
            for (var i = 0; i < random.Length; i++)
                random[i] = (byte)((seed * 7919 + i * i * 31 + i * 104729) >> (seed % 5));
            PageRecogniser.Read("random", random).Error.ShouldNotBeNull();
        }
    }

    [Fact]
    public void Read_EveryCapture_IsRecognised()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var folder = RealData.Path("captures");
        var read = Directory
            .EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".md", StringComparison.Ordinal))
            .Select(file =>
                (File: Path.GetRelativePath(folder, file), Page: PageRecogniser.Read(file, TestContext.Current.CancellationToken))
            )
            .OrderBy(entry => entry.File, StringComparer.Ordinal)
            .Select(entry => $"{entry.File} {entry.Page.Kind}{(entry.Page.Error is { } error ? " " + error.Code : "")}");

        read.ShouldBe([
            "boturfers/programme_2025-12-15.html BoturfersProgramme",
            "boturfers/programme_2025-12-23.html BoturfersProgramme",
            "geny/cotes_2026-09-24_excerpt.html GenyRace",
            "geny/error_2025-11-29.html GenyRace unavailable",
            "pmu/2025-11-05/participants_R1_C1.json PmuParticipants",
            // Detailed performances are not read by this program.
            "pmu/2025-11-05/performances_R1_C1.json PmuPerformances not_offered",
            "pmu/2025-11-05/programme_05112025.json PmuProgramme",
            "pmu/2025-11-05/rapports_R1_C1.json PmuDividends",
            "pmu/participants.json PmuParticipants",
            "pmu/programme.json PmuProgramme",
            "pmu/rapports_2026-09-24_R1C1_quinte_excerpt.json PmuDividends",
            "pmu/rapports_2026-09-28_R2C1_full.json PmuDividends",
            "pmu/rapports_couple_2sur4.json PmuDividends",
            "pmu/rapports_definitifs.json PmuDividends",
            "pmu/rapports_quinte.json PmuDividends",
            "zeturf/course_2024-06-20_longchamp_resulted.html ZeturfRace",
            "zeturf/course_2025-11-21_R4C1_resulted.html ZeturfRace",
            "zeturf/course_2026-01-18_R5C6_resulted.html ZeturfRace",
            "zeturf/programme_2025-11-20.html ZeturfProgramme",
            "zeturf/unavailable_2025-11-05.html ZeturfUnavailable unavailable",
            "zone-turf/horse_jullou_2025-12-13.html ZoneTurfHorse",
            "zone-turf/jockey_pasquier_2026-01-21.html ZoneTurfJockey",
        ]);
    }

    [Theory]
    [InlineData("days/2025-12-06.jsonl.gz", "2025-12-06")]
    [InlineData("races/two-pools-2026-04.jsonl.gz", "2026-04-22")]
    public void Read_RecordedFile_StartsOnItsFirstDay(string file, string first)
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);

        var page = PageRecogniser.Read(RealData.Path(file), TestContext.Current.CancellationToken);

        page.Error.ShouldBeNull();
        page.Days![0].Date.ShouldBe(DateOnly.ParseExact(first, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static DateTimeOffset At { get; } = new(2026, 1, 14, 13, 44, 30, TimeSpan.Zero);

    private static SavedPage Page(string text)
    {
        var page = PageRecogniser.Read("page", Encoding.UTF8.GetBytes(text));
        page.Error.ShouldBeNull();
        return page;
    }

    private static string Error(string text) => Error(PageRecogniser.Read("page", Encoding.UTF8.GetBytes(text)));

    private static string Error(SavedPage page) => $"{page.Kind} {page.Error.ShouldNotBeNull().Code}";
}
