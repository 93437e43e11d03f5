using Hippique.Hosting.Auth;
using Hippique.Hosting.Settings;

namespace Hippique.Metrics;

/// <summary><c>GET /metrics</c>: Prometheus text, for the owner and for callers of this machine.</summary>
internal static class MetricsEndpoint
{
    /// <summary>Of the text format of Prometheus.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static void MapMetrics(this IEndpointRouteBuilder app)
    {
        // Before anything is counted.
        app.ServiceProvider.GetRequiredService<MeasurementBook>();
        var metrics = app.MapGet("/metrics", WriteAsync).WithName("metrics").WithTags("health").Produces<string>(200, "text/plain");
        if (app.ServiceProvider.GetRequiredService<HippiqueSettings>().Server.RequireAuth)
            metrics.RequireAuthorization(OwnerOrLoopback.Policy).ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static async Task WriteAsync(HttpContext context, ServiceMetrics metrics)
    {
        // Whole before the first byte is sent.
        var text = await metrics.WriteAsync(context.RequestAborted);
        context.Response.ContentType = ContentType;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
