using System.Text.Json;

namespace Hippique.Cloud;

/// <summary>
/// Asks <c>/health</c> of the service without a token, as a stranger: the service answers everybody there, IAM in front of it nobody. Not <c>/healthz</c>, since the front end of Cloud Run
/// keeps some paths that end in z to itself.
/// </summary>
internal static class FrontProbe
{
    private const int LargestAnswer = 1 << 16;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <param name="service">Its address from outside.</param>
    public static Uri AddressOf(Uri service) => new(service.AbsoluteUri.TrimEnd('/') + "/health");

    /// <param name="service">Its address from outside.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<FrontAnswer> AskAsync(Uri service, CancellationToken cancellationToken)
    {
        // A redirect leads to somebody else's sign-in.
        using var wire = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(wire) { Timeout = Limit, MaxResponseContentBufferSize = LargestAnswer };
        try
        {
            using var response = await http.GetAsync(AddressOf(service), cancellationToken);
            var status = (int)response.StatusCode;
            if (IsOurs(await response.Content.ReadAsByteArrayAsync(cancellationToken)))
                return new FrontAnswer.Service();
            return status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden
                ? new FrontAnswer.Refusal()
                : new FrontAnswer.Unclear(status);
        }
        // The boundary to the service: it may be gone, unreachable from here, or another's.
        catch (Exception silent)
            when (silent is HttpRequestException || (silent is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new FrontAnswer.Unclear(Status: null);
        }
    }

    private static bool IsOurs(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("status", out var status)
                && status.ValueEquals("healthy")
                && json.RootElement.TryGetProperty("service", out _);
        }
        // A page of somebody else.
        catch (JsonException)
        {
            return false;
        }
    }
}
