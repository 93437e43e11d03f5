using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Hippique.Orchestration.Notifications;
using Hippique.Racing;

namespace Hippique.Notifications.Http;

/// <summary>
/// Posts JSON once, and says what the answer means. It follows no redirect, since the message and its keys are meant for one address, keeps no cookies, and has no part that logs addresses:
/// that of Telegram holds a key.
/// </summary>
internal sealed class JsonPoster : IDisposable
{
    private const int LongestAnswer = 16 * 1024;
    private const int LongestReason = 120;

    // The caller's token is the limit.
    private readonly HttpClient _http = new(ReceiverWire.New()) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _http.Dispose();

    /// <param name="address">Where to.</param>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="headers">Beside the usual ones.</param>
    /// <param name="read">What the body of an answer adds: why it refused, and how long it wants to be left alone.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    public async Task<NotifierAnswer> PostAsync(
        Uri address,
        byte[] body,
        Action<HttpRequestHeaders> headers,
        Func<JsonElement, (string? Why, TimeSpan? After)> read,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        headers(request.Headers);
        try
        {
            using var response = await _http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            // The status is the answer, whatever becomes of the rest.
            if (response.IsSuccessStatusCode)
                return new NotifierAnswer.Accepted();
            return AnswerOf(response, await ReasonAsync(response, read, cancellationToken).ConfigureAwait(false));
        }
        // The boundary to the receiver; the messages of these name its host and port alone.
        catch (Exception unreachable) when (unreachable is HttpRequestException or IOException)
        {
            return new NotifierAnswer.TryLater(Problem.Of($"cannot be reached: {Problem.Verbatim(unreachable.Message)}"));
        }
    }

    private static NotifierAnswer AnswerOf(HttpResponseMessage response, (string? Why, TimeSpan? After) told)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
            return new NotifierAnswer.Refused(Problem.Of($"answered {status}: it sends on to another address, which is not followed"));
        var why = told.Why is { } reason ? Problem.Of($"answered {status}: {Problem.Verbatim(reason)}") : Problem.Of($"answered {status}");
        return
            status >= 500 || response.StatusCode is HttpStatusCode.RequestTimeout or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests
            ? new NotifierAnswer.TryLater(why, told.After ?? ReceiverWire.AfterOf(response.Headers))
            : new NotifierAnswer.Refused(why);
    }

    private static async Task<(string?, TimeSpan?)> ReasonAsync(
        HttpResponseMessage response,
        Func<JsonElement, (string? Why, TimeSpan? After)> read,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var buffer = new byte[LongestAnswer];
            await using var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var length = await content
                .ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            using var json = JsonDocument.Parse(buffer.AsMemory(0, length));
            var (why, after) = json.RootElement.ValueKind == JsonValueKind.Object ? read(json.RootElement) : (null, null);
            return (why is { Length: > LongestReason } ? string.Concat(why.AsSpan(0, LongestReason), "…") : why, after);
        }
        // An answer without JSON has its status to tell.
        catch (Exception other) when (other is JsonException or IOException or HttpRequestException)
        {
            return (null, null);
        }
    }

    /// <summary>A text of an answer; null if there is none.</summary>
    public static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Whole seconds of an answer; null if there are none.</summary>
    public static TimeSpan? Seconds(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var seconds)
        && seconds >= 0
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>The host of an address for a screen: a path or a query may be a key.</summary>
    public static string PlaceOf(Uri address) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{address.GetLeftPart(UriPartial.Authority)}{(address.PathAndQuery == "/" ? "" : "/…")}"
        );
}
