using Hippique.GoogleCloud.Logging;

namespace Hippique.Cloud;

/// <summary>What <c>hippique cloud logs</c> found; its JSON.</summary>
/// <param name="Filter">In the Logging query language, as <c>gcloud logging read</c> takes it.</param>
/// <param name="Entries">The newest, in the order of time.</param>
internal sealed record CloudLogs(string Filter, IReadOnlyList<CloudLogLine> Entries);

/// <param name="Timestamp">When it was said.</param>
/// <param name="Severity">As Cloud Logging names it.</param>
/// <param name="Message">The whole text; empty if the entry has none.</param>
/// <param name="CorrelationId">Of the run or request; null: none.</param>
internal sealed record CloudLogLine(DateTimeOffset? Timestamp, string Severity, string Message, string? CorrelationId)
{
    public static CloudLogLine Of(LogEntry entry) =>
        new(entry.Timestamp, entry.Severity ?? LogQuery.Severities[0], entry.Message ?? "", entry.CorrelationId);
}
