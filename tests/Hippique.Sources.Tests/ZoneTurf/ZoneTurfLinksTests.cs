using Hippique.Racing;
using Hippique.Sources.Figures;
using Hippique.Sources.ZoneTurf;
using Hippique.Testing;

namespace Hippique.Sources.Tests.ZoneTurf;

/// <summary>Pages of the site's links with invented names; the forms of the addresses are those of the pages that were seen.</summary>
public sealed class ZoneTurfLinksTests
{
    internal const string Programme = """
        <html><body><a href="/">Zone-Turf.fr</a><a href="/programmes/demain">Demain</a>
        <a href="/course/r1c1-14-03-13h55">R1C1</a><a href="https://www.zone-turf.fr/course/r1c2-14-03-14h30">R1C2</a>
        <a href="/course/r1c1-14-03-13h55">encore</a><a href="/course/r9c1-15-03-11h00">demain</a><a href="/course/autre">x</a></body></html>
        """;

    internal const string Race = """
        <html><body><a href="/">Zone-Turf.fr</a><a href="/jockey/">Jockeys</a>
        <a href="/cheval/alezane-du-test-101/">Alezane du Test</a><a href="https://www.zone-turf.fr/jockey/anne-menant-1/">A. Menant</a>
        <a href="/entraineur/bruno-dupre-2/">B. Dupré</a><a href="/jockey/anne-menant-1/">encore</a>
        <a href="https://elsewhere.example/jockey/anne-menant-1/">ailleurs</a><a href="/jockey/../../etc/passwd-1/">x</a></body></html>
        """;

    [Fact]
    public void Programme_gives_the_pages_of_the_days_races()
    {
        var races = ZoneTurfLinks
            .Races(Programme, "page", new DateOnly(2025, 3, 14))
            .ShouldBeOfType<SourceAnswer<IReadOnlyDictionary<RaceCode, string>>.Found>()
            .Value;

        races.ShouldBe(
            new Dictionary<RaceCode, string>
            {
                [new RaceCode(1, 1)] = "/course/r1c1-14-03-13h55",
                [new RaceCode(1, 2)] = "/course/r1c2-14-03-14h30",
            },
            ignoreOrder: true
        );
    }

    [Fact]
    public void Race_gives_its_people_and_horses_once_each_and_nothing_of_another_site() =>
        ZoneTurfLinks
            .Figures(Race, "page")
            .ShouldBeOfType<SourceAnswer<IReadOnlyList<(FigureKind Kind, string Path)>>.Found>()
            .Value.ShouldBe([
                (FigureKind.Horse, "/cheval/alezane-du-test-101/"),
                (FigureKind.Jockey, "/jockey/anne-menant-1/"),
                (FigureKind.Trainer, "/entraineur/bruno-dupre-2/"),
            ]);

    [Theory]
    [InlineData("<html><body>Zone-Turf.fr</body></html>", SourceErrorKind.Changed)]
    [InlineData("<html><body>Zone-Turf.fr <a href='/course/r1c1-13-03-13h55'>x</a></body></html>", SourceErrorKind.WrongPage)]
    [InlineData("<html><body>Zone-Turf.fr <a href='/course/r1c1-14-03-13h55'>", SourceErrorKind.Truncated)]
    [InlineData("<html><body>elsewhere</body></html>", SourceErrorKind.Foreign)]
    public void Programme_that_is_not_the_days_is_refused_by_name(string html, SourceErrorKind kind) =>
        ZoneTurfLinks
            .Races(html, "page", new DateOnly(2025, 3, 14))
            .ShouldBeOfType<SourceAnswer<IReadOnlyDictionary<RaceCode, string>>.Refused>()
            .Error.Kind.ShouldBe(kind);

    [Fact]
    public void Race_without_links_is_refused_by_name() =>
        ZoneTurfLinks
            .Figures("<html><body>Zone-Turf.fr</body></html>", "page")
            .ShouldBeOfType<SourceAnswer<IReadOnlyList<(FigureKind, string)>>.Refused>()
            .Error.Missing.ToString()
            .ShouldStartWith("links to jockeys");

    /// <summary>The page of a horse that was seen leads to its next race: the form of a race's address is the site's own.</summary>
    [Fact]
    public void Address_of_a_race_has_the_form_that_was_seen()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var html = File.ReadAllText(RealData.Path("captures/zone-turf/horse_jullou_2025-12-13.html"));

        ZoneTurfLinks
            .Races(html, "page", new DateOnly(2025, 12, 11))
            .ShouldBeOfType<SourceAnswer<IReadOnlyDictionary<RaceCode, string>>.Found>()
            .Value.ShouldHaveSingleItem()
            .Key.ShouldBe(new RaceCode(3, 4));
    }
}
