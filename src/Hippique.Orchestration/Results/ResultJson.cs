using System.Text.Json;
using System.Text.Json.Nodes;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>Reads a result, also one that a version before the states wrote: <c>"official"</c> instead of <c>"state"</c>.</summary>
internal static class ResultJson
{
    /// <exception cref="ArtifactException">The bytes are no result; <paramref name="path"/> is named.</exception>
    public static RaceResult Read(string path, ReadOnlyMemory<byte> content) => ArtifactJson.Read<RaceResult>(path, WithState(content));

    private static ReadOnlyMemory<byte> WithState(ReadOnlyMemory<byte> content)
    {
        JsonNode? result;
        try
        {
            result = JsonNode.Parse(content.Span);
        }
        catch (JsonException)
        {
            // The reader of the whole says what is wrong with it.
            return content;
        }
        if (result is not JsonObject old || old.ContainsKey("state") || old["official"] is not JsonValue official)
            return content;
        old["state"] =
            !official.TryGetValue<bool>(out var isOfficial) || !isOfficial ? "provisional"
            : old["arrival"] is JsonArray { Count: 0 } ? "nobody_classified"
            : "official";
        return JsonSerializer.SerializeToUtf8Bytes(old);
    }
}
