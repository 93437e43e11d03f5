using Hippique.Sources.Http;
using Hippique.Testing;

namespace Hippique.Sources.Tests.Http;

public sealed class PoliteClientTests : IAsyncDisposable
{
    private readonly LoopbackSite _site = new();
    private PoliteClient? _client;

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task GetAsync_Page_ComesWithAnHonestName()
    {
        _site.Answers("/page", 200, "<html>é</html>", "Content-Type: text/html; charset=utf-8");

        var answer = Found(await GetAsync("/page"));

        answer.Text.ShouldBe("<html>é</html>");
        _site.Paths.ShouldBe(["/robots.txt", "/page"]);
        var head = _site.Requests.Last();
        head.ShouldContain("User-Agent: HippiqueOrchestrator/3.0.0 (+mailto:owner@example.org)");
        head.ShouldContain("Accept-Encoding: gzip, br");
    }

    [Theory]
    [InlineData(401, SourceErrorKind.Forbidden)]
    [InlineData(403, SourceErrorKind.Forbidden)]
    [InlineData(404, SourceErrorKind.NotFound)]
    [InlineData(410, SourceErrorKind.NotFound)]
    [InlineData(400, SourceErrorKind.Changed)]
    [InlineData(500, SourceErrorKind.ServerError)]
    [InlineData(503, SourceErrorKind.ServerError)]
    [InlineData(304, SourceErrorKind.Changed)]
    public async Task GetAsync_Status_IsNamed(int status, SourceErrorKind expected)
    {
        _site.Answers("/page", status);

        var error = Refused(await GetAsync("/page"));

        error.Kind.ShouldBe(expected);
        error.Source.ShouldBe("zeturf");
        error.Where.ShouldBe(_site.Address + "page");
        error.Missing.ToString().ShouldContain($"{status}");
    }

    [Fact]
    public async Task GetAsync_TooManyRequests_SaysWhenToComeBack()
    {
        _site.Answers("/page", 429, "", "Retry-After: 120");

        var error = Refused(await GetAsync("/page", retries: 2));

        (error.Kind, error.RetryAfter).ShouldBe((SourceErrorKind.TooManyRequests, TimeSpan.FromSeconds(120)));
        // Two minutes is a wait for the queue, not for a connection.
        _site.Paths.Count(path => path == "/page").ShouldBe(1);
    }

    [Fact]
    public async Task GetAsync_FailureThatPasses_IsAskedAgain()
    {
        var times = 0;
        _site.Answers(
            "/page",
            async (stream, token) =>
                await stream.WriteAsync(
                    Interlocked.Increment(ref times) == 1
                        ? LoopbackSite.Head(503, "Retry-After: 0", "Content-Length: 0")
                        : [.. LoopbackSite.Head(200, "Content-Length: 2"), .. "ok"u8],
                    token
                )
        );

        Found(await GetAsync("/page", retries: 1)).Text.ShouldBe("ok");
    }

    [Theory]
    [InlineData(120.5, 1)]
    [InlineData(3600, 2)]
    public async Task GetAsync_TwoMinutesBeforeTheOff_IsNotAskedAgain(double secondsToOff, int attempts)
    {
        _site.Answers("/page", 500);

        await GetAsync("/page", retries: 1, off: TimeProvider.System.GetUtcNow().AddSeconds(secondsToOff));

        _site.Paths.Count(path => path == "/page").ShouldBe(attempts);
    }

    [Fact]
    public async Task GetAsync_ConnectionRefused_IsUnreachable()
    {
        var gone = new LoopbackSite();
        var address = gone.Address;
        await gone.DisposeAsync();

        var error = Refused(await Client().GetAsync(new PoliteRequest { Source = "zeturf", Address = address }, Token));

        error.Kind.ShouldBe(SourceErrorKind.Unreachable);
        error.Missing.ToString().ShouldContain("the connection is refused");
    }

    [Fact]
    public async Task GetAsync_RedirectedWithinTheSite_Follows()
    {
        _site.Answers("/page", 301, "", "Location: /new?x=1");
        _site.Answers("/new?x=1", 200, "here");

        var answer = Found(await GetAsync("/page"));

        answer.Text.ShouldBe("here");
        answer.Address.PathAndQuery.ShouldBe("/new?x=1");
    }

