using System.Text.Json;
using Hippique.Hosting.Logging;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Dashboard.Operations;

/// <summary>The lines of the log that a page shows.</summary>
public sealed record LogView
{
    /// <summary>How the correlation ids of the lines begin; empty: all lines.</summary>
    public required string Id { get; init; }

    /// <summary>Of the process that answers, the oldest first.</summary>
    public required IReadOnlyList<LogLine> Lines { get; init; }

    /// <summary>The log that a look left beside its race, the oldest first; none if the id names no look, or it has not ended.</summary>
    public required IReadOnlyList<LogLine> Run { get; init; }

    /// <summary>The lines of a run's own log. A line that is cut off is left out: the file is for people.</summary>
    internal static IReadOnlyList<LogLine> Read(ReadOnlyMemory<byte> content)
    {
        var lines = new List<LogLine>();
        foreach (var range in content.Span.Split((byte)'\n'))
        {
            try
            {
                if (content[range] is { IsEmpty: false } line)
                    lines.Add(JsonSerializer.Deserialize<Written>(line.Span, ArtifactJson.Options)!.ToLine());
            }
            catch (JsonException) { }
        }
        return lines;
    }

    private sealed record Written
    {
        public required DateTimeOffset Timestamp { get; init; }
        public required string Severity { get; init; }
        public required string Message { get; init; }

        public LogLine ToLine() =>
            new()
            {
                At = Timestamp,
                Severity = Severity,
                Message = Message,
            };
    }
}
