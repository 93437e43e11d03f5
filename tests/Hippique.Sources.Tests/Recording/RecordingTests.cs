using System.Net;
using System.Text;
using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Recording;

public sealed class RecordingTests : IDisposable
{
    private const string Url = "https://site.example/fr/course/1?x=1";
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(Noon);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_answer_is_kept_with_its_status_and_headers_and_a_body_only_once()
    {
        await Get(Answer(HttpStatusCode.OK, "une page"));
        _clock.Advance(TimeSpan.FromMinutes(5));
        await Get(Answer(HttpStatusCode.OK, "une page"));
        _clock.Advance(TimeSpan.FromMinutes(5));
        await Get(Answer(HttpStatusCode.Forbidden, "non"));

        var pages = RecordedPages.Load(Day);
        pages
            .All.Select(page => (page.At, page.Url, page.Status))
            .ShouldBe([(Noon, Url, 200), (Noon.AddMinutes(5), Url, 200), (Noon.AddMinutes(10), Url, 403)]);
        Encoding.UTF8.GetString(pages.Body(pages.All[0])).ShouldBe("une page");
        pages.All[0].Headers["ETag"].ShouldBe("\"v1\"");
        pages.All[0].Headers["Content-Type"].ShouldBe("text/html; charset=utf-8");
        Directory.GetFiles(Day, "*.gz", SearchOption.AllDirectories).Length.ShouldBe(2);
        Directory.GetFiles(Day, "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        var answer = Answer(HttpStatusCode.OK, "x");
        answer.Headers.Add("Set-Cookie", "session=secret");
        await Get(answer);

        File.ReadAllText(Path.Combine(Day, "pages", "index.jsonl")).ShouldNotContain("secret");
    }

    [Theory]
    [InlineData(true, "timeout")]
    [InlineData(false, "unreachable")]
    public async Task Request_without_an_answer_is_kept_as_a_failure(bool timeout, string name)
    {
        Exception failure = timeout ? new TaskCanceledException() : new HttpRequestException("refused");
        using var client = Recording(_ => throw failure);
        await Should.ThrowAsync<Exception>(() => client.GetAsync(new Uri(Url), TestContext.Current.CancellationToken));

        var page = RecordedPages.Load(Day).All.ShouldHaveSingleItem();
        (page.Status, page.Failure).ShouldBe((0, name));
    }

    [Fact]
    public async Task Body_that_the_client_left_is_kept_as_cut()
    {
        using var client = Recording(_ => Answer(HttpStatusCode.OK, new string('a', 100_000)));
        using (
            var response = await client.GetAsync(
                new Uri(Url),
                HttpCompletionOption.ResponseHeadersRead,
                TestContext.Current.CancellationToken
            )
        )
        {
            await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            await body.ReadExactlyAsync(new byte[1000], TestContext.Current.CancellationToken);
        }

        var page = RecordedPages.Load(Day).All.ShouldHaveSingleItem();
        page.Cut.ShouldBeTrue();
        page.Length.ShouldBe(1000);
    }

    [Fact]
    public async Task Answer_whose_body_nobody_reads_is_kept_without_it()
    {
        using var client = Recording(_ => Answer(HttpStatusCode.NotFound, "absent"));
        using (
            var response = await client.GetAsync(
                new Uri(Url),
                HttpCompletionOption.ResponseHeadersRead,
                TestContext.Current.CancellationToken
            )
        )
            await response.Content.ShouldBeAssignableTo<IAsyncDisposable>()!.DisposeAsync();

        var page = RecordedPages.Load(Day).All.ShouldHaveSingleItem();
        (page.Status, page.Cut, page.Length).ShouldBe((404, true, 0));
    }

    [Fact]
    public async Task Night_belongs_to_the_programme_of_the_evening_before()
    {
        _clock.SetUtcNow(new DateTimeOffset(2026, 3, 10, 23, 30, 0, TimeSpan.Zero));
        await Get(Answer(HttpStatusCode.OK, "x"));

        RecordedPages.Load(Day).All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Line_that_a_kill_cut_in_half_costs_itself_only()
    {
        await Get(Answer(HttpStatusCode.OK, "un"));
        await File.AppendAllTextAsync(
            Path.Combine(Day, "pages", "index.jsonl"),
            "{\"at\":\"2026-03-10T11:0",
            TestContext.Current.CancellationToken
        );
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Get(Answer(HttpStatusCode.OK, "deux"));

        var pages = RecordedPages.Load(Day);
        pages.All.Count.ShouldBe(2);
        pages.Unreadable.ShouldBe(1);
    }

    [Fact]
    public async Task Folder_that_cannot_be_written_does_not_cost_the_request()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "2026-03-10"),
            "a file, not a folder",
            TestContext.Current.CancellationToken
        );

