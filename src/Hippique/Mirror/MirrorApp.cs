using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Hippique.Sources.Recording;
using Microsoft.AspNetCore.Http.Extensions;

namespace Hippique.Mirror;

/// <summary>A recorded day over HTTP, on loopback only: every path as it answered at the virtual time, which the <c>Date</c> header tells.</summary>
public static class MirrorApp
{
    /// <param name="day">The recording.</param>
    /// <param name="now">The virtual time.</param>
    /// <param name="port">0: any free one.</param>
    /// <param name="latency">How long each answer takes, as at a site that is slow; null: none.</param>
    public static WebApplication Build(IMirroredDay day, Func<DateTimeOffset> now, int port, TimeSpan? latency = null) =>
        Build(day, _ => now(), port, latency);

    /// <param name="day">The recording.</param>
    /// <param name="now">The virtual time for a request.</param>
    /// <param name="port">0: any free one.</param>
    /// <param name="latency">How long each answer takes; null: none.</param>
    /// <param name="before">Adds what is answered by others than the recording; null: nothing.</param>
    internal static WebApplication Build(
        IMirroredDay day,
        Func<HttpContext, DateTimeOffset> now,
        int port,
        TimeSpan? latency = null,
        Action<WebApplication>? before = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { EnvironmentName = Environments.Production, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        var app = builder.Build();
        before?.Invoke(app);
        app.Run(async context =>
        {
            var asked = now(context);
            if (latency is { } wait)
                await Task.Delay(wait, TimeProvider.System, context.RequestAborted);
            await AnswerAsync(context, day, asked);
        });
        return app;
    }

    private static async Task AnswerAsync(HttpContext context, IMirroredDay day, DateTimeOffset now)
    {
        var response = context.Response;
        response.Headers.Date = now.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }
        if (day.At(context.Request.GetEncodedPathAndQuery(), now) is not { } answer)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (answer.Status == 0)
        {
            // The site did not answer then, and neither does its mirror.
            context.Abort();
            return;
        }
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        if (NotModified(context, answer))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.StatusCode = answer.Status;
        response.ContentLength = answer.Body.Length + (answer.Cut ? 1 : 0);
        if (HttpMethods.IsGet(context.Request.Method))
            await response.Body.WriteAsync(answer.Body, context.RequestAborted);
        if (!answer.Cut)
            return;
        // A body of which not all came then is cut here too.
        await response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    /// <summary>If the site sent no tag of its own, the body's hash is one.</summary>
    private static bool NotModified(HttpContext context, MirroredAnswer answer)
    {
        if (answer.Status != StatusCodes.Status200OK)
            return false;
        if (context.Response.Headers.ETag.Count == 0)
            context.Response.Headers.ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(answer.Body))[..32]}\"";
        return context.Request.Headers.IfNoneMatch.Count > 0
            && context.Request.Headers.IfNoneMatch.ToString() == context.Response.Headers.ETag.ToString();
    }
}
