using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hippique.Racing;
using Hippique.Sources.Storage;

namespace Hippique.Sources.Pages;

/// <summary>
/// Keeps every exchange with a site under <c>{day}/pages/</c> of the store: bodies by their hash, compressed, each once; and a line a request in <c>index.jsonl</c>, which
/// is only appended to. The day is the programme day of the moment on the Paris clock.
/// </summary>
public sealed class PageArchive(ISourceStore store)
{
    /// <summary>Of the folder in the day's.</summary>
    public const string FolderName = "pages";

    /// <summary>Of the file in it that lists the exchanges.</summary>
    public const string IndexName = "index.jsonl";

    /// <summary>Of the file in it that lists when the day was planned.</summary>
    public const string PlansName = "plans.jsonl";

    internal static JsonSerializerOptions Json { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };

    /// <summary>Writes the body if it is new, then the line; a reader never finds a line without its body.</summary>
    /// <exception cref="IOException">The store cannot be written.</exception>
    public async Task AppendAsync(RecordedExchange exchange, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var pages = $"{Day(exchange.At)}/{FolderName}";
        var hash = body.IsEmpty ? null : Convert.ToHexStringLower(SHA256.HashData(body.Span));
        if (hash is not null)
            await store.PutIfAbsentAsync($"{pages}/{BodyName(hash)}", Packed(body.Span), cancellationToken).ConfigureAwait(false);
        var line = JsonSerializer.Serialize(exchange with { Body = hash, Length = body.Length }, Json) + "\n";
        await store.AppendLinesAsync($"{pages}/{IndexName}", Encoding.UTF8.GetBytes(line), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds that <paramref name="date"/> is being planned; among the pages of that day, also on the evening before.</summary>
    /// <exception cref="IOException">The store cannot be written.</exception>
    public async Task AppendAsync(DateOnly date, RecordedPlan plan, CancellationToken cancellationToken)
    {
        var path = $"{Day(date)}/{FolderName}/{PlansName}";
        var line = JsonSerializer.Serialize(plan, Json) + "\n";
        await store.AppendLinesAsync(path, Encoding.UTF8.GetBytes(line), cancellationToken).ConfigureAwait(false);
    }

    internal static string BodyName(string hash) => $"{hash[..2]}/{hash}.gz";

    /// <summary>Whether a file of that folder is a body, or the draft of one that a killed process left.</summary>
    public static bool IsBody(string folder, string name) =>
        name.Length >= 64 + ".gz".Length
        && name.StartsWith(folder, StringComparison.Ordinal)
        && name[..64].All(char.IsAsciiHexDigitLower)
        && (
            name[64..] == ".gz"
            || (name[64..].StartsWith(".gz.", StringComparison.Ordinal) && name.EndsWith(".tmp", StringComparison.Ordinal))
        );

    private static string Day(DateTimeOffset at) => Day(ParisTime.ProgrammeOf(at));

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static byte[] Packed(ReadOnlySpan<byte> body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(body);
        return packed.ToArray();
    }
}
