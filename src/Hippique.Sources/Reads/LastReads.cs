using System.Text.Json;

namespace Hippique.Sources.Reads;

/// <summary>
/// Keeps, over restarts, when a page of each source was last read well: one small file a source. What cannot be written or read costs nothing but this knowledge.
/// </summary>
public sealed class LastReads(string folder)
{
    /// <summary>The folder below <c>DATA_DIR</c>.</summary>
    public const string FolderName = "sources";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Lock _gate = new();

    /// <summary>Null where nothing of the source was ever read.</summary>
    public LastRead? Of(string source)
    {
        try
        {
            return JsonSerializer.Deserialize<LastRead>(File.ReadAllText(PathOf(source)), Json);
        }
        // Not there yet, or half a file after a crash: nothing is known.
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <param name="source">Short code of the source.</param>
    /// <param name="change">What was read now.</param>
    public void Note(string source, Func<LastRead, LastRead> change)
    {
        lock (_gate)
        {
            try
            {
                Directory.CreateDirectory(folder);
                var draft = Path.Combine(folder, $".{source}.{Environment.ProcessId}.new");
                File.WriteAllText(draft, JsonSerializer.Serialize(change(Of(source) ?? new LastRead { Source = source }), Json) + "\n");
                File.Move(draft, PathOf(source), overwrite: true);
            }
            // A page has been read; that nobody will know when must not cost it.
            catch (Exception broken) when (broken is IOException or UnauthorizedAccessException) { }
        }
    }

    private string PathOf(string source) => Path.Combine(folder, source + ".json");
}
