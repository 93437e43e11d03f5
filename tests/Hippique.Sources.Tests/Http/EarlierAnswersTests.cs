using System.IO.Compression;
using System.Text;
using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Hippique.Sources.Storage;
using Hippique.Sources.Tests.Recording;
using Hippique.Sources.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

/// <summary>A process that was replaced: what it kept of each address, the next one takes from the recorded pages, and asks for it conditionally.</summary>
public sealed class EarlierAnswersTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly TemporaryFolder _folder = new();
    private readonly VersionedSite _site = new();
    private readonly List<PoliteClient> _clients = [];

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        _site.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("\"v1\"", null)]
    [InlineData(null, "Tue, 10 Mar 2026 10:59:00 GMT")]
    public async Task Page_of_an_earlier_process_that_did_not_change_is_not_sent_again(string? tag, string? modified)
    {
        (_site.Tag, _site.Modified) = (tag, modified);
        await ReadAsync(Client());
        _clock.Advance(TimeSpan.FromMinutes(25));

        var second = Found(await ReadAsync(Client()));

        (second.Text, second.At, second.ContentType?.CharSet).ShouldBe(("page 1", Noon.AddMinutes(25), "utf-8"));
        _site.Asked.ShouldBe([(null, null), (tag, modified)]);
        _site.Whole.ShouldBe(1);
    }

    [Fact]
    public async Task Page_that_was_confirmed_meanwhile_or_that_failed_in_between_is_the_one_that_was_sent()
    {
        var first = Client();
        await ReadAsync(first);
        await ReadAsync(first);
        await AppendAsync(
            new RecordedExchange
            {
                At = Noon,
                Url = Page().Address.AbsoluteUri,
                Status = 503,
            }
        );

        Found(await ReadAsync(Client())).Text.ShouldBe("page 1");

        _site.Asked.Select(asked => asked.Tag).ShouldBe([null, "\"v1\"", "\"v1\""]);
    }

    [Fact]
    public async Task Page_that_changed_in_between_is_asked_for_by_its_last_mark()
    {
        var first = Client();
        await ReadAsync(first);
        (_site.Tag, _site.Body) = ("\"v2\"", "page 2");
        await ReadAsync(first);

        Found(await ReadAsync(Client())).Text.ShouldBe("page 2");

        _site.Asked[^1].Tag.ShouldBe("\"v2\"");
    }

    [Fact]
    public async Task Page_that_was_read_badly_does_not_come_back()
    {
        await ReadAsync(Client(), isRead: false);

        await ReadAsync(Client(), isRead: false);
        // Also of this process the next request is unconditional.
        await ReadAsync(_clients[^1]);

        _site.Asked.ShouldAllBe(asked => asked.Tag == null);
    }

    [Fact]
    public async Task Page_that_this_version_cannot_read_any_more_costs_nothing_but_a_whole_answer()
    {
        await ReadAsync(Client());
        (_site.Tag, _site.Body) = ("\"v2\"", "page 2");

        var answer = await Client()
            .ReadAsync(Page(), page => page.Text == "page 1" ? Bad : new SourceAnswer<PoliteAnswer>.Found(page), Token);

        Found(answer).Text.ShouldBe("page 2");
        _site.Asked.ShouldAllBe(asked => asked.Tag == null);
    }

    [Fact]
    public async Task Page_that_this_process_read_badly_is_not_looked_up_again()
    {
        await ReadAsync(Client());
        var second = Client();
        await ReadAsync(second);
        await ReadAsync(second, isRead: false);

        await ReadAsync(second);

        _site.Asked.Select(asked => asked.Tag).ShouldBe([null, "\"v1\"", "\"v1\"", null]);
    }

    [Fact]
    public async Task Page_of_yesterday_is_asked_for_whole()
    {
        await ReadAsync(Client());
        _clock.Advance(TimeSpan.FromDays(1));

        await ReadAsync(Client());

        _site.Whole.ShouldBe(2);
    }

    [Theory]
    [InlineData(true, "\"v1\"")]
    [InlineData(false, null)]
    public async Task Page_that_must_not_be_kept_or_bears_no_mark_is_asked_for_whole(bool noStore, string? tag)
    {
        (_site.NoStore, _site.Tag) = (noStore, tag);
        await ReadAsync(Client());

        await ReadAsync(Client());

        _site.Whole.ShouldBe(2);
        _site.Asked.ShouldAllBe(asked => asked.Tag == null);
    }

    [Fact]
    public async Task Memory_is_bounded_as_in_one_process()
    {
        foreach (var path in new[] { "/1", "/2", "/3" })
            await ReadAsync(Client(), path);
        var next = Client(largestKept: 13);
        foreach (var path in new[] { "/1", "/2", "/3", "/1" })
            await ReadAsync(next, path);

        _site.Asked.Skip(3).Select(asked => asked.Tag is not null).ShouldBe([true, true, true, false]);
    }

    [Fact]
    public async Task Nothing_is_taken_up_where_nothing_is_kept_or_nothing_is_recorded()
    {
        await ReadAsync(Client());
        await ReadAsync(Client(largestKept: 0));
        Directory.Delete(Path.Combine(_folder.Path, "2026-03-10"), recursive: true);
        await ReadAsync(Client());

        _site.Whole.ShouldBe(3);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("half")]
    [InlineData("other")]
    [InlineData("index")]
    public async Task Page_that_is_gone_or_corrupt_costs_a_whole_answer_and_nothing_else(string fault)
    {
        await ReadAsync(Client());
        var pages = Path.Combine(_folder.Path, "2026-03-10", PageArchive.FolderName);
        var index = Path.Combine(pages, PageArchive.IndexName);
        foreach (var body in Directory.GetFiles(pages, "*.gz", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(body, Token);
            if (fault is "gone")
                File.Delete(body);
            else if (fault is "half")
                await File.WriteAllBytesAsync(body, bytes[..(bytes.Length / 2)], Token);
            else if (fault is "other")
                await File.WriteAllBytesAsync(body, Packed("page 1 and more"), Token);
        }
        if (fault is "index")
            await File.WriteAllTextAsync(index, (await File.ReadAllTextAsync(index, Token))[..^20] + "\nnull\n{\"at\":1}\n", Token);

        Found(await ReadAsync(Client())).Text.ShouldBe("page 1");

        _site.Whole.ShouldBe(2);
    }

    [Fact]
    public async Task Store_that_cannot_be_read_costs_a_whole_answer_and_nothing_else()
    {
        await ReadAsync(Client());

        Found(await ReadAsync(Client(store: new BrokenSourceStore()))).Text.ShouldBe("page 1");

        _site.Whole.ShouldBe(2);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SourceAnswer<PoliteAnswer> Bad =>
        new SourceAnswer<PoliteAnswer>.Refused(new SourceError(SourceErrorKind.Malformed, "site", "u", Problem.Of($"bad")));

    private static PoliteRequest Page(string path = "/page") =>
        new() { Source = "zeturf", Address = new Uri(new Uri("https://site.example/"), path) };

    private static PoliteAnswer Found(SourceAnswer<PoliteAnswer> answer) => answer.ShouldBeOfType<SourceAnswer<PoliteAnswer>.Found>().Value;

    private static Task<SourceAnswer<PoliteAnswer>> ReadAsync(PoliteClient client, string path = "/page", bool isRead = true) =>
        client.ReadAsync(Page(path), page => isRead ? new SourceAnswer<PoliteAnswer>.Found(page) : Bad, Token);

    private PoliteClient Client(long largestKept = 1 << 20, ISourceStore? store = null)
    {
        _clients.Add(
            new PoliteClient(
                new SourceHttpOptions { RequestsPerSecond = 1e9, LargestKept = largestKept },
                _clock,
                RealTime.Instance,
                new RecordingHandler(new PageArchive(_folder.Store), _clock, NullLogger<RecordingHandler>.Instance)
                {
                    InnerHandler = _site,
                },
                store: store ?? _folder.Store
            )
        );
        return _clients[^1];
    }

    private Task AppendAsync(RecordedExchange exchange) => new PageArchive(_folder.Store).AppendAsync(exchange, default, Token);

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
