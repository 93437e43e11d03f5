using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Registration;
using Hippique.Sources.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.Sources.Tests.Http;

/// <summary>What holds of every live source.</summary>
public sealed class LiveSourcesTests : LiveSourcesBench
{
    [Fact]
    public void AddHippiqueSources_Order_IsThatOfTheOptions()
    {
        Sources.Select(source => source.Name).ShouldBe(["zeturf", "pmu"]);
        Should.Throw<ArgumentException>(() => new ServiceCollection().AddHippiqueSources(new SourceHttpOptions { Order = ["elsewhere"] }));
    }

    [Fact]
    public async Task Answers_BearTheDateOfTheSiteOrElseTheMomentTheyCame()
    {
        var link = new RaceLink(
            "zeturf",
            Day,
            new RaceCode(1, 1),
            "https://www.zeturf.fr/fr/course/2025-03-14/R1C1-villebelle-prix-de-l-essai"
        );
        var query = new RaceQuery(link, Phase.H30, Off.AddMinutes(-30));
        Found(await Source("zeturf").RaceAsync(query, Token)).RunnersAt.ShouldBe(Clock.GetUtcNow());

        Site.Answers(
            "/fr/course/2025-03-14/R1C1-villebelle-prix-de-l-essai",
            200,
            OwnPages.Text("zeturf-course.html"),
            "Date: Fri, 14 Mar 2025 09:54:58 GMT"
        );

        Found(await Source("zeturf").RaceAsync(query, Token)).RaceAt.ShouldBe(new DateTimeOffset(2025, 3, 14, 9, 54, 58, TimeSpan.Zero));
        var pmu = Found(await Source("pmu").ProgrammeAsync(Day, Token));
        pmu.At.ShouldBe(Clock.GetUtcNow());
    }
}
