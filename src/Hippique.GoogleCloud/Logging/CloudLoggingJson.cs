using System.Text.Json.Serialization;
using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud.Logging;

internal sealed record LogAsk(IReadOnlyList<string> ResourceNames, string Filter, string OrderBy, int PageSize, string? PageToken);

internal sealed record LogPage(IReadOnlyList<LogEntry>? Entries, string? NextPageToken);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(GoogleTimestamp)],
    IgnoreReadOnlyProperties = true
)]
[JsonSerializable(typeof(LogAsk))]
[JsonSerializable(typeof(LogPage))]
internal sealed partial class CloudLoggingJson : JsonSerializerContext;
