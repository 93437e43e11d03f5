using System.Globalization;

namespace Hippique.GoogleCloud.Logging;

/// <summary>Which entries of the service are wanted. The values are checked by whoever makes it: they become part of a filter.</summary>
public sealed record LogQuery
{
    /// <summary>Severities as Cloud Logging names them, from the least.</summary>
    public static readonly IReadOnlyList<string> Severities =
    [
        "DEFAULT",
        "DEBUG",
        "INFO",
        "NOTICE",
        "WARNING",
        "ERROR",
        "CRITICAL",
        "ALERT",
        "EMERGENCY",
    ];

    /// <summary>The Cloud Run service's id.</summary>
    public required string Service { get; init; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>This one and worse; null: all.</summary>
    public string? Severity { get; init; }

    /// <summary>The correlation id of a run; null: all.</summary>
    public string? Run { get; init; }

    /// <summary>One of these stands in the message; empty: all.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>In the Logging query language.</summary>
    public string Filter
    {
        get
        {
            var parts = new List<string>
            {
                "resource.type=\"cloud_run_revision\"",
                $"resource.labels.service_name={Quoted(Service)}",
                $"timestamp>=\"{Since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\"",
            };
            if (Severity is { } severity)
                parts.Add($"severity>={severity}");
            if (Run is { } run)
                parts.Add($"jsonPayload.correlation_id={Quoted(run)}");
            if (Words.Count > 0)
                parts.Add($"({string.Join(" OR ", Words.Select(word => $"jsonPayload.message:{Quoted(word)}"))})");
            return string.Join(" AND ", parts);
        }
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
