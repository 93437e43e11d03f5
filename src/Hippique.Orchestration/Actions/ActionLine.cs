using System.Text.Json;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Orchestration.Actions;

/// <summary>A line of <c>actions.log</c>: an action that is asked for, or the end of one.</summary>
internal sealed record ActionLine
{
    private static readonly JsonSerializerOptions Json = new(ArtifactJson.Options)
    {
        WriteIndented = false,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public required DateTimeOffset At { get; init; }

    /// <summary>The same in both lines of an action.</summary>
    public required string Id { get; init; }

    /// <summary>Null in the line of an end.</summary>
    public ActionOrder? Asked { get; init; }

    /// <summary>Null in the first line.</summary>
    public ActionResult? Ended { get; init; }

    public byte[] Bytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];

    /// <summary>Null for a line that this version does not know, or that was changed by hand: the others still tell what they tell.</summary>
    public static ActionLine? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<ActionLine>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
