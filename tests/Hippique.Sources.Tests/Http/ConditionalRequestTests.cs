using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Hippique.Sources.Tests.Recording;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

public sealed class ConditionalRequestTests : IDisposable
{
    private const string Modified = "Tue, 10 Mar 2026 10:59:00 GMT";
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly TemporaryFolder _folder = new();
    private readonly VersionedSite _site = new();

    public void Dispose()
    {
        _site.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("\"v1\"", null)]
    [InlineData("W/\"v1\"", null)]
    [InlineData(null, Modified)]
    [InlineData("\"v1\"", Modified)]
    public async Task Page_that_did_not_change_comes_from_memory_as_of_now(string? tag, string? modified)
    {
        (_site.Tag, _site.Modified) = (tag, modified);
        using var client = Client();
        var first = await FoundAsync(client);
        _clock.Advance(TimeSpan.FromMinutes(25));

        var second = await FoundAsync(client);

        (second.Text, second.At, second.ContentType?.CharSet).ShouldBe(("page 1", Noon.AddMinutes(25), first.ContentType?.CharSet));
        _site.Asked.ShouldBe([(null, null), (tag, modified)]);
        _site.Whole.ShouldBe(1);
    }

    [Fact]
    public async Task Page_that_changed_replaces_the_kept_one()
    {
        using var client = Client();
        await FoundAsync(client);
        (_site.Tag, _site.Body) = ("\"v2\"", "page 2");
        (await FoundAsync(client)).Text.ShouldBe("page 2");

        (await FoundAsync(client)).Text.ShouldBe("page 2");

        _site.Asked.Select(asked => asked.Tag).ShouldBe([null, "\"v1\"", "\"v2\""]);
    }

    [Fact]
    public async Task Recorded_day_with_not_modified_replays_to_the_same_bytes_and_times()
    {
        using var client = Client();
        var live = new List<PoliteAnswer>();
        foreach (var (tag, body) in new[] { ("\"v1\"", "page 1"), ("\"v1\"", "page 1"), ("\"v2\"", "page 2"), ("\"v2\"", "page 2") })
        {
            (_site.Tag, _site.Body) = (tag, body);
            live.Add(await FoundAsync(client));
            _clock.Advance(TimeSpan.FromMinutes(20));
        }

        var pages = RecordedPages.Load(Path.Combine(_folder.Path, "2026-03-10"));
        pages
            .Of(Page.Address.AbsoluteUri)
            .Select(exchange => (exchange.Status, exchange.Cut))
            .ShouldBe([(200, false), (304, false), (200, false), (304, false)]);
        var then = new FakeTimeProvider(Noon);
        using var replayed = new PoliteClient(
            new SourceHttpOptions { RequestsPerSecond = 1e9, LargestKept = 0 },
            then,
            RealTime.Instance,
            new RecordedPagesHandler(pages, then)
        );
        foreach (var expected in live)
        {
            var answer = await FoundAsync(replayed);
            answer.Body.ToArray().ShouldBe(expected.Body.ToArray());
            (answer.At, answer.ContentType).ShouldBe((expected.At, expected.ContentType));
            then.Advance(TimeSpan.FromMinutes(20));
        }
    }

    /// <summary>Issue 10: a site that says "not modified" to a page that was mended meanwhile, under the same tag.</summary>
    [Theory]
    [InlineData(SourceErrorKind.Malformed, null)]
    [InlineData(SourceErrorKind.Foreign, null)]
    [InlineData(SourceErrorKind.NoResultYet, "\"v1\"")]
    public async Task Page_that_could_not_be_read_is_asked_for_whole(SourceErrorKind kind, string? tag)
    {
        using var client = Client();
        var bad = new SourceAnswer<string>.Refused(new SourceError(kind, "site", "u", Problem.Of($"bad")));

        (await client.ReadAsync(Page, _ => bad, TestContext.Current.CancellationToken)).ShouldBe(bad);
        var second = await client.ReadAsync(Page, page => new SourceAnswer<string>.Found(page.Text), TestContext.Current.CancellationToken);

        second.ShouldBe(new SourceAnswer<string>.Found("page 1"));
        _site.Asked.Select(asked => asked.Tag).ShouldBe([null, tag]);
    }

    [Fact]
    public async Task Page_of_yesterday_is_asked_for_whole()
    {
        using var client = Client();
        await FoundAsync(client);
        _clock.Advance(TimeSpan.FromDays(1));

        await FoundAsync(client);

        _site.Whole.ShouldBe(2);
        _site.Asked.ShouldAllBe(asked => asked.Tag == null);
    }

    [Fact]
    public async Task Day_that_ends_while_the_site_answers_has_the_page_whole_in_its_recording()
    {
        _clock.SetUtcNow(new DateTimeOffset(2026, 3, 11, 2, 59, 59, TimeSpan.Zero));
        using var client = Client();
        await FoundAsync(client);
        _site.Answering = () => _clock.Advance(TimeSpan.FromSeconds(1));

        (await FoundAsync(client)).Text.ShouldBe("page 1");

        var pages = RecordedPages.Load(Path.Combine(_folder.Path, "2026-03-11"));
        pages.Of(Page.Address.AbsoluteUri)[^1].Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(true, "\"v1\"")]
    [InlineData(false, null)]
    public async Task Page_that_must_not_be_kept_or_bears_no_mark_is_asked_for_whole(bool noStore, string? tag)
    {
        (_site.NoStore, _site.Tag) = (noStore, tag);
        using var client = Client();
        await FoundAsync(client);
        await FoundAsync(client);

        _site.Whole.ShouldBe(2);
    }

    [Fact]
    public async Task Memory_is_bounded_and_the_oldest_page_goes_first()
    {
        using var client = Client(largestKept: 13);
        await FoundAsync(client, "/1");
        await FoundAsync(client, "/2");
        await FoundAsync(client, "/3");

        await FoundAsync(client, "/3");
        await FoundAsync(client, "/2");
        await FoundAsync(client, "/1");

        _site.Asked.Select(asked => asked.Tag is not null).ShouldBe([false, false, false, true, true, false]);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static PoliteRequest Page => new() { Source = "zeturf", Address = new Uri("https://site.example/page") };

    private PoliteClient Client(long largestKept = 1 << 20) =>
        new(
            new SourceHttpOptions { RequestsPerSecond = 1e9, LargestKept = largestKept },
            _clock,
            RealTime.Instance,
            new RecordingHandler(new PageArchive(_folder.Store), _clock, NullLogger<RecordingHandler>.Instance) { InnerHandler = _site }
        );

    private static async Task<PoliteAnswer> FoundAsync(PoliteClient client, string path = "/page") =>
        (await client.GetAsync(Page with { Address = new Uri(Page.Address, path) }, Token))
            .ShouldBeOfType<SourceAnswer<PoliteAnswer>.Found>()
            .Value;
}