        (await Get(Answer(HttpStatusCode.OK, "une page"))).ShouldBe("une page");
    }

    [Fact]
    public async Task Replay_gives_the_answer_of_the_moment_and_passes_over_a_failure_that_a_retry_mended()
    {
        // H-30 at noon: an error, then the page; H-5 25 minutes later.
        _clock.SetUtcNow(Noon.AddSeconds(2));
        await Get(Answer(HttpStatusCode.InternalServerError, "aïe"));
        _clock.SetUtcNow(Noon.AddSeconds(6));
        await Get(Answer(HttpStatusCode.OK, "H-30"));
        _clock.SetUtcNow(Noon.AddMinutes(25).AddSeconds(3));
        await Get(Answer(HttpStatusCode.OK, "H-5"));

        var replay = new FakeTimeProvider(Noon);
        using var client = new HttpClient(new RecordedPagesHandler(RecordedPages.Load(Day), replay));
        (await Ask(client)).ShouldBe((HttpStatusCode.OK, "H-30"));
        replay.SetUtcNow(Noon.AddMinutes(25));
        (await Ask(client)).ShouldBe((HttpStatusCode.OK, "H-5"));
        replay.SetUtcNow(Noon.AddHours(3));
        (await Ask(client)).ShouldBe((HttpStatusCode.OK, "H-5"));
    }

    [Fact]
    public async Task Look_before_the_off_is_not_given_what_was_recorded_after_it()
    {
        var off = Noon.AddMinutes(5);
        await Get(Answer(HttpStatusCode.OK, "H-30"));
        _clock.SetUtcNow(off.AddMinutes(5));
        await Get(Answer(HttpStatusCode.OK, "the last prices"));
        var replay = new FakeTimeProvider(Noon.AddSeconds(1));
        using var client = new PoliteClient(
            new SourceHttpOptions { RequestsPerSecond = 1e9, Retries = 0 },
            replay,
            RealTime.Instance,
            new RecordedPagesHandler(RecordedPages.Load(Day), replay)
        );
        var before = new PoliteRequest
        {
            Source = "pmu",
            Address = new Uri(Url),
            Off = off,
        };

        (await TextAsync(before)).ShouldBe("H-30");
        (await TextAsync(before with { Off = null })).ShouldBe("the last prices");

        async Task<string> TextAsync(PoliteRequest request) =>
            (await client.GetAsync(request, TestContext.Current.CancellationToken))
                .ShouldBeOfType<SourceAnswer<PoliteAnswer>.Found>()
                .Value.Text;
    }

    [Fact]
    public async Task Not_modified_is_the_page_before_it_for_a_client_that_does_not_have_it()
    {
        await Get(Answer(HttpStatusCode.OK, "la page"));
        _clock.SetUtcNow(Noon.AddMinutes(25));
        await Get(Answer(HttpStatusCode.NotModified, ""));

        var replay = new FakeTimeProvider(Noon.AddMinutes(24));
        using var client = new HttpClient(new RecordedPagesHandler(RecordedPages.Load(Day), replay));
        (await Ask(client)).ShouldBe((HttpStatusCode.OK, "la page"));
    }

    [Fact]
    public async Task What_was_not_recorded_is_unreachable()
    {
        await Get(Answer(HttpStatusCode.OK, "x"));
        using var client = new HttpClient(new RecordedPagesHandler(RecordedPages.Load(Day), _clock));

        await Should.ThrowAsync<HttpRequestException>(() =>
            client.GetAsync(new Uri("https://site.example/other"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Client_measures_by_the_instant_that_the_recording_keeps()
    {
        // A clock that runs: two readings of it differ.
        _clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(3);
        using var client = Recording(_ => Answer(HttpStatusCode.OK, "x"));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Url));
        using (var response = await client.SendAsync(request, TestContext.Current.CancellationToken))
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        request.Options.TryGetValue(AnswerTaker.AnsweredAt, out var seen).ShouldBeTrue();
        RecordedPages.Load(Day).All.ShouldHaveSingleItem().At.ShouldBe(seen);
    }

    [Fact]
    public void Folder_without_pages_is_refused_by_name() =>
        Should.Throw<UnreadableFileException>(() => RecordedPages.Load(_folder.Path)).Message.ShouldContain("has no recorded pages");

    private string Day => Path.Combine(_folder.Path, "2026-03-10");

    private async Task<string> Get(HttpResponseMessage answer)
    {
        using var client = Recording(_ => answer);
        return (await Ask(client)).Body;
    }

    private static async Task<(HttpStatusCode Status, string Body)> Ask(HttpClient client)
    {
        using var response = await client.GetAsync(new Uri(Url), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private HttpClient Recording(Func<HttpRequestMessage, HttpResponseMessage> site) =>
        new(
            new RecordingHandler(new PageArchive(_folder.Store), _clock, NullLogger<RecordingHandler>.Instance)
            {
                InnerHandler = new Site(site),
            }
        );

    private static HttpResponseMessage Answer(HttpStatusCode status, string body)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "text/html") };
        answer.Headers.ETag = new("\"v1\"");
        return answer;
    }

    private sealed class Site(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(request));
    }
}
