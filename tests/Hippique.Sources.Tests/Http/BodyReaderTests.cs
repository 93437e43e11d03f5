using System.IO.Compression;
using System.Text;
using Hippique.Sources.Http;

namespace Hippique.Sources.Tests.Http;

public sealed class BodyReaderTests
{
    private static readonly byte[] Page = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("une page ", 100)));

    [Theory]
    [InlineData("gzip")]
    [InlineData("X-GZIP")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("identity")]
    [InlineData("gzip", "br")]
    [InlineData]
    public async Task Body_is_unpacked_whatever_it_was_packed_with(params string[] encodings)
    {
        var (body, _, _) = await ReadAsync(Packed(Page, encodings), encodings);

        body.ShouldBe(Page);
    }

    [Fact]
    public async Task Caps_on_what_comes_and_on_what_it_unpacks_to_are_apart()
    {
        var packed = Packed(Page, ["gzip"]);

        (await ReadAsync(packed, ["gzip"], largestBody: packed.Length, largestText: Page.Length)).Body.ShouldBe(Page);
        (await ReadAsync(packed, ["gzip"], largestText: Page.Length - 1)).Missing.ShouldBe("the body unpacks to more than 899 bytes");
        var announced = await ReadAsync(packed, ["gzip"], largestBody: packed.Length - 1);
        (announced.Kind, announced.Body).ShouldBe((SourceErrorKind.TooLarge, null));
        announced.Missing.ShouldContain("is announced with");
    }

    [Fact]
    public async Task Body_that_says_no_length_is_stopped_where_it_is_too_large()
    {
        using var content = new StreamContent(new Endless());

        var (body, kind, missing) = await BodyReader.ReadAsync(content, 10_000, 1_000_000, Token);

        (body, kind, missing.ToString()).ShouldBe((null, SourceErrorKind.TooLarge, "the body is larger than 10000 bytes"));
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip", "gzip", "gzip")]
    public async Task Packing_that_was_not_asked_for_is_named(params string[] encodings)
    {
        var (body, kind, missing) = await ReadAsync(Page, encodings);

        (body, kind).ShouldBe((null, SourceErrorKind.Malformed));
        missing.ShouldContain("which was not asked for");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Body_that_is_not_packed_as_it_says_is_malformed(string encoding)
    {
        var (body, kind, missing) = await ReadAsync(Page, [encoding]);

        (body, kind, missing.ToString()).ShouldBe((null, SourceErrorKind.Malformed, "the body cannot be unpacked"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<(byte[]? Body, SourceErrorKind Kind, string Missing)> ReadAsync(
        byte[] bytes,
        string[] encodings,
        int largestBody = 1_000_000,
        int largestText = 1_000_000
    )
    {
        using var content = new ByteArrayContent(bytes);
        foreach (var encoding in encodings)
            content.Headers.ContentEncoding.Add(encoding);
        var (body, kind, missing) = await BodyReader.ReadAsync(content, largestBody, largestText, Token);
        return (body, kind, missing.ToString());
    }

    private static byte[] Packed(byte[] bytes, string[] encodings)
    {
        foreach (var encoding in encodings)
        {
            using var packed = new MemoryStream();
            using (
                Stream stream = encoding.ToLowerInvariant() switch
                {
                    "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
                    "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
                    "identity" => new BufferedStream(packed),
                    _ => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
                }
            )
                stream.Write(bytes);
            bytes = packed.ToArray();
        }
        return bytes;
    }

    /// <summary>Sends for ever.</summary>
    private sealed class Endless : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Math.Min(buffer.Length, 4096));
    }
}
