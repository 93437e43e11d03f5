using System.IO.Compression;
using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Hippique.Sources.Tests.Http;
using Hippique.Sources.Tests.Storage;
using Hippique.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Recording;

public sealed class PageArchiveTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private static readonly RecordedExchange Exchange = new()
    {
        At = Noon,
        Url = "https://site.example/p",
        Status = 200,
    };

    private readonly ArtifactSourceStore _store = new(new MemoryArtifactStore());

    [Fact]
    public async Task Body_lies_below_its_hash_once_and_the_index_names_it_twice()
    {
        var archive = new PageArchive(_store);
        await archive.AppendAsync(Exchange, "page"u8.ToArray(), Token);
        await archive.AppendAsync(Exchange with { At = Noon.AddMinutes(1) }, "page"u8.ToArray(), Token);

        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("page"u8));
        (await _store.ListAsync("", Token)).ShouldBe([$"2026-03-10/pages/{hash[..2]}/{hash}.gz", "2026-03-10/pages/index.jsonl"]);
        (await LinesAsync("2026-03-10")).ShouldBe([
            $$"""{"at":"2026-03-10T11:00:00+00:00","url":"https://site.example/p","status":200,"headers":{},"body":"{{hash}}","length":4}""",
            $$"""{"at":"2026-03-10T11:01:00+00:00","url":"https://site.example/p","status":200,"headers":{},"body":"{{hash}}","length":4}""",
        ]);
        using var gzip = new GZipStream(
            new MemoryStream((await _store.GetAsync($"2026-03-10/pages/{hash[..2]}/{hash}.gz", Token))!.Value.ToArray()),
            CompressionMode.Decompress
        );
        using var reader = new StreamReader(gzip);
        (await reader.ReadToEndAsync(Token)).ShouldBe("page");
    }

    [Fact]
    public async Task Answer_without_a_body_is_a_line_alone()
    {
        await new PageArchive(_store).AppendAsync(Exchange with { Status = 304 }, default, Token);

        (await _store.ListAsync("", Token)).ShouldBe(["2026-03-10/pages/index.jsonl"]);
        (await LinesAsync("2026-03-10")).ShouldHaveSingleItem().ShouldNotContain("body");
    }

    [Fact]
    public async Task Day_begins_at_four_in_Paris()
    {
        var archive = new PageArchive(_store);
        await archive.AppendAsync(Exchange with { At = new DateTimeOffset(2026, 3, 11, 2, 59, 59, TimeSpan.Zero) }, default, Token);
        await archive.AppendAsync(Exchange with { At = new DateTimeOffset(2026, 3, 11, 3, 0, 0, TimeSpan.Zero) }, default, Token);

        (await LinesAsync("2026-03-10")).Length.ShouldBe(1);
        (await LinesAsync("2026-03-11")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Store_that_breaks_costs_the_record_and_not_the_request()
    {
        var log = new LinesLogger<RecordingHandler>();
        var clock = new FakeTimeProvider(Noon);
        var unsentLog = new LinesLogger<UnsentRecorder>();
        var archive = new PageArchive(new BrokenSourceStore());
        using var wire = new FakeWire { Clock = clock };
        using var client = new PoliteClient(
            new SourceHttpOptions { RequestsPerSecond = 1e9, RequestsPerDay = 2 },
            clock,
            RealTime.Instance,
            new RecordingHandler(archive, clock, log) { InnerHandler = wire },
            new UnsentRecorder(archive, clock, unsentLog)
        );
        var page = new PoliteRequest { Source = "zeturf", Address = new Uri("https://site.example/p") };

        (await client.GetAsync(page, Token)).ShouldBeOfType<SourceAnswer<PoliteAnswer>.Found>().Value.Text.ShouldBe("page");
        (await client.GetAsync(page, Token))
            .ShouldBeOfType<SourceAnswer<PoliteAnswer>.Refused>()
            .Error.Kind.ShouldBe(SourceErrorKind.BudgetSpent);

        // robots.txt and the page.
        log.Lines.Count.ShouldBe(2);
        log.Lines.ShouldAllBe(line => line.Contains("could not be recorded: the disk is full"));
        unsentLog.Lines.ShouldHaveSingleItem().ShouldContain("That https://site.example/p was not asked could not be recorded");
    }

    [Theory]
    [InlineData("ab", "ab{0}.gz", true)]
    [InlineData("ab", "ab{0}.gz.0123456789ab.tmp", true)]
    [InlineData("cd", "ab{0}.gz", false)]
    [InlineData("ab", "ab{0}.gz.bak", false)]
    [InlineData("ab", "ab{0}", false)]
    [InlineData("ab", "abc.gz", false)]
    public void Bodies_are_known_by_their_names(string folder, string name, bool expected) =>
        PageArchive
            .IsBody(folder, string.Format(System.Globalization.CultureInfo.InvariantCulture, name, new string('0', 62)))
            .ShouldBe(expected);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<string[]> LinesAsync(string day) =>
        Encoding
            .UTF8.GetString((await _store.GetAsync($"{day}/pages/index.jsonl", Token)).ShouldNotBeNull().Span)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
