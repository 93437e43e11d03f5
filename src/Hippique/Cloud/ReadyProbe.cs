using System.Text.Json;
using Hippique.Hosting;

namespace Hippique.Cloud;

/// <summary>Asks the service at its address whether it is ready, without a token.</summary>
internal static class ReadyProbe
{
    private const int LargestAnswer = 1 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <returns>The answer, or in one line why there is none.</returns>
    public static async Task<(CloudReadiness? Answer, string? Why)> AskAsync(Uri service, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = Limit, MaxResponseContentBufferSize = LargestAnswer };
        try
        {
            using var response = await http.GetAsync(new Uri(service.AbsoluteUri.TrimEnd('/') + "/ready"), cancellationToken);
            var status = (int)response.StatusCode;
            var answer = Read(status, await response.Content.ReadAsStringAsync(cancellationToken));
            return answer is null ? (null, Texts.Get("cloud_ready_refused", service, status)) : (answer, null);
        }
        // The boundary to the service: it may be gone, or another's.
        catch (Exception silent)
            when (silent is HttpRequestException || (silent is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, Texts.Get("cloud_ready_unreachable", service));
        }
    }

    // What is no such answer (Google's own page, say) is told by its status alone.
    private static CloudReadiness? Read(int status, string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("ready", out var ready))
                return null;
            var plan = root.TryGetProperty("plan", out var there) && there.ValueKind == JsonValueKind.Object ? there : default;
            return new CloudReadiness(
                status,
                ready.ValueKind == JsonValueKind.True,
                Text(root, "reason"),
                Text(plan, "state"),
                plan.ValueKind == JsonValueKind.Object && plan.TryGetProperty("races", out var races) && races.TryGetInt32(out var count)
                    ? count
                    : null,
                Text(root, "queue")
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
