using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Dashboard.Live;

/// <summary><c>GET /api/events</c>: what happens, as it happens, as server-sent events; a connection that was cut goes on after <c>Last-Event-ID</c>.</summary>
internal static class EventsEndpoint
{
    public static void MapEvents(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/events", Listen)
            .WithName("events")
            .WithTags("days")
            .WithSummary(
                "What happens, as server-sent events: hello first, then one for each event, pulse every 15 seconds. After Last-Event-ID what was missed comes first; reset says that it is no longer known."
            )
            .Produces<LiveEvent>(StatusCodes.Status200OK, "text/event-stream")
            .ProducesProblem(StatusCodes.Status401Unauthorized);

    private static ServerSentEventsResult<LiveEvent> Listen(HttpContext context, EventFeed feed, IHostApplicationLifetime lifetime) =>
        ListenTo(context, feed, lifetime.ApplicationStopping);

    /// <param name="context">The call.</param>
    /// <param name="feed">What is listened to.</param>
    /// <param name="ending">Nothing more will come of it.</param>
    internal static ServerSentEventsResult<LiveEvent> ListenTo(HttpContext context, EventFeed feed, CancellationToken ending)
    {
        var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        context.Response.RegisterForDispose(ended);
        context.Response.Headers["X-Accel-Buffering"] = "no";
        string? lastSeen = context.Request.Headers["Last-Event-ID"];
        IAsyncEnumerable<SseItem<LiveEvent>> events = feed.ListenAsync(string.IsNullOrEmpty(lastSeen) ? null : lastSeen, ended.Token);
        return TypedResults.ServerSentEvents(events);
    }
}
