using System.Text.Json.Serialization;
using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud.Storage;

/// <summary>Asks what the caller may do in a bucket (<c>buckets.testIamPermissions</c>), which reads no object and writes none.</summary>
public sealed class BucketPermissions(RestClient rest, BucketOptions options)
{
    private static readonly Uri AtGoogle = new("https://storage.googleapis.com/");

    /// <summary>What the service does there.</summary>
    public static readonly IReadOnlyList<string> Needed =
    [
        "storage.objects.create",
        "storage.objects.delete",
        "storage.objects.get",
        "storage.objects.list",
    ];

    /// <summary>Those of <see cref="Needed"/> that are missing.</summary>
    public async Task<RestResult<IReadOnlyList<string>>> MissingAsync(CancellationToken cancellationToken)
    {
        var asked = string.Join('&', Needed.Select(permission => $"permissions={permission}"));
        var path = $"/storage/v1/b/{Uri.EscapeDataString(options.Bucket)}/iam/testPermissions?{asked}";
        var answer = await rest.SendAsync(
            RestCall.Get(new Uri(options.Endpoint ?? AtGoogle, path)),
            BucketPermissionsJson.Default.BucketGrants,
            cancellationToken
        );
        return answer is RestResult<BucketGrants>.Failed failed
            ? new RestResult<IReadOnlyList<string>>.Failed(failed.Call, failed.Error)
            : new RestResult<IReadOnlyList<string>>.Ok([.. Needed.Except(answer.OrThrow().Permissions ?? [])]);
    }
}

internal sealed record BucketGrants(IReadOnlyList<string>? Permissions);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BucketGrants))]
internal sealed partial class BucketPermissionsJson : JsonSerializerContext;
