namespace Hippique.Testing.GoogleCloud.Rest;

/// <summary>An answer other than success of a Google API (<c>google.rpc.Status</c>).</summary>
public sealed class GoogleStatusException(int code, string status, string message, string? retryAfter = null) : Exception(message)
{
    public int Code => code;
    public string Status => status;

    /// <summary>The header of that name; null: none.</summary>
    public string? RetryAfter => retryAfter;

    public static GoogleStatusException Invalid(string message) => new(400, "INVALID_ARGUMENT", message);

    public static GoogleStatusException NotFound(string message = "Requested entity was not found.") => new(404, "NOT_FOUND", message);

    public static GoogleStatusException Exists(string message = "Requested entity already exists") => new(409, "ALREADY_EXISTS", message);

    public static GoogleStatusException Failed(string message) => new(400, "FAILED_PRECONDITION", message);

    public static GoogleStatusException Denied(string permission) =>
        new(
            403,
            "PERMISSION_DENIED",
            $"The principal (user or service account) lacks IAM permission \"{permission}\" for the resource (or the resource may not exist)."
        );
}
