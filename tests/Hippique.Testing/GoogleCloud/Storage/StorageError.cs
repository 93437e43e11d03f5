using System.Text.Json.Nodes;

namespace Hippique.Testing.GoogleCloud.Storage;

/// <summary>A refusal in the shape of Google's JSON APIs.</summary>
internal sealed class StorageError(int status, string reason, string message, string domain = "global") : Exception(message)
{
    public int Status => status;

    public string Json =>
        new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = status,
                ["message"] = Message,
                ["errors"] = new JsonArray(
                    new JsonObject
                    {
                        ["message"] = Message,
                        ["domain"] = domain,
                        ["reason"] = reason,
                    }
                ),
            },
        }.ToJsonString();

    public static StorageError NoObject(string bucket, string name) => new(404, "notFound", $"No such object: {bucket}/{name}");

    public static StorageError NoBucket() => new(404, "notFound", "The specified bucket does not exist.");

    public static StorageError Bad(string message, string reason = "invalid") => new(400, reason, message);

    public static StorageError Precondition() =>
        new(412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");

    public static StorageError NoCredentials() =>
        new(401, "required", "Anonymous caller does not have storage access to the Google Cloud Storage resource.");

    public static StorageError TooFast(string bucket, string name) =>
        new(
            429,
            "rateLimitExceeded",
            $"The object {bucket}/{name} exceeded the rate limit for object mutation operations (create, update, and delete). Please reduce your request rate.",
            "usageLimits"
        );

    public static StorageError Scripted(int status) =>
        status == 429
            ? new(429, "rateLimitExceeded", "Too many requests.", "usageLimits")
            : new(status, "backendError", "We encountered an internal error. Please try again.");
}
