using System.Text.Json.Serialization;

namespace Hippique.Hosting.Logging;

/// <summary>A line of the program's log, as it is kept in memory.</summary>
public sealed record LogLine
{
    /// <summary>By the program's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary><c>INFO</c>, <c>WARNING</c>, <c>ERROR</c>, <c>CRITICAL</c>.</summary>
    public required string Severity { get; init; }
    public required string Message { get; init; }

    /// <summary>The work to which it belongs; null: to none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CorrelationId { get; init; }
}
