using System.IO.Compression;
using Hippique.Sources.Http;
using Hippique.Testing;

namespace Hippique.Sources.Tests.Http;

/// <summary>Answers that are late, cut, endless or not what they say.</summary>
public sealed class PoliteClientBodyTests : IAsyncDisposable
{
    private readonly LoopbackSite _site = new();
    private readonly PoliteClient _client = new(
        new SourceHttpOptions { RequestsPerSecond = 1000, Retries = 0 },
        TimeProvider.System,
        RealTime.Instance
    );

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task GetAsync_SilentSite_TimesOut()
    {
        _site.Answers("/page", (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));

        Refused(await GetAsync("/page", timeout: 0.3)).Kind.ShouldBe(SourceErrorKind.Timeout);
    }

    [Fact]
    public async Task GetAsync_SlowBytes_TimeOutAsAWhole()
    {
        _site.Answers(
            "/page",
            async (stream, token) =>
            {
                await stream.WriteAsync(LoopbackSite.Head(200, "Content-Length: 1000000"), token);
                while (true)
                {
                    await stream.WriteAsync("x"u8.ToArray(), token);
                    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, token);
                }
            }
        );

        Refused(await GetAsync("/page", timeout: 0.5)).Kind.ShouldBe(SourceErrorKind.Timeout);
    }

    [Fact]
    public async Task GetAsync_CutBody_IsTruncated()
    {
        _site.Answers(
            "/page",
            async (stream, token) =>
                await stream.WriteAsync((byte[])[.. LoopbackSite.Head(200, "Content-Length: 100"), .. "<html>"u8], token)
        );
        _site.Answers(
            "/chunks",
            async (stream, token) =>
                await stream.WriteAsync((byte[])[.. LoopbackSite.Head(200, "Transfer-Encoding: chunked"), .. "6\r\n<html>\r\n"u8], token)
        );
        _site.Answers("/nothing", (_, _) => Task.CompletedTask);

        Refused(await GetAsync("/page")).Kind.ShouldBe(SourceErrorKind.Truncated);
        Refused(await GetAsync("/chunks")).Kind.ShouldBe(SourceErrorKind.Truncated);
        Refused(await GetAsync("/nothing")).Kind.ShouldBe(SourceErrorKind.Truncated);
    }

    [Fact]
    public async Task GetAsync_NoHttp_IsMalformed()
    {
        _site.Answers("/page", async (stream, token) => await stream.WriteAsync("SSH-2.0-OpenSSH\r\n\r\n"u8.ToArray(), token));

        Refused(await GetAsync("/page")).Kind.ShouldBe(SourceErrorKind.Malformed);
    }

    [Fact]
    public async Task GetAsync_BodyOfAGigabyte_IsRefusedAnnouncedOrNot()
    {
        var sent = 0L;
        _site.Answers(
            "/announced",
            async (stream, token) => await stream.WriteAsync(LoopbackSite.Head(200, "Content-Length: 1073741824"), token)
        );
        _site.Answers(
            "/endless",
            async (stream, token) =>
            {
                await stream.WriteAsync(LoopbackSite.Head(200), token);
                var block = new byte[64 * 1024];
                for (; sent < 1 << 30; sent += block.Length)
                    await stream.WriteAsync(block, token);
            }
        );

        Refused(await GetAsync("/announced")).Kind.ShouldBe(SourceErrorKind.TooLarge);
        Refused(await GetAsync("/endless")).Kind.ShouldBe(SourceErrorKind.TooLarge);
        sent.ShouldBeLessThan(64 << 20);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task GetAsync_PackedBody_IsUnpackedAndABombIsNot(string encoding)
    {
        _site.Answers("/page", 200, Pack(encoding, "<html>packed</html>"u8.ToArray()), $"Content-Encoding: {encoding}");
        _site.Answers("/bomb", 200, Pack(encoding, new byte[64 << 20]), $"Content-Encoding: {encoding}");

        Found(await GetAsync("/page")).Text.ShouldBe("<html>packed</html>");
        var error = Refused(await GetAsync("/bomb"));
        error.Kind.ShouldBe(SourceErrorKind.TooLarge);
        error.Missing.ToString().ShouldContain("unpacks to more");
    }

    [Fact]
    public async Task GetAsync_BodyThatIsNotPackedAsItSays_IsMalformed()
    {
        _site.Answers("/page", 200, "<html>plain</html>", "Content-Encoding: gzip");
        _site.Answers("/odd", 200, "x", "Content-Encoding: zstd");

        Refused(await GetAsync("/page")).Kind.ShouldBe(SourceErrorKind.Malformed);
        Refused(await GetAsync("/odd")).Kind.ShouldBe(SourceErrorKind.Malformed);
    }

    private Task<SourceAnswer<PoliteAnswer>> GetAsync(string path, double timeout = 15) =>
        _client.GetAsync(
            new PoliteRequest
            {
                Source = "zeturf",
                Address = new Uri(_site.Address, path),
                Timeout = TimeSpan.FromSeconds(timeout),
            },
            TestContext.Current.CancellationToken
        );

    private static byte[] Pack(string encoding, byte[] content)
    {
        using var target = new MemoryStream();
        using (
            Stream packed =
                encoding == "br" ? new BrotliStream(target, CompressionLevel.Fastest) : new GZipStream(target, CompressionLevel.Fastest)
        )
            packed.Write(content);
        return target.ToArray();
    }

    private static PoliteAnswer Found(SourceAnswer<PoliteAnswer> answer) => answer.ShouldBeOfType<SourceAnswer<PoliteAnswer>.Found>().Value;

    private static SourceError Refused(SourceAnswer<PoliteAnswer> answer) =>
        answer.ShouldBeOfType<SourceAnswer<PoliteAnswer>.Refused>().Error;
}
