using Hippique.Racing;

namespace Hippique.Sources.Tests.Http;

/// <summary>ZEturf over real sockets.</summary>
public sealed class LiveZEturfTests : LiveSourcesBench
{
    [Fact]
    public async Task ZEturf_Programme_TakesOneRequest()
    {
        var programme = Found(await Source("zeturf").ProgrammeAsync(Day, Token));

        programme.Races.Count.ShouldBe(6);
        Site.Paths.ShouldBe(["/robots.txt", "/fr/programmes-et-pronostics"]);
    }

    [Fact]
    public async Task ZEturf_ProgrammeOfAnotherDay_IsNotOfferedAndNotAskedFor()
    {
        var answer = await Source("zeturf").ProgrammeAsync(Day.AddDays(1), Token);

        Refused(answer).Kind.ShouldBe(SourceErrorKind.NotOffered);
        Site.Paths.ShouldBeEmpty();
    }

    [Fact]
    public async Task ZEturf_Race_IsAskedForByThePartsOfItsLink()
    {
        var link = new RaceLink(
            "zeturf",
            Day,
            new RaceCode(1, 1),
            "https://www.zeturf.fr/fr/course/2025-03-14/R1C1-villebelle-prix-de-l-essai"
        );

        var view = Found(await Source("zeturf").RaceAsync(new RaceQuery(link, Phase.H30, Off.AddMinutes(-30)), Token));

        view.Card.Runners.Count.ShouldBe(5);
        view.Pools[0].At.ShouldBe(Clock.GetUtcNow());
        Site.Paths.Last().ShouldBe("/fr/course/2025-03-14/R1C1-villebelle-prix-de-l-essai");
    }

    [Theory]
    [InlineData("https://evil.example/fr/course/2025-03-14/R1C1-x")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://www.zeturf.fr/fr/course/2025-03-14/R9C9-other")]
    [InlineData("not an address")]
    public async Task ZEturf_LinkWithAForeignAddress_IsAskedForByDateAndNumberOnly(string url)
    {
        var link = new RaceLink("zeturf", Day, new RaceCode(1, 1), url);

        Found(await Source("zeturf").RaceAsync(new RaceQuery(link, Phase.H5, Off.AddMinutes(-5)), Token));

        Site.Paths.Last().ShouldBe("/fr/course/2025-03-14/R1C1");
    }

    [Fact]
    public async Task ZEturf_Result_ComesWithTheArrivalOnly()
    {
        var link = new RaceLink("zeturf", Day, new RaceCode(1, 1), "https://www.zeturf.fr/fr/course/2025-03-14/R1C1");
        Found(await Source("zeturf").ResultAsync(link, Token)).Arrival[0].ShouldBe([2]);

        var early = link with { Url = link.Url + "-villebelle-prix-de-l-essai" };
        Refused(await Source("zeturf").ResultAsync(early, Token)).Kind.ShouldBe(SourceErrorKind.NoResultYet);
    }
}
