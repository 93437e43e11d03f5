using Hippique.Hosting.Logging;
using Hippique.Hosting.Settings;
using Microsoft.AspNetCore.Http.Features;

namespace Hippique.Api;

/// <summary>
/// One line for each request of work as it ends. Health checks and what strangers ask for have none: whoever can reach the service could fill the log, and refusals are said by
/// themselves.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, HippiqueSettings settings, TimeProvider clock, ILogger<RequestLog> logger)
{
    private const int CallerIsGone = 499;
    private static readonly string[] Checks = ["/healthz", "/health", "/ready", "/metrics"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (!logger.IsEnabled(LogLevel.Information) || Checks.Contains(context.Request.Path.Value, StringComparer.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }
        var started = clock.GetTimestamp();
        var body = new CountedBody(context.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        context.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(context);
        }
        finally
        {
            if (!settings.Server.RequireAuth || context.User.Identity is { IsAuthenticated: true })
                Say(context, body.Written, clock.GetElapsedTime(started));
        }
    }

    private void Say(HttpContext context, long size, TimeSpan latency)
    {
        var request = context.Features.GetRequiredFeature<LoggedRequest>();
        var isGone = context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted;
        var ended = new FinishedRequest(request, isGone ? CallerIsGone : context.Response.StatusCode, size, latency);
        var level = ended.Status >= StatusCodes.Status500InternalServerError ? LogLevel.Warning : LogLevel.Information;
        Finished(logger, level, request, ended.Status, ended);
    }

    [LoggerMessage(Message = "{Request}: {Status}")]
    private static partial void Finished(ILogger logger, LogLevel level, LoggedRequest request, int status, FinishedRequest httpRequest);
}
