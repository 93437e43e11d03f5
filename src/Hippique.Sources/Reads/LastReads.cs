using System.Text.Json;
using System.Text.Json.Serialization;
using Hippique.Sources.Storage;

namespace Hippique.Sources.Reads;

/// <summary>
/// Keeps, over restarts, when a page of each source was last read well: one small file a source. If it cannot be written or read, nothing but this knowledge is lost.
/// </summary>
public sealed class LastReads(ISourceStore store)
{
    private const string Folder = "sources";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Null if nothing of the source was ever read.</summary>
    public async Task<LastRead?> OfAsync(string source, CancellationToken cancellationToken)
    {
        try
        {
            return Parse(await store.GetAsync(PathOf(source), cancellationToken).ConfigureAwait(false));
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="source">Short code of the source.</param>
    /// <param name="change">What was read now.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task NoteAsync(string source, Func<LastRead, LastRead> change, CancellationToken cancellationToken)
    {
        try
        {
            await store
                .UpdateAsync(
                    PathOf(source),
                    there => [.. JsonSerializer.SerializeToUtf8Bytes(change(Parse(there) ?? new() { Source = source }), Json), (byte)'\n'],
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        // A page has been read; that nobody will know when must not cost it.
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException) { }
    }

    private static LastRead? Parse(ReadOnlyMemory<byte>? there)
    {
        try
        {
            return there is { } json ? JsonSerializer.Deserialize<LastRead>(json.Span, Json) : null;
        }
        // Half a file after a crash: nothing is known.
        catch (JsonException)
        {
            return null;
        }
    }

    private static string PathOf(string source) => $"{Folder}/{source}.json";
}
