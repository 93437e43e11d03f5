using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Hippique.GoogleCloud.Rest;

/// <summary>Reads answers other than success, and how long they ask to wait.</summary>
internal static class RestErrorReader
{
    private const string RetryInfo = "type.googleapis.com/google.rpc.RetryInfo";

    /// <summary>What is no <c>google.rpc.Status</c> (a proxy's page, say) is known by its HTTP status alone.</summary>
    /// <param name="code">The HTTP status.</param>
    /// <param name="body">As it came.</param>
    /// <param name="token">Is taken out of every text, should the service repeat it.</param>
    public static RestError Read(HttpStatusCode code, string body, string? token)
    {
        var plain = token is null ? body : body.Replace(token, "***", StringComparison.Ordinal);
        return Status(plain) is { } error
            ? new RestError
            {
                Code = (int)code,
                Status = Text(error, "status") ?? StatusOf(code),
                Message = Text(error, "message") ?? "",
                Details =
                    error.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Array
                        ? [.. details.EnumerateArray()]
                        : [],
            }
            : new RestError
            {
                Code = (int)code,
                Status = StatusOf(code),
                Message = code.ToString(),
            };
    }

    /// <summary>The longer of the header and of the body's <c>RetryInfo</c>; null if there is neither.</summary>
    public static TimeSpan? Wait(HttpResponseMessage response, RestError error, DateTimeOffset now)
    {
        var header =
            response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date is { } date && date > now ? date - now : null);
        var info = error.Text(RetryInfo, "retryDelay") is { } text && text.EndsWith('s') ? Seconds(text[..^1]) : null;
        return header > info || info is null ? header : info;
    }

    private static TimeSpan? Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e6
            ? TimeSpan.FromSeconds(seconds)
            : null;

    // The body is untrusted text: what does not parse is no status.
    private static JsonElement? Status(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("error", out var error)
                && error.ValueKind == JsonValueKind.Object
                ? error.Clone()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string StatusOf(HttpStatusCode code) =>
        (int)code switch
        {
            400 => "INVALID_ARGUMENT",
            401 => RestError.Unauthenticated,
            403 => RestError.PermissionDenied,
            404 => RestError.NotFound,
            409 => "ABORTED",
            429 => RestError.ResourceExhausted,
            500 => "INTERNAL",
            501 => "UNIMPLEMENTED",
            503 => RestError.Unavailable,
            504 => RestError.DeadlineExceeded,
            _ => "UNKNOWN",
        };
}
