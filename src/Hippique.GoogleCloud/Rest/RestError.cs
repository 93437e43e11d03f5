using System.Text.Json;

namespace Hippique.GoogleCloud.Rest;

/// <summary>An answer other than success, as Google's JSON APIs write it (<c>google.rpc.Status</c>), or what stands for one where no answer came.</summary>
public sealed record RestError
{
    public const string AlreadyExists = "ALREADY_EXISTS";
    public const string DeadlineExceeded = "DEADLINE_EXCEEDED";
    public const string NotFound = "NOT_FOUND";
    public const string PermissionDenied = "PERMISSION_DENIED";
    public const string ResourceExhausted = "RESOURCE_EXHAUSTED";
    public const string Unauthenticated = "UNAUTHENTICATED";
    public const string Unavailable = "UNAVAILABLE";

    /// <summary>The HTTP status; 0 if no answer came.</summary>
    public required int Code { get; init; }

    /// <summary>The name of the canonical code, such as <c>ALREADY_EXISTS</c>.</summary>
    public required string Status { get; init; }

    /// <summary>In the service's words.</summary>
    public required string Message { get; init; }

    /// <summary>What the service adds, each with its <c>@type</c>.</summary>
    public IReadOnlyList<JsonElement> Details { get; init; } = [];

    /// <summary>The reason of its <c>ErrorInfo</c>, such as <c>SERVICE_DISABLED</c>; null if it gives none.</summary>
    public string? Reason => Text("type.googleapis.com/google.rpc.ErrorInfo", "reason");

    /// <summary>The same call can succeed a little later.</summary>
    public bool CanRetry =>
        Code is 408 or 429 or 500 or 502 or 503 or 504 || Status is ResourceExhausted or Unavailable or DeadlineExceeded;

    public bool Is(string status) => Status == status;

    public override string ToString() => Code == 0 ? $"{Status}: {Message}" : $"{Code} {Status}: {Message}";

    /// <summary>A text of the first detail of a type; null if there is none.</summary>
    internal string? Text(string type, string name) =>
        Details
            .Where(detail => detail.ValueKind == JsonValueKind.Object && StringOf(detail, "@type") == type)
            .Select(detail => StringOf(detail, name))
            .FirstOrDefault();

    private static string? StringOf(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
