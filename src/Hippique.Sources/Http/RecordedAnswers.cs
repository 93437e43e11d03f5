using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Hippique.Racing;
using Hippique.Sources.Pages;
using Hippique.Sources.Storage;

namespace Hippique.Sources.Http;

/// <summary>
/// The pages that earlier processes recorded, as answers again: the bytes as they came, and the instants of then. Whatever is missing or corrupt is as if it had never been recorded.
/// </summary>
internal sealed class RecordedAnswers(ISourceStore store, SourceHttpOptions options)
{
    /// <summary>The exchanges of a programme day in the order in which they were written; none where nothing was recorded or nothing can be read.</summary>
    public async Task<IReadOnlyList<RecordedExchange>> OfDayAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (await ReadAsync($"{FolderOf(day)}/{PageArchive.IndexName}", cancellationToken).ConfigureAwait(false) is not { } index)
            return [];
        var exchanges = new List<RecordedExchange>();
        var lines = index;
        while (!lines.IsEmpty)
        {
            var end = lines.Span.IndexOf((byte)'\n');
            if (Parse(end < 0 ? lines.Span : lines.Span[..end]) is { } exchange)
                exchanges.Add(exchange);
            lines = end < 0 ? default : lines[(end + 1)..];
        }
        return exchanges;
    }

    /// <summary>The answer that this exchange was to its client. Null: there was none, or its page cannot be read any more.</summary>
    /// <param name="exchange">One of <paramref name="day"/>.</param>
    /// <param name="day">The exchanges of that day: the page that a 304 stands for is among them.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task<RecordedAnswer?> AnswerAsync(
        RecordedExchange exchange,
        IEnumerable<RecordedExchange> day,
        CancellationToken cancellationToken
    )
    {
        var whole =
            exchange.Status == (int)HttpStatusCode.NotModified
                ? day.TakeWhile(earlier => !ReferenceEquals(earlier, exchange))
                    .LastOrDefault(earlier => earlier.Url == exchange.Url && IsWhole(earlier))
                : exchange;
        if (whole is null || !IsWhole(whole) || !Uri.TryCreate(whole.Url, UriKind.Absolute, out var address))
            return null;
        if (await BodyAsync(whole, cancellationToken).ConfigureAwait(false) is not { } body)
            return null;
        using var response = ResponseOf(whole, body);
        var (unpacked, _, _) = await BodyReader
            .ReadAsync(response.Content, options.LargestBody, options.LargestText, cancellationToken)
            .ConfigureAwait(false);
        if (unpacked is null)
            return null;
        var answer = new PoliteAnswer
        {
            Address = address,
            At = exchange.At,
            // A 304 says by its own date that the page still holds.
            Date = DateOf(exchange),
            Body = unpacked,
            ContentType = response.Content.Headers.ContentType,
        };
        return new RecordedAnswer(answer, Kept.Of(answer, response));
    }

    /// <summary>A page that came to its end.</summary>
    public static bool IsWhole(RecordedExchange exchange) =>
        exchange is { Status: (int)HttpStatusCode.OK, Cut: false, Failure: null, Body.Length: 64 };

    private async Task<byte[]?> BodyAsync(RecordedExchange exchange, CancellationToken cancellationToken)
    {
        var path = $"{FolderOf(ParisTime.ProgrammeOf(exchange.At))}/{PageArchive.BodyName(exchange.Body!)}";
        if (!exchange.Body!.All(char.IsAsciiHexDigitLower) || exchange.Length < 0 || exchange.Length > options.LargestBody)
            return null;
        if (await ReadAsync(path, cancellationToken).ConfigureAwait(false) is not { } packed)
            return null;
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            var body = new byte[exchange.Length];
            await gzip.ReadExactlyAsync(body, cancellationToken).ConfigureAwait(false);
            return gzip.ReadByte() < 0 ? body : null;
        }
        // Half a file after a crash, or one that was changed by hand.
        catch (Exception corrupt) when (corrupt is InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }

    private async Task<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await store.GetAsync(path, cancellationToken).ConfigureAwait(false);
        }
        // What cannot be read is asked of the site, as if nobody had asked before.
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static RecordedExchange? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<RecordedExchange>(line, PageArchive.Json) is { Url: not null, Headers: not null } exchange
                ? exchange
                : null;
        }
        // A process that was killed leaves half a line.
        catch (JsonException)
        {
            return null;
        }
    }

    private static HttpResponseMessage ResponseOf(RecordedExchange exchange, byte[] body)
    {
        var response = new HttpResponseMessage((HttpStatusCode)exchange.Status) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in exchange.Headers)
        {
            if (
                !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !response.Headers.TryAddWithoutValidation(name, value)
            )
                response.Content.Headers.TryAddWithoutValidation(name, value);
        }
        return response;
    }

    private static DateTimeOffset? DateOf(RecordedExchange exchange)
    {
        using var response = ResponseOf(exchange, []);
        return response.Headers.Date;
    }

    private static string FolderOf(DateOnly day) => $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}/{PageArchive.FolderName}";
}

/// <param name="Answer">As its client had it.</param>
/// <param name="Kept">By which the site is asked whether the page still holds; null: it said of none.</param>
internal sealed record RecordedAnswer(PoliteAnswer Answer, Kept? Kept);
