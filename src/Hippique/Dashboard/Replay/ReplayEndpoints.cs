using Hippique.Api;
using Hippique.Dashboard.Frame;
using Hippique.Dashboard.Live;
using Hippique.Hosting.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Dashboard.Replay;

/// <summary><c>GET /api/replay/days</c>, and the events of a replay that is open.</summary>
internal static class ReplayEndpoints
{
    public static void MapReplay(this IEndpointRouteBuilder app)
    {
        app.MapGet($"/api{SandboxMark.Root}/days", Days)
            .WithName("replay_days")
            .WithTags("days")
            .WithSummary("The recorded days that the dashboard can replay beside the live one.")
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        app.MapGet($"/api{SandboxMark.Root}/{{id}}/events", (Delegate)Listen)
            .WithName("replay_events")
            .WithTags("days")
            .WithSummary(
                "What happens in a replay that is open in the dashboard, as /api/events tells it of the live day; replay_begun, replay_held, replay_resumed, replay_over and replay_failed besides."
            )
            .Produces<LiveEvent>(StatusCodes.Status200OK, "text/event-stream")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Ok<ReplayDaysAnswer> Days(RecordedDays days, HippiqueSettings settings) =>
        TypedResults.Ok(new ReplayDaysAnswer { Days = days.List(), RulesInUse = settings.Play.Rules });

    private static Results<ServerSentEventsResult<LiveEvent>, ProblemHttpResult> Listen(
        HttpContext context,
        string id,
        ReplayDesk desk,
        IHostApplicationLifetime lifetime
    )
    {
        if (desk.Find(id) is not { } sandbox)
            return Problems.NotFound($"no replay {Racing.Quoted.Short(id)} is open", RequestCorrelation.Of(context));
        var ending = CancellationTokenSource.CreateLinkedTokenSource(sandbox.Closed, lifetime.ApplicationStopping);
        context.Response.RegisterForDispose(ending);
        context.Response.RegisterForDispose(sandbox.Watch());
        return EventsEndpoint.ListenTo(context, sandbox.Feed, ending.Token);
    }
}
