using System.Diagnostics;
using Hippique.Hosting.Logging;
using Hippique.Sources.Telemetry;

namespace Hippique.Api;

/// <summary>
/// The span of a request that asks for work, so of the calls of Cloud Tasks and Cloud Scheduler too; it goes on in the trace that the caller names. What is only read has none, and
/// whoever is refused writes none.
/// </summary>
internal sealed class RequestTrace(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } route })
        {
            await next(context);
            return;
        }
        using var span = Begin($"POST {route}", context.Features.Get<LoggedRequest>()?.Trace);
        span?.SetTag("http.request.method", "POST");
        span?.SetTag("http.route", route);
        await next(context);
        span?.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            span?.SetStatus(ActivityStatusCode.Error);
    }

    private static Activity? Begin(string name, TraceContext? caller)
    {
        if (caller is null)
            return Tracing.Source.StartActivity(name, ActivityKind.Server);
        var trace = ActivityTraceId.CreateFromString(caller.TraceId);
        if (caller.SpanId is not { } span)
            return Tracing.StartRoot(name, trace, ActivityKind.Server);
        var flags = caller.Sampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None;
        return Tracing.Source.StartActivity(
            name,
            ActivityKind.Server,
            new ActivityContext(trace, ActivitySpanId.CreateFromString(span), flags, isRemote: true)
        );
    }
}
