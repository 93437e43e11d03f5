using System.Net;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Hippique.Sources.Tests.Recording;
using Hippique.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

public sealed class SiteBreakerTests : IDisposable
{
    // The robots.txt came; with it, four of five requests failed.
    private const int Failures = 4;
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly TemporaryFolder _folder = new();
    private readonly FakeWire _wire = new();
    private readonly LinesLogger<PoliteClient> _log = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    [InlineData(420)]
    [InlineData(429)]
    public async Task Host_that_fails_again_and_again_is_left_alone_by_name_and_said_once(int status)
    {
        _wire.Status = (HttpStatusCode)status;
        using var client = Client();
        for (var request = 0; request < Failures; request++)
            await RefusedAsync(client);
        var sent = _wire.Pages;

        var error = await RefusedAsync(client);
        await RefusedAsync(client);

        (error.Kind, error.Code, error.IsTransient).ShouldBe((SourceErrorKind.CircuitOpen, "circuit_open", true));
        error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(60));
        error.Missing.ToString().ShouldStartWith("not asked");
        _wire.Pages.ShouldBe(sent);
        _log.Lines.ShouldHaveSingleItem().ShouldContain("site.example fails again and again");
    }

    [Fact]
    public async Task After_the_pause_one_request_tries_and_its_failure_begins_the_pause_anew()
    {
        using var client = await LeftAloneAsync();
        var sent = _wire.Pages;
        _clock.Advance(TimeSpan.FromSeconds(61));

        (await RefusedAsync(client)).Kind.ShouldBe(SourceErrorKind.ServerError);
        (await RefusedAsync(client)).Kind.ShouldBe(SourceErrorKind.CircuitOpen);

        _wire.Pages.ShouldBe(sent + 1);
        _log.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task While_one_request_tries_the_host_no_other_is_sent()
    {
        using var client = await LeftAloneAsync();
        _clock.Advance(TimeSpan.FromSeconds(61));
        _wire.Held = new TaskCompletionSource();
        var probe = client.GetAsync(Page(), Token);
        var sent = _wire.Pages;

        (await RefusedAsync(client)).Kind.ShouldBe(SourceErrorKind.CircuitOpen);

        _wire.Pages.ShouldBe(sent);
        _wire.Status = HttpStatusCode.OK;
        _wire.Held.SetResult();
        (await probe).ShouldBeOfType<SourceAnswer<PoliteAnswer>.Found>();
    }

    [Fact]
    public async Task Host_that_answers_the_trying_request_is_asked_as_before()
    {
        using var client = await LeftAloneAsync();
        _clock.Advance(TimeSpan.FromSeconds(61));
        _wire.Status = HttpStatusCode.OK;

        for (var request = 0; request < 3; request++)
            (await client.GetAsync(Page(), Token)).ShouldBeOfType<SourceAnswer<PoliteAnswer>.Found>();

        _log.Lines[^1].ShouldContain("site.example answers again");
    }

    [Fact]
    public async Task Another_host_is_asked_meanwhile_and_pages_that_are_not_there_open_nothing()
    {
        using var client = await LeftAloneAsync();
        _wire.Status = HttpStatusCode.NotFound;

        for (var request = 0; request < 10; request++)
        {
            var error = await RefusedAsync(client, "https://other.example/page");
            error.Kind.ShouldBe(SourceErrorKind.NotFound);
        }
    }

    [Fact]
    public async Task Request_that_was_not_sent_is_recorded_and_replayed_with_the_same_words()
    {
        using var client = await LeftAloneAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));
        var live = await RefusedAsync(client);

        var pages = RecordedPages.Load(Path.Combine(_folder.Path, "2026-03-10"));
        pages.All.ShouldHaveSingleItem().IsUnsent.ShouldBeTrue();
        using var replayed = new PoliteClient(
            new SourceHttpOptions { RequestsPerSecond = 1e9, Retries = 0 },
            _clock,
            RealTime.Instance,
            new RecordedPagesHandler(pages, _clock)
        );
        (await RefusedAsync(replayed)).ShouldBe(live);
        live.RetryAfter.ShouldBe(TimeSpan.FromSeconds(57));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static PoliteRequest Page(string address = "https://site.example/page") =>
        new() { Source = "zeturf", Address = new Uri(address) };

    private PoliteClient Client() =>
        new(
            new SourceHttpOptions { RequestsPerSecond = 1e9, Retries = 0 },
            _clock,
            RealTime.Instance,
            _wire,
            new UnsentRecorder(new PageArchive(_folder.Store), _clock, NullLogger<UnsentRecorder>.Instance),
            _log
        );

    private async Task<PoliteClient> LeftAloneAsync()
    {
        _wire.Status = HttpStatusCode.InternalServerError;
        var client = Client();
        for (var request = 0; request < Failures; request++)
            (await RefusedAsync(client)).Kind.ShouldBe(SourceErrorKind.ServerError);
        return client;
    }

    private static async Task<SourceError> RefusedAsync(PoliteClient client, string address = "https://site.example/page") =>
        (await client.GetAsync(Page(address), Token)).ShouldBeOfType<SourceAnswer<PoliteAnswer>.Refused>().Error;
}