    [Theory]
    [InlineData("https://evil.example/x", "another site, https://evil.example")]
    [InlineData("http://127.0.0.1:1/x", "another site, http://127.0.0.1:1")]
    [InlineData("http://localhost/x", "another site, http://localhost")]
    [InlineData("//evil.example/x", "another site")]
    [InlineData("file:///etc/passwd", "another site")]
    [InlineData("/page", "in a circle")]
    public async Task GetAsync_RedirectedElsewhere_IsRefused(string location, string missing)
    {
        _site.Answers("/page", 302, "", $"Location: {location}");

        var error = Refused(await GetAsync("/page"));

        error.Kind.ShouldBe(SourceErrorKind.Redirected);
        error.Missing.ToString().ShouldContain(missing);
    }

    [Fact]
    public async Task GetAsync_PathThatRobotsForbids_IsNotAskedFor()
    {
        _site.Answers("/robots.txt", 200, "User-agent: *\nDisallow: /fr/mises\n");
        _site.Answers("/fr/mises", 200, "x");
        _site.Answers("/fr/course", 302, "", "Location: /fr/mises");

        Refused(await GetAsync("/fr/mises")).Kind.ShouldBe(SourceErrorKind.Robots);
        // A redirection does not lead around the rules.
        Refused(await GetAsync("/fr/course")).Kind.ShouldBe(SourceErrorKind.Robots);
        _site.Paths.ShouldBe(["/robots.txt", "/fr/course"]);
        var known = Client().RobotsOf(_site.Address)!;
        known.Rules.ShouldBe(1);
        known.Until.ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddHours(23));
        Client().RobotsOf(new Uri("https://elsewhere.example")).ShouldBeNull();
    }

    [Fact]
    public async Task GetAsync_RobotsUnreadable_ForbidsForNowAndIsAskedAgain()
    {
        _site.Answers("/robots.txt", 500);
        _site.Answers("/page", 200, "x");

        var error = Refused(await GetAsync("/page"));

        error.Kind.ShouldBe(SourceErrorKind.ServerError);
        error.Missing.ToString().ShouldStartWith("robots.txt cannot be read");
        _site.Answers("/robots.txt", 404);
        Found(await GetAsync("/page"));
    }

    [Fact]
    public async Task GetAsync_ManyAtOnce_FetchRobotsOnceAndKeepTheDistance()
    {
        _site.Answers("/page", 200, "x");
        var client = Client(perSecond: 20);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ => client.GetAsync(new PoliteRequest { Source = "zeturf", Address = new Uri(_site.Address, "/page") }, Token))
        );

        answers.ShouldAllBe(answer => answer is SourceAnswer<PoliteAnswer>.Found);
        _site.Paths.Count(path => path == "/robots.txt").ShouldBe(1);
    }

    [Fact]
    public async Task GetAsync_CallerGivesUp_ThrowsForTheCallerOnly()
    {
        _site.Answers("/page", (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(200), TimeProvider.System);

        await Should.ThrowAsync<OperationCanceledException>(() =>
            Client().GetAsync(new PoliteRequest { Source = "zeturf", Address = new Uri(_site.Address, "/page") }, giveUp.Token)
        );
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PoliteClient Client(int retries = 0, double perSecond = 1000) =>
        _client ??= new PoliteClient(
            new SourceHttpOptions
            {
                RequestsPerSecond = perSecond,
                Contact = "mailto:owner@example.org",
                Retries = retries,
            },
            TimeProvider.System,
            RealTime.Instance
        );

    private Task<SourceAnswer<PoliteAnswer>> GetAsync(string path, int retries = 0, DateTimeOffset? off = null, double timeout = 15) =>
        Client(retries)
            .GetAsync(
                new PoliteRequest
                {
                    Source = "zeturf",
                    Address = new Uri(_site.Address, path),
                    Off = off,
                    Timeout = TimeSpan.FromSeconds(timeout),
                },
                Token
            );

    private static PoliteAnswer Found(SourceAnswer<PoliteAnswer> answer) => answer.ShouldBeOfType<SourceAnswer<PoliteAnswer>.Found>().Value;

    private static SourceError Refused(SourceAnswer<PoliteAnswer> answer) =>
        answer.ShouldBeOfType<SourceAnswer<PoliteAnswer>.Refused>().Error;
}
