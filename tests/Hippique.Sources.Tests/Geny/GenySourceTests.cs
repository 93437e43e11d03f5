using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Registration;
using Hippique.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Geny;

/// <summary>Geny and Boturfers over real sockets, against a loopback site that answers with invented pages.</summary>
public sealed class GenySourceTests : IAsyncDisposable
{
    private static readonly DateOnly Day = new(2026, 10, 24);
    private readonly LoopbackSite _site = new();
    private readonly ServiceProvider _services;

    public GenySourceTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 3, 28, 9, 0, 0, TimeSpan.Zero)));
        services.AddHippiqueSources(
            new SourceHttpOptions
            {
                // The clock stands still here, so the spacing must be none.
                RequestsPerSecond = 1e9,
                Retries = 0,
                Order = ["geny", "boturfers"],
                BaseUrls = new Dictionary<string, Uri> { ["geny"] = _site.Address, ["boturfers"] = _site.Address },
            }
        );
        _services = services.BuildServiceProvider();
        _site.Answers("/programme/2026-10-24", 200, GenyPages.Odds(), "Content-Type: text/html; charset=utf-8");
        _site.Answers(
            "/course/777001-2026-10-24-val-doux-prix-de-la-glycine/cotes",
            200,
            GenyPages.Odds(),
            "Content-Type: text/html; charset=utf-8"
        );
        _site.Answers(
            "/programme-pmu-du-jour",
            200,
            Boturfers.BoturfersProgrammeTests.Page(Boturfers.BoturfersProgrammeTests.Row(1, "1774706400"))
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task Day_and_race_take_one_request_each()
    {
        var programme = Found(await Source("geny").ProgrammeAsync(Day, Token));
        var view = Found(await Source("geny").RaceAsync(Query(programme.Races[0].Link), Token));

        programme.Races.Count.ShouldBe(3);
        view.Card.Runners.Count.ShouldBe(4);
        _site.Paths.ShouldBe(["/robots.txt", "/programme/2026-10-24", "/course/777001-2026-10-24-val-doux-prix-de-la-glycine/cotes"]);
    }

    [Fact]
    public async Task Results_are_not_offered_and_not_asked_for()
    {
        var error = Refused(await Source("geny").ResultAsync(Link(GenyPages.Url), Token));

        error.Kind.ShouldBe(SourceErrorKind.NotOffered);
        error.Missing.ToString().ShouldContain("not yet seen on a real page");
        _site.Paths.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://www.geny.com/course/777001/../../admin")]
    [InlineData("https://www.geny.com/course/abc-x/cotes")]
    [InlineData("nothing")]
    public async Task Address_that_is_no_race_page_is_never_asked_for(string url)
    {
        Refused(await Source("geny").RaceAsync(Query(Link(url)), Token)).Kind.ShouldBe(SourceErrorKind.NotFound);
        _site.Paths.ShouldBeEmpty();
    }

    [Fact]
    public async Task Programme_of_Boturfers_is_that_of_today()
    {
        Found(await Source("boturfers").ProgrammeAsync(new DateOnly(2026, 3, 28), Token)).Races.Count.ShouldBe(1);
        Refused(await Source("boturfers").ProgrammeAsync(new DateOnly(2026, 4, 2), Token)).Kind.ShouldBe(SourceErrorKind.NotOffered);
        _site.Paths.ShouldBe(["/robots.txt", "/programme-pmu-du-jour"]);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static RaceLink Link(string url) => new("geny", Day, new RaceCode(2, 3), url);

    private static RaceQuery Query(RaceLink link) => new(link, Phase.H5, new DateTimeOffset(2026, 10, 24, 12, 50, 0, TimeSpan.Zero));

    private IRaceSource Source(string name) => _services.GetServices<IRaceSource>().Single(source => source.Name == name);

    private static T Found<T>(SourceAnswer<T> answer) => answer.ShouldBeOfType<SourceAnswer<T>.Found>().Value;

    private static SourceError Refused<T>(SourceAnswer<T> answer) => answer.ShouldBeOfType<SourceAnswer<T>.Refused>().Error;
}
