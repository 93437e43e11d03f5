using System.Net;
using Google;
using Google.Apis.Auth.OAuth2.Responses;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.GoogleCloud.Storage;

/// <summary>Turns what Cloud Storage and the way to it say into one line that names the object and what is wrong, as the disk's errors do.</summary>
internal static class BucketError
{
    /// <summary>Whether the failure is the bucket's and no bug.</summary>
    public static bool IsOne(Exception failure) =>
        failure
            is GoogleApiException
                or TokenResponseException
                or MissingCredentialsException
                or HttpRequestException
                or OperationCanceledException
                or IOException
        && failure is not ArtifactException;

    public static ArtifactException Writing(string name, BucketOptions options, Exception failure) =>
        new(Problem.Of($"{Address(name, options)}: cannot be written: {Why(failure, options)}"), failure);

    public static ArtifactException Reading(string name, BucketOptions options, Exception failure) =>
        new(Problem.Of($"{Address(name, options)}: cannot be read: {Why(failure, options)}"), failure);

    /// <summary>Whether not the object is missing but the whole bucket.</summary>
    public static bool IsNoBucket(GoogleApiException refused) =>
        refused.HttpStatusCode == HttpStatusCode.NotFound && Words(refused).Contains("bucket does not exist", StringComparison.Ordinal);

    private static string Address(string name, BucketOptions options) => $"gs://{options.Bucket}/{name}";

    private static Problem Why(Exception failure, BucketOptions options) =>
        failure switch
        {
            GoogleApiException refused when IsNoBucket(refused) => Problem.Of($"there is no bucket {options.Bucket}"),
            GoogleApiException { HttpStatusCode: HttpStatusCode.Forbidden } refused => Problem.Of($"no permission: {Words(refused)}"),
            GoogleApiException refused => Problem.Of($"Cloud Storage answered {(int)refused.HttpStatusCode}: {Words(refused)}"),
            TokenResponseException or MissingCredentialsException => Problem.Of($"Google Cloud gives no credentials: {failure.Message}"),
            OperationCanceledException => Problem.Of($"Cloud Storage did not answer in time"),
            _ => Problem.Verbatim(failure.Message),
        };

    /// <summary>A download is refused in words without JSON.</summary>
    private static string Words(GoogleApiException refused) =>
        refused.Error?.Message ?? refused.Error?.ErrorResponseContent ?? refused.Message;
}
