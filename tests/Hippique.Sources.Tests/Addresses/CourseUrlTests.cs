using Hippique.Racing;
using Hippique.Sources.Addresses;
using Hippique.Sources.Pmu;
using Hippique.Sources.Registration;
using Hippique.Sources.ZEturf;

namespace Hippique.Sources.Tests.Addresses;

public sealed class CourseUrlTests
{
    [Theory]
    [InlineData("https://www.zeturf.fr/fr/course/2025-11-20/R1C1-villebelle-prix-x", "zeturf", "villebelle-prix-x")]
    [InlineData("https://www.zeturf.fr/fr/course/2025-11-20/R1C1", "zeturf", null)]
    [InlineData("HTTPS://WWW.ZETURF.FR/fr/course/2025-11-20/R1C1-a?utm=1#top", "zeturf", "a")]
    [InlineData("https://www.pmu.fr/turf/20112025/R1/C1", "pmu", null)]
    [InlineData("  https://www.pmu.fr/turf/20112025/R1/C1/  ", "pmu", null)]
    public void Parse_PageOfARace_GivesItsParts(string url, string source, string? slug)
    {
        var parsed = CourseUrl.Parse(url, Public);

        parsed.Value.ShouldBe(new CourseReference(source, new DateOnly(2025, 11, 20), new RaceCode(1, 1), slug));
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData(" ", "missing")]
    [InlineData("R1C1", "no address")]
    [InlineData("/fr/course/2025-11-20/R1C1", "expected")]
    [InlineData("ftp://www.zeturf.fr/fr/course/2025-11-20/R1C1", "'ftp' addresses")]
    [InlineData("file:///etc/passwd", "'file' addresses")]
    [InlineData("http://www.zeturf.fr/fr/course/2025-11-20/R1C1", "another scheme or port")]
    [InlineData("https://www.zeturf.fr:8443/fr/course/2025-11-20/R1C1", "another scheme or port")]
    [InlineData("https://user:secret@www.zeturf.fr/fr/course/2025-11-20/R1C1", "user name")]
    [InlineData("https://www.zeturf.fr@evil.example/fr/course/2025-11-20/R1C1", "user name")]
    [InlineData("https://evil.example/fr/course/2025-11-20/R1C1", "'evil.example' is not a site")]
    [InlineData("https://www.zeturf.fr.evil.example/fr/course/2025-11-20/R1C1", "not a site")]
    [InlineData("https://www.zeturf.fr./fr/course/2025-11-20/R1C1", "not a site")]
    [InlineData("https://www.zeturf.fr\\@evil.example/fr/course/2025-11-20/R1C1", "no address")]
    [InlineData("https://www.zeturf.fr/fr/course/2025-11-20/R1C1\r\nHost: evil", "no address")]
    [InlineData("https://www.zeturf.fr/fr/course/2025-11-31/R1C1", "no date")]
    [InlineData("https://www.zeturf.fr/fr/course/2025-11-20/R0C1", "start at 1")]
    [InlineData("https://www.zeturf.fr/fr/course/2025-11-20/../../admin", "no race page")]
    [InlineData("https://www.zeturf.fr/fr/course/2025-11-20/R1C1-Slug", "no race page")]
    [InlineData("https://www.zeturf.fr/fr/reunion/2025-11-20/R1-villebelle", "no race page")]
    [InlineData("https://www.pmu.fr/turf/2025-11-20/R1/C1", "no race page of PMU")]
    [InlineData("https://www.pmu.fr/fr/course/2025-11-20/R1C1", "no race page of PMU")]
    public void Parse_AnythingElse_IsRefusedWithItsReason(string? url, string reason)
    {
        var parsed = CourseUrl.Parse(url, Public);

        parsed.IsOk.ShouldBeFalse();
        parsed.Error.ToString().ShouldContain(reason);
    }

    [Fact]
    public void Parse_ConfiguredBase_IsAcceptedWithItsPortAndPathOnly()
    {
        CourseHost[] hosts = [.. Public, new(ZEturfSite.Pages, new Uri("http://127.0.0.1:5123/mirror"))];

        CourseUrl.Parse("http://127.0.0.1:5123/mirror/fr/course/2025-11-20/R1C1-a", hosts).Value.Slug.ShouldBe("a");
        CourseUrl.Parse("http://127.0.0.1:5124/mirror/fr/course/2025-11-20/R1C1-a", hosts).IsOk.ShouldBeFalse();
        CourseUrl.Parse("http://127.0.0.1:5123/fr/course/2025-11-20/R1C1-a", hosts).IsOk.ShouldBeFalse();
        CourseUrl.Parse("http://127.0.0.1:5123/mirror/fr/course/2025-11-20/R1C1-a", Public).IsOk.ShouldBeFalse();
    }

    [Fact]
    public void Builders_WriteWhatParseReads()
    {
        var (date, code) = (new DateOnly(2026, 2, 3), new RaceCode(12, 10));

        PmuUrl.Race(date, code).ShouldBe("https://www.pmu.fr/turf/03022026/R12/C10");
        CourseUrl.Parse(PmuUrl.Race(date, code), Public).Value.ShouldBe(new CourseReference("pmu", date, code, null));
        CourseUrl.Parse(ZEturfUrl.Race(date, code, "a-b"), Public).Value.ShouldBe(new CourseReference("zeturf", date, code, "a-b"));
        Should.Throw<ArgumentException>(() => ZEturfUrl.Race(date, code, "../x"));
    }

    private static IReadOnlyList<CourseHost> Public => SourceDescriptors.CourseHosts(new Dictionary<string, Uri>());
}
