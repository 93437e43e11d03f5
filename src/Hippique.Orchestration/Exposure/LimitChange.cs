using System.Text.Json.Serialization;

namespace Hippique.Orchestration.Exposure;

/// <summary>A change of the limits: a line of its file.</summary>
/// <param name="At">When it was made or, if it was made by the environment, first seen.</param>
/// <param name="Limits">All four, as they were set.</param>
internal sealed record LimitChange(DateTimeOffset At, PlayLimits Limits)
{
    /// <summary>Nothing is played before it; null: the change is none of a pause.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Who made it; null: the environment.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? By { get; init; }
}
