using System.Text.Json.Serialization;
using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud.Scheduler;

internal sealed record JobPage(IReadOnlyList<CloudJob>? Jobs, string? NextPageToken);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters = [typeof(GoogleTimestamp)],
    IgnoreReadOnlyProperties = true
)]
[JsonSerializable(typeof(CloudJob))]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(Empty))]
internal sealed partial class CloudSchedulerJson : JsonSerializerContext;
