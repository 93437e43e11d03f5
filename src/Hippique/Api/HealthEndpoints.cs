using Hippique.Hosting;
using Hippique.Hosting.Settings;

namespace Hippique.Api;

/// <summary>What the health check answers.</summary>
/// <param name="Status"><c>healthy</c>.</param>
/// <param name="Service"><c>SERVICE_NAME</c>.</param>
/// <param name="Version"><c>3.0.0</c>.</param>
/// <param name="Timestamp">Now, UTC.</param>
public sealed record HealthAnswer(string Status, string Service, string Version, DateTimeOffset Timestamp);

/// <summary><c>GET /healthz</c> and <c>GET /health</c>: open to all; the second because the front end of Cloud Run keeps some paths that end in z to itself.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        foreach (var path in (string[])["/healthz", "/health"])
            app.MapGet(path, Answer).AllowAnonymous().WithName(path[1..]).WithTags("health");
    }

    private static HealthAnswer Answer(HippiqueSettings settings, TimeProvider clock) =>
        new("healthy", settings.Server.ServiceName, ProgramVersion.Text, clock.GetUtcNow());
}
