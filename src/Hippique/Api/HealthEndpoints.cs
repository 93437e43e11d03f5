using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hippique.Hosting;
using Hippique.Hosting.Settings;

namespace Hippique.Api;

/// <summary>What the health check answers.</summary>
/// <param name="Status"><c>healthy</c>.</param>
/// <param name="Service"><c>SERVICE_NAME</c>.</param>
/// <param name="Version"><c>3.0.0</c>.</param>
/// <param name="Timestamp">Now, UTC.</param>
public sealed record HealthAnswer(string Status, string Service, string Version, DateTimeOffset Timestamp);

/// <summary>
/// <c>GET /healthz</c> and <c>GET /health</c>: open to all; the second because the front end of Cloud Run keeps some paths that end in z to itself. They are answered before
/// the table of routes exists: the first request would wait for it, and at a start it is this one.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly string[] Paths = ["/healthz", "/health"];

    /// <summary>Expected after what holds for every answer and before routing.</summary>
    public static void UseHealth(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                HttpMethods.IsGet(context.Request.Method) && Paths.Contains(context.Request.Path.Value, StringComparer.OrdinalIgnoreCase)
                    ? AnswerAsync(context)
                    : next(context)
        );

    /// <summary>Describes them, and refuses other methods.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        foreach (var path in Paths)
            app.MapGet(path, (Delegate)AnswerAsync).AllowAnonymous().WithName(path[1..]).WithTags("health").Produces<HealthAnswer>();
    }

    // Written by hand: the serializer's look at a type takes longer than all else here.
    private static async Task AnswerAsync(HttpContext context)
    {
        var settings = context.RequestServices.GetRequiredService<HippiqueSettings>();
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        context.Response.ContentType = "application/json; charset=utf-8";
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("status"u8, "healthy"u8);
            json.WriteString("service"u8, settings.Server.ServiceName);
            json.WriteString("version"u8, ProgramVersion.Text);
            json.WriteString("timestamp"u8, now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }
}
