using System.Text.Json;

namespace Hippique.GoogleCloud.Logging;

/// <summary>An entry of Cloud Logging (v2), as far as it is used here.</summary>
public sealed record LogEntry
{
    public string? InsertId { get; init; }
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary><c>DEFAULT</c>, <c>DEBUG</c>, <c>INFO</c>, <c>NOTICE</c>, <c>WARNING</c>, <c>ERROR</c>, <c>CRITICAL</c>, <c>ALERT</c> or <c>EMERGENCY</c>; null: the first.</summary>
    public string? Severity { get; init; }
    public string? TextPayload { get; init; }
    public JsonElement? JsonPayload { get; init; }
    public LoggedCall? HttpRequest { get; init; }

    /// <summary>What was said: the message, else the request; null if it is neither.</summary>
    public string? Message => Field("message") ?? TextPayload ?? HttpRequest?.ToString();

    /// <summary>The run to which it belongs.</summary>
    public string? CorrelationId => Field("correlation_id");

    private string? Field(string name) =>
        JsonPayload is { ValueKind: JsonValueKind.Object } payload
        && payload.TryGetProperty(name, out var text)
        && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}

/// <summary>A request that was logged.</summary>
public sealed record LoggedCall
{
    public string? RequestMethod { get; init; }
    public string? RequestUrl { get; init; }
    public int? Status { get; init; }

    public override string ToString() => $"{RequestMethod} {RequestUrl} {Status}".Trim();
}
