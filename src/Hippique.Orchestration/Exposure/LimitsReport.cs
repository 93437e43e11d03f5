using System.Text.Json.Serialization;

namespace Hippique.Orchestration.Exposure;

/// <summary>The limits of money at a moment, and where each comes from.</summary>
public sealed record LimitsReport
{
    /// <summary>Those that hold: of each the lowest of the environment's and the user's own, raises of the last day left out; 0 € during a pause.</summary>
    public required PlayLimits InForce { get; init; }

    /// <summary>As the environment sets them (<c>DAILY_LIMIT</c> and its like).</summary>
    public required PlayLimits Configured { get; init; }

    /// <summary>When all that the environment sets is in force; null if it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CooledAt { get; init; }

    /// <summary>As the user has set them on a page.</summary>
    public required PlayLimits Chosen { get; init; }

    /// <summary>When all that the user has set is in force; null if it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ChosenCooledAt { get; init; }

    /// <summary>Nothing is proposed before it; null: there is no pause.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? PausedUntil { get; init; }
}
