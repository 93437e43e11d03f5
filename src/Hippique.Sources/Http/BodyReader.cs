using System.IO.Compression;
using Hippique.Racing;

namespace Hippique.Sources.Http;

/// <summary>Reads a body whole, within caps on what comes over the wire and on what it unpacks to.</summary>
internal static class BodyReader
{
    /// <summary>The body's bytes, or what is wrong with it.</summary>
    /// <exception cref="IOException">The connection was cut.</exception>
    public static async Task<(byte[]? Body, SourceErrorKind Kind, Problem Missing)> ReadAsync(
        HttpContent content,
        int largestBody,
        int largestText,
        CancellationToken cancellationToken
    )
    {
        if (content.Headers.ContentLength > largestBody)
            return (
                null,
                SourceErrorKind.TooLarge,
                Problem.Of($"the body is announced with {content.Headers.ContentLength} bytes; at most {largestBody} are taken")
            );
        var wire = new CappedStream(await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), largestBody);
        await using var body = wire.ConfigureAwait(false);
        if (Unpacked(wire, content.Headers.ContentEncoding) is not { } stream)
            return (
                null,
                SourceErrorKind.Malformed,
                Problem.Of($"the body is packed as '{string.Join(", ", content.Headers.ContentEncoding)}', which was not asked for")
            );
        await using var unpacked = stream.ConfigureAwait(false);
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return (whole.ToArray(), default, Problem.None);
                if (whole.Length + read > largestText)
                    return (null, SourceErrorKind.TooLarge, Problem.Of($"the body unpacks to more than {largestText} bytes"));
                whole.Write(buffer, 0, read);
            }
        }
        catch (BodyTooLargeException)
        {
            return (null, SourceErrorKind.TooLarge, Problem.Of($"the body is larger than {largestBody} bytes"));
        }
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException)
        {
            return (null, SourceErrorKind.Malformed, Problem.Of($"the body cannot be unpacked"));
        }
    }

    private static Stream? Unpacked(Stream stream, ICollection<string> encodings)
    {
        if (encodings.Count > 2)
            return null;
        // The last one named was applied last.
        foreach (var encoding in encodings.Reverse())
        {
            var next = encoding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
                "br" => new BrotliStream(stream, CompressionMode.Decompress),
                "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
                "identity" => stream,
                _ => null,
            };
            if (next is null)
                return null;
            stream = next;
        }
        return stream;
    }
}

/// <summary>More came over the wire than is taken.</summary>
internal sealed class BodyTooLargeException : Exception;
