using CsCheck;
using Hippique.Racing;
using Hippique.Sources.Addresses;
using Hippique.Sources.Geny;
using Hippique.Sources.Pmu;
using Hippique.Sources.Registration;
using Hippique.Sources.ZEturf;

namespace Hippique.Sources.Tests.Addresses;

public sealed class SiteAddressesTests
{
    private static readonly Gen<(DateOnly Date, RaceCode Code, string Slug)> Races = Gen.Select(
        Gen.Int[0, 3652].Select(day => new DateOnly(2020, 1, 1).AddDays(day)),
        Gen.Select(Gen.Int[1, 999], Gen.Int[1, 999]).Select((meeting, race) => new RaceCode(meeting, race)),
        Gen.Char["abz09-"].Array[1, 200].Select(letters => new string(letters))
    );

    [Fact]
    public void What_a_site_writes_it_reads() =>
        Races.Sample(race =>
        {
            var (date, code, slug) = race;
            ZEturfUrl.ParseRacePath(ZEturfUrl.RacePath(date, code, slug)).Value.ShouldBe(new CourseReference("zeturf", date, code, slug));
            ZEturfUrl.ParseRacePath(ZEturfUrl.RacePath(date, code, null)).Value.ShouldBe(new CourseReference("zeturf", date, code, null));
            PmuUrl
                .ParseRacePath(new Uri(PmuUrl.Race(date, code)).AbsolutePath)
                .Value.ShouldBe(new CourseReference("pmu", date, code, null));
            GenyUrl.ParseRace(GenyUrl.Race(code.Race, slug)).Value.ShouldBe(new GenyRaceReference(code.Race, slug));
        });

    [Theory]
    [InlineData("https://www.geny.com/course/1685888-2026-09-24-compiegne-prix-x/cotes")]
    [InlineData("https://www.geny.com/course/1685888-2026-09-24-compiegne-prix-x/partants/")]
    [InlineData("http://127.0.0.1:8088/course/1685888-2026-09-24-compiegne-prix-x")]
    public void Page_of_a_race_at_Geny_is_read_whatever_its_host_and_tab(string url) =>
        GenyUrl.ParseRace(url).Value.ShouldBe(new GenyRaceReference(1685888, "2026-09-24-compiegne-prix-x"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("course/1-a/cotes")]
    [InlineData("https://www.geny.com/course/a-2026-09-24")]
    [InlineData("https://www.geny.com/course/1234567890123-a")]
    [InlineData("https://www.geny.com/course/1-A/cotes")]
    [InlineData("https://www.geny.com/course/1-a/../../admin")]
    [InlineData("https://www.geny.com/programme/2026-09-24")]
    public void Anything_else_is_no_page_of_a_race_at_Geny(string? url) =>
        GenyUrl.ParseRace(url).Error.ToString().ShouldContain("is no race page of Geny");

    [Theory]
    [InlineData(0, "a")]
    [InlineData(1, null)]
    [InlineData(1, "A b")]
    [InlineData(1, "../x")]
    public void Race_of_Geny_without_a_sound_name_has_no_page(long id, string? slug) => GenyUrl.Race(id, slug).ShouldBeNull();

    [Fact]
    public void Slug_that_is_none_never_gets_into_a_request()
    {
        Should.Throw<ArgumentException>(() => GenyUrl.RacePath(new GenyRaceReference(1, "a/b")));
        Should.Throw<ArgumentException>(() => ZEturfUrl.RacePath(new DateOnly(2026, 1, 1), new RaceCode(1, 1), "a b"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8088/", "http://127.0.0.1:8088/rest/client/61/")]
    [InlineData("http://127.0.0.1:8088", "http://127.0.0.1:8088/rest/client/61/")]
    [InlineData("https://offline.turfinfo.api.pmu.fr/rest/client/7/", "https://offline.turfinfo.api.pmu.fr/rest/client/7/")]
    [InlineData("https://proxy.example/pmu/rest/client/61", "https://proxy.example/pmu/rest/client/61")]
    public void Base_address_of_PMU_is_completed_if_it_names_the_site_alone(string given, string expected) =>
        SourceDescriptors.Find("pmu")!.CompleteBaseUrl(new Uri(given)).Value.ShouldBe(new Uri(expected));

    [Theory]
    [InlineData("https://online.turfinfo.api.pmu.fr/rest/")]
    [InlineData("https://online.turfinfo.api.pmu.fr/rest/client/x/")]
    [InlineData("https://www.pmu.fr/turf/")]
    public void Base_address_of_PMU_with_another_path_is_refused(string given) =>
        SourceDescriptors
            .Find("pmu")!
            .CompleteBaseUrl(new Uri(given))
            .Error.ToString()
            .ShouldStartWith("names another path than PMU's API");

    [Fact]
    public void Base_address_of_any_other_site_stands_as_it_is()
    {
        var given = new Uri("http://127.0.0.1:8088/mirror/");

        foreach (var site in SourceDescriptors.Sites.Where(site => site.Name != "pmu"))
            site.CompleteBaseUrl(given).Value.ShouldBe(given, site.Name);
    }

    [Fact]
    public void Configured_address_of_a_source_with_race_pages_is_one_more_host()
    {
        var mirror = new Uri("http://127.0.0.1:8088/");

        var hosts = SourceDescriptors.CourseHosts(
            new Dictionary<string, Uri>
            {
                ["geny"] = mirror,
                ["zeturf"] = mirror,
                ["elsewhere"] = mirror,
            }
        );

        hosts
            .Select(host => host.BaseUrl.AbsoluteUri)
            .ShouldBe(["https://www.zeturf.fr/", "https://zeturf.fr/", "https://www.pmu.fr/", "https://pmu.fr/", "http://127.0.0.1:8088/"]);
        CourseUrl.Parse("http://127.0.0.1:8088/fr/course/2026-03-10/R1C2", hosts).Value.Source.ShouldBe("zeturf");
    }
}
