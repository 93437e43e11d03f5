using System.IO.Compression;
using System.Text;
using Hippique.Sources.Http;
using Hippique.Sources.Registration;
using Hippique.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.Sources.Tests.Http;

/// <summary>Hostile and broken sites on a real socket, met by the whole way from a source down to the wire.</summary>
public sealed class HostileSiteTests : IAsyncDisposable
{
    private const string Programme = "/fr/programmes-et-pronostics";
    private readonly LoopbackSite _site = new();
    private ServiceProvider? _services;

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Theory]
    [InlineData(403, "Content-Length: 0", SourceErrorKind.Forbidden, null)]
    [InlineData(429, "Retry-After: 90", SourceErrorKind.TooManyRequests, 90)]
    [InlineData(429, "Retry-After: -5", SourceErrorKind.TooManyRequests, null)]
    [InlineData(429, "Retry-After: soon", SourceErrorKind.TooManyRequests, null)]
    [InlineData(429, "Retry-After: 99999999999999999999", SourceErrorKind.TooManyRequests, null)]
    [InlineData(500, "X-Odd: 1", SourceErrorKind.ServerError, null)]
    [InlineData(503, "Retry-After: 3600", SourceErrorKind.ServerError, 3600)]
    public async Task Refusal_has_its_name_and_says_when_to_come_back(int status, string header, SourceErrorKind expected, int? seconds)
    {
        _site.Answers(Programme, status, "", header);

        var error = await RefusedAsync();

        (error.Kind, error.Source).ShouldBe((expected, "zeturf"));
        error.RetryAfter.ShouldBe(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("text/html; charset=no-such-charset")]
    [InlineData("text/html; charset=utf-7")]
    [InlineData("text/html; charset=\"")]
    [InlineData("")]
    public async Task Page_under_a_wrong_charset_is_read_as_what_it_is(string contentType)
    {
        var latin = Encoding.Latin1.GetBytes("<html><body>Étrange page</body></html>");
        _site.Answers("/page", 200, latin, $"Content-Type: {contentType}");

        var answer = await Client.GetAsync(new PoliteRequest { Source = "zeturf", Address = new Uri(_site.Address, "/page") }, Token);

        var text = answer.ShouldBeOfType<SourceAnswer<PoliteAnswer>.Found>().Value.Text;
        // Where the page itself swears to be UTF-8, its broken letter is replaced; nothing else is lost.
        text.ShouldBeOneOf("<html><body>Étrange page</body></html>", "<html><body>\uFFFDtrange page</body></html>");
    }

    [Fact]
    public async Task Foreign_page_with_status_200_is_no_empty_programme()
    {
        _site.Answers(Programme, 200, "<html><body>Accès refusé</body></html>", "Content-Type: text/html; charset=utf-16");

        (await RefusedAsync()).Kind.ShouldBeOneOf(SourceErrorKind.Foreign, SourceErrorKind.Malformed, SourceErrorKind.Changed);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirection_to_another_server_of_this_machine_is_not_followed(int status)
    {
        await using var inner = new LoopbackSite();
        inner.Answers("*", 200, "inside");
        _site.Answers(Programme, status, "", $"Location: {inner.Address}admin");

        var error = await RefusedAsync();

        error.Kind.ShouldBe(SourceErrorKind.Redirected);
        error.Missing.ToString().ShouldContain("another site");
        inner.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Redirected_robots_txt_leads_nowhere_else_either()
    {
        await using var inner = new LoopbackSite();
        _site.Answers("/robots.txt", 302, "", $"Location: {inner.Address}robots.txt");
        _site.Answers(Programme, 404);

        (await RefusedAsync()).Kind.ShouldBe(SourceErrorKind.NotFound);
        inner.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Gzip_within_gzip_does_not_hide_a_bomb()
    {
        var bomb = Gzip(Gzip(new byte[64 << 20]));
        bomb.Length.ShouldBeLessThan(10_000);
        _site.Answers(Programme, 200, bomb, "Content-Encoding: gzip, gzip");

        (await RefusedAsync()).Kind.ShouldBe(SourceErrorKind.TooLarge);
    }

    [Fact]
    public async Task Packed_body_that_is_cut_is_no_page()
    {
        var whole = Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(n => $"<p>{n}</p>"))));
        _site.Answers(
            Programme,
            async (stream, token) =>
            {
                await stream.WriteAsync(LoopbackSite.Head(200, $"Content-Length: {whole.Length}", "Content-Encoding: gzip"), token);
                await stream.WriteAsync(whole.AsMemory(0, whole.Length / 2), token);
            }
        );

        (await RefusedAsync()).Kind.ShouldBe(SourceErrorKind.Truncated);
    }

    [Fact]
    public async Task Head_without_end_is_too_large()
    {
        _site.Answers(
            Programme,
            async (stream, token) =>
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), token);
                var line = Encoding.Latin1.GetBytes($"X-Long: {new string('a', 8000)}\r\n");
                for (var sent = 0; sent < 4 << 20; sent += line.Length)
                    await stream.WriteAsync(line, token);
            }
        );

        (await RefusedAsync()).Kind.ShouldBe(SourceErrorKind.TooLarge);
    }

    [Fact]
    public async Task Site_that_keeps_failing_is_left_alone_in_the_end()
    {
        _site.Answers(Programme, 500);
        for (var request = 0; request < 4; request++)
            (await RefusedAsync()).Kind.ShouldBe(SourceErrorKind.ServerError);
        var asked = _site.Requests.Count;

        (await RefusedAsync()).Kind.ShouldBe(SourceErrorKind.CircuitOpen);

        _site.Requests.Count.ShouldBe(asked);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ServiceProvider Services =>
        _services ??= new ServiceCollection()
            .AddHippiqueSources(
                new SourceHttpOptions
                {
                    RequestsPerSecond = 1000,
                    Retries = 0,
                    Order = ["zeturf"],
                    BaseUrls = new Dictionary<string, Uri> { ["zeturf"] = _site.Address },
                }
            )
            .BuildServiceProvider();

    private PoliteClient Client => Services.GetRequiredService<PoliteClient>();

    private async Task<SourceError> RefusedAsync()
    {
        var today = Hippique.Racing.ParisTime.ProgrammeOf(TimeProvider.System.GetUtcNow());
        var answer = await Services.GetRequiredService<IRaceSource>().ProgrammeAsync(today, Token);
        return answer.ShouldBeOfType<SourceAnswer<Programme>.Refused>().Error;
    }

    private static byte[] Gzip(byte[] content)
    {
        using var target = new MemoryStream();
        using (var packed = new GZipStream(target, CompressionLevel.Optimal))
            packed.Write(content);
        return target.ToArray();
    }
}
