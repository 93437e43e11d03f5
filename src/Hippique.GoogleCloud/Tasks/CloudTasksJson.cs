using System.Text.Json.Serialization;
using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud.Tasks;

internal sealed record CreateTask(CloudTask Task);

internal sealed record TaskPage(IReadOnlyList<CloudTask>? Tasks, string? NextPageToken);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters = [typeof(GoogleTimestamp)],
    IgnoreReadOnlyProperties = true
)]
[JsonSerializable(typeof(CreateTask))]
[JsonSerializable(typeof(TaskPage))]
[JsonSerializable(typeof(CloudQueue))]
[JsonSerializable(typeof(Empty))]
internal sealed partial class CloudTasksJson : JsonSerializerContext;
