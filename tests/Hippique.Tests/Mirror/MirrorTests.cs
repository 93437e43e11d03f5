using System.Net;
using System.Text;
using Hippique.Mirror;
using Hippique.Orchestration.Artifacts;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Microsoft.AspNetCore.Builder;

namespace Hippique.Tests.Mirror;

/// <summary>The mirror over HTTP, on recordings of invented sites.</summary>
public sealed class MirrorTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-mirror-").FullName;
    private readonly DiskArtifactStore _artifacts;
    private readonly HttpClient _client = new();
    private WebApplication? _app;
    private DateTimeOffset _now = Noon;

    public MirrorTests() => _artifacts = new DiskArtifactStore(_folder);

    public async ValueTask DisposeAsync()
    {
        _artifacts.Dispose();
        _client.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Page_is_shown_under_its_own_path_as_it_was_at_the_virtual_time()
    {
        await RecordAsync(Noon, "https://www.site.example/fr/course/1?tab=cotes", 200, "avant");
        await RecordAsync(Noon.AddMinutes(10), "https://www.site.example/fr/course/1?tab=cotes", 200, "après");
        await RecordAsync(Noon.AddMinutes(20), "https://www.site.example/fr/course/1?tab=cotes", 503, "fermé");
        await StartAsync();

        (await GetAsync("/fr/course/1?tab=cotes", Noon.AddSeconds(-1))).Status.ShouldBe(404);
        (await GetAsync("/fr/course/1?tab=cotes", Noon)).ShouldBe((200, "avant"));
        (await GetAsync("/fr/course/1?tab=cotes", Noon.AddMinutes(19))).ShouldBe((200, "après"));
        (await GetAsync("/fr/course/1?tab=cotes", Noon.AddMinutes(25))).ShouldBe((503, "fermé"));
        (await GetAsync("/fr/course/1", Noon.AddMinutes(19))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Date_header_tells_the_virtual_time_and_a_known_page_is_not_sent_again()
    {
        await RecordAsync(Noon, "https://www.site.example/p", 200, "page");
        await StartAsync();
        _now = Noon.AddMinutes(3);

        using var first = await _client.GetAsync(Address("/p"), TestContext.Current.CancellationToken);
        first.Headers.Date.ShouldBe(Noon.AddMinutes(3));
        using var request = new HttpRequestMessage(HttpMethod.Get, Address("/p"));
        request.Headers.IfNoneMatch.Add(first.Headers.ETag.ShouldNotBeNull());
        using var second = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Site_that_did_not_answer_does_not_answer_again()
    {
        await Archive.AppendAsync(
            new RecordedExchange
            {
                At = Noon,
                Url = "https://www.site.example/p",
                Failure = "timeout",
            },
            default,
            TestContext.Current.CancellationToken
        );
        await StartAsync();

        await Should.ThrowAsync<HttpRequestException>(() => GetAsync("/p", Noon));
    }

    [Fact]
    public async Task Robots_of_a_recorded_site_are_not_those_of_the_mirror()
    {
        await RecordAsync(Noon, "https://www.site.example/robots.txt", 200, "User-agent: *\nDisallow: /");
        await StartAsync();

        (await GetAsync("/robots.txt", Noon)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Api_answers_lie_below_the_client_of_pmu_and_know_the_national_pool_only()
    {
        var file = Path.Combine(_folder, "day.jsonl");
        await File.WriteAllLinesAsync(
            file,
            [
                """{"at_utc":"2026-03-10T11:00:00Z","path":"programme/10032026","body":{"n":1}}""",
                """{"at_utc":"2026-03-10T11:00:00Z","path":"programme/10032026/R1/C1/participants","body":{"participants":[]}}""",
            ],
            TestContext.Current.CancellationToken
        );
        await StartAsync(file);

        (await GetAsync("/rest/client/61/programme/10032026", Noon)).ShouldBe((200, """{"n":1}"""));
        (await GetAsync("/rest/client/61/programme/10032026/R1/C1/participants?specialisation=OFFLINE", Noon)).Status.ShouldBe(200);
        (await GetAsync("/rest/client/61/programme/10032026/R1/C1/participants?specialisation=INTERNET", Noon)).Status.ShouldBe(404);
        (await GetAsync("/programme/10032026", Noon)).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("14:05", "2025-12-06T13:05:00Z")]
    [InlineData("00:40", "2025-12-06T23:40:00Z")]
    [InlineData("2025-12-06T13:05:00Z", "2025-12-06T13:05:00Z")]
    [InlineData("2025-12-06T14:05+01:00", "2025-12-06T13:05:00Z")]
    public void Time_is_read_on_the_Paris_clock_or_as_an_instant(string text, string expected) =>
        MirrorTime
            .ParseAt(text, new DateOnly(2025, 12, 6))
            .Value.ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("25:00")]
    [InlineData("midi")]
    [InlineData("2025-12-06")]
    public void Text_that_is_no_time_is_refused(string text) => MirrorTime.ParseAt(text, new DateOnly(2025, 12, 6)).IsOk.ShouldBeFalse();

    private PageArchive Archive => new(new ArtifactSourceStore(_artifacts));

    private Task RecordAsync(DateTimeOffset at, string url, int status, string body) =>
        Archive.AppendAsync(
            new RecordedExchange
            {
                At = at,
                Url = url,
                Status = status,
                Headers = new Dictionary<string, string> { ["Content-Type"] = "text/html; charset=utf-8" },
            },
            Encoding.UTF8.GetBytes(body),
            TestContext.Current.CancellationToken
        );

    private async Task StartAsync(string? file = null)
    {
        var day = MirroredDay.Open(file ?? Path.Combine(_folder, "2026-03-10"), TestContext.Current.CancellationToken);
        _app = MirrorApp.Build(day, () => _now, 0);
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    private Uri Address(string path) => new(_app!.Urls.First() + path);

    private async Task<(int Status, string Body)> GetAsync(string path, DateTimeOffset now)
    {
        _now = now;
        using var response = await _client.GetAsync(Address(path), TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
