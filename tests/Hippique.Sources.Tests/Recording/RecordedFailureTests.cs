using System.IO.Compression;
using System.Text;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Hippique.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Recording;

/// <summary>What goes wrong at a site on real sockets is kept whole, and a replay meets the same named outcome in the same words.</summary>
public sealed class RecordedFailureTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackSite _site = new();
    private readonly FakeTimeProvider _clock = new(Noon);

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(403, SourceErrorKind.Forbidden)]
    [InlineData(404, SourceErrorKind.NotFound)]
    [InlineData(429, SourceErrorKind.TooManyRequests)]
    [InlineData(500, SourceErrorKind.ServerError)]
    [InlineData(503, SourceErrorKind.ServerError)]
    public async Task Page_of_an_error_is_kept_with_its_head_and_its_body(int status, SourceErrorKind kind)
    {
        _site.Answers("/page", status, $"une page pour dire {status}", "Content-Type: text/html", "X-Reason: tired");

        var live = await RefusedAsync(Live(), "/page");

        live.Kind.ShouldBe(kind);
        var pages = Pages();
        var kept = pages.All[^1];
        (kept.At, kept.Status, kept.Cut, kept.Failure).ShouldBe((Noon, status, false, null));
        kept.Url.ShouldBe(new Uri(_site.Address, "/page").AbsoluteUri);
        kept.Headers["X-Reason"].ShouldBe("tired");
        Encoding.UTF8.GetString(pages.Body(kept)).ShouldBe($"une page pour dire {status}");
        (await RefusedAsync(Replayed(pages), "/page")).ShouldBe(live);
    }

    [Fact]
    public async Task Page_of_a_redirection_is_kept()
    {
        _site.Answers("/page", 302, "ailleurs", "Location: https://other.example/");

        var live = await RefusedAsync(Live(), "/page");

        var pages = Pages();
        Encoding.UTF8.GetString(pages.Body(pages.All[^1])).ShouldBe("ailleurs");
        (await RefusedAsync(Replayed(pages), "/page")).ShouldBe(live);
    }

    [Fact]
    public async Task Refused_connection_is_kept_by_its_name()
    {
        var gone = new LoopbackSite();
        var address = new Uri(gone.Address, "/page");
        await gone.DisposeAsync();
        var live = await RefusedAsync(Live(), address);

        var pages = Pages();
        var kept = pages.All[^1];
        (kept.Status, kept.Failure, kept.Reason, kept.IsUnsent).ShouldBe((0, "unreachable", "the connection is refused", false));
        live.Missing.ToString().ShouldEndWith("the connection is refused");
        (await RefusedAsync(Replayed(pages), address)).Missing.ToString().ShouldEndWith("the connection is refused");
    }

    [Fact]
    public async Task Connection_that_was_cut_within_a_page_is_kept_with_what_had_come()
    {
        _site.Answers(
            "/page",
            async (stream, token) =>
                await stream.WriteAsync((byte[])[.. LoopbackSite.Head(200, "Content-Length: 100"), .. "une demi-"u8], token)
        );

        var live = await RefusedAsync(Live(), "/page");

        live.Kind.ShouldBe(SourceErrorKind.Truncated);
        var pages = Pages();
        var kept = pages.All[^1];
        (kept.Status, kept.Cut, kept.Failure).ShouldBe((200, true, "truncated"));
        Encoding.UTF8.GetString(pages.Body(kept)).ShouldBe("une demi-");
        (await RefusedAsync(Replayed(pages), "/page")).ShouldBe(live);
    }

    [Fact]
    public async Task Cut_before_the_head_is_kept_by_its_name()
    {
        _site.Answers("/page", (_, _) => Task.CompletedTask);

        var live = await RefusedAsync(Live(), "/page");

        var pages = Pages();
        (pages.All[^1].Status, pages.All[^1].Failure).ShouldBe((0, "truncated"));
        (await RefusedAsync(Replayed(pages), "/page")).ShouldBe(live);
    }

    [Fact]
    public async Task Site_that_says_nothing_is_kept_as_a_timeout()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _site.Answers(
            "/page",
            async (_, token) =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }
        );
        var asking = RefusedAsync(Live(), "/page");
        await asked.Task;

        _clock.Advance(TimeSpan.FromSeconds(15));

        var live = await asking;
        live.Kind.ShouldBe(SourceErrorKind.Timeout);
        var pages = Pages();
        (pages.All[^1].Status, pages.All[^1].Failure).ShouldBe((0, "timeout"));
        _clock.SetUtcNow(pages.All[^1].At);
        (await RefusedAsync(Replayed(pages), "/page")).ShouldBe(live);
    }

    [Fact]
    public async Task Body_that_was_announced_too_large_is_refused_again()
    {
        _site.Answers(
            "/page",
            async (stream, token) => await stream.WriteAsync(LoopbackSite.Head(200, "Content-Length: 1000000000"), token)
        );

        var live = await RefusedAsync(Live(), "/page");

        live.Kind.ShouldBe(SourceErrorKind.TooLarge);
        (await RefusedAsync(Replayed(Pages()), "/page")).ShouldBe(live);
    }

    [Fact]
    public async Task Page_that_cannot_be_unpacked_is_refused_again()
    {
        _site.Answers("/page", 200, [.. Packed("une page").AsSpan(0, 12), .. "rien de tel"u8], "Content-Encoding: gzip");

        var live = await RefusedAsync(Live(), "/page");

        live.Kind.ShouldBe(SourceErrorKind.Malformed);
        (await RefusedAsync(Replayed(Pages()), "/page")).ShouldBe(live);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RecordedPages Pages() => RecordedPages.Load(Path.Combine(_folder.Path, "2026-03-10"));

    private PoliteClient Live() =>
        Client(
            new RecordingHandler(new PageArchive(_folder.Store), _clock, NullLogger<RecordingHandler>.Instance)
            {
                InnerHandler = PoliteClient.NewWire(),
            }
        );

    private PoliteClient Replayed(RecordedPages pages) => Client(new RecordedPagesHandler(pages, _clock));

    private PoliteClient Client(HttpMessageHandler wire) =>
        new(
            new SourceHttpOptions
            {
                RequestsPerSecond = 1e9,
                Retries = 0,
                MaxRetryAfter = TimeSpan.Zero,
            },
            _clock,
            RealTime.Instance,
            wire
        );

    private Task<SourceError> RefusedAsync(PoliteClient client, string path) => RefusedAsync(client, new Uri(_site.Address, path));

    private static async Task<SourceError> RefusedAsync(PoliteClient client, Uri address)
    {
        using (client)
        {
            var answer = await client.GetAsync(new PoliteRequest { Source = "zeturf", Address = address }, Token);
            return answer.ShouldBeOfType<SourceAnswer<PoliteAnswer>.Refused>().Error;
        }
    }

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
