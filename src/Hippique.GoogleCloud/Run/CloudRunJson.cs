using System.Text.Json.Serialization;

namespace Hippique.GoogleCloud.Run;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(RunService))]
[JsonSerializable(typeof(RunPolicy))]
internal sealed partial class CloudRunJson : JsonSerializerContext;
