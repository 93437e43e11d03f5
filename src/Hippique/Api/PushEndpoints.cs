using Hippique.Hosting.Settings;
using Hippique.Notifications;
using Hippique.Notifications.Push;
using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Logging;
using Hippique.Racing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>
/// <c>GET /api/push</c>, <c>POST</c> and <c>DELETE /api/push/subscriptions</c>: browsers that are sent messages (Web Push). No answer and no log shows the address of a subscription, which is a
/// key.
/// </summary>
internal static class PushEndpoints
{
    private const string Subscriptions = "/push/subscriptions";

    public static void MapPush(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("messages");
        api.MapGet("/push", ReadAsync)
            .WithName("push")
            .WithSummary("The public key with which a browser subscribes to messages, and the browsers that have.")
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        Describe(
            api.MapPost(Subscriptions, SubscribeAsync).Accepts<PushRequest>("application/json"),
            "push_subscribe",
            "Sends messages to a browser from now on; the same address again takes the place of the first."
        );
        Describe(
            api.MapDelete(Subscriptions, UnsubscribeAsync).Accepts<PushEndRequest>("application/json"),
            "push_unsubscribe",
            "Ends the messages to a browser."
        );
    }

    private static void Describe(RouteHandlerBuilder route, string name, string what) =>
        route
            .WithName(name)
            .WithSummary(what)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Ok<PushAnswer>> ReadAsync(HttpContext context, Desk desk)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await desk.ReadAsync(context.RequestAborted));
    }

    private static async Task<Results<Ok<PushSubscribedAnswer>, ProblemHttpResult>> SubscribeAsync(HttpContext context, Desk desk)
    {
        var body = await RequestBody.ReadAsync<PushRequest>(context);
        return body.TryGet(out var request)
            ? await desk.SubscribeAsync(context, request)
            : Problems.Bad(body.Error.ToString(), RequestCorrelation.Of(context));
    }

    private static async Task<Results<Ok<PushUnsubscribedAnswer>, ProblemHttpResult>> UnsubscribeAsync(HttpContext context, Desk desk)
    {
        var body = await RequestBody.ReadAsync<PushEndRequest>(context);
        return body.TryGet(out var request)
            ? await desk.UnsubscribeAsync(context, request)
            : Problems.Bad(body.Error.ToString(), RequestCorrelation.Of(context));
    }

    /// <summary>What the three share.</summary>
    internal sealed class Desk(
        PushSubscriptions subscriptions,
        VapidKeys keys,
        PushOptions options,
        HippiqueSettings settings,
        PersonActions actions,
        TimeProvider clock,
        ILogger<PushAnswer> logger
    )
    {
        private bool IsOn => settings.Notify.Receivers.Push is not null;

        public async Task<PushAnswer> ReadAsync(CancellationToken cancellationToken) =>
            IsOn
                ? new PushAnswer(
                    (await keys.GetAsync(cancellationToken)).PublicKey,
                    [.. (await subscriptions.AllAsync(cancellationToken)).Select(PushSubscriptionLine.Of)]
                )
                : new PushAnswer(null, []);

        public async Task<Results<Ok<PushSubscribedAnswer>, ProblemHttpResult>> SubscribeAsync(HttpContext context, PushRequest request)
        {
            var id = RequestCorrelation.Of(context);
            if (!IsOn)
                return Problems.Conflict("nobody is told here: it is a demo or a rehearsal", id);
            var read = SubscriptionReader.Read(
                new SubscriptionForm
                {
                    Endpoint = request.Endpoint,
                    P256dh = request.Keys?.P256dh,
                    Auth = request.Keys?.Auth,
                    Since = clock.GetUtcNow(),
                    Language = request.Language,
                    By = PersonActions.Caller(context).Name,
                },
                options
            );
            if (!read.TryGet(out var one))
                return Problems.Bad(read.Error.ToString(), id);
            using var scope = Correlation.Begin(logger, id);
            return await actions.RecordAsync<PushSubscribedAnswer>(
                context,
                ActionKind.PushSubscribed,
                one.Host,
                async () =>
                    await subscriptions.AddAsync(one, context.RequestAborted)
                        ? TypedResults.Ok(new PushSubscribedAnswer(one.Host, one.Since, one.Language, id))
                        : Problems.Conflict(
                            Problem.Of($"{PushSubscriptions.Most} browsers have subscribed already, and there can be no more").ToString(),
                            id
                        )
            );
        }

        public async Task<Results<Ok<PushUnsubscribedAnswer>, ProblemHttpResult>> UnsubscribeAsync(
            HttpContext context,
            PushEndRequest request
        )
        {
            var id = RequestCorrelation.Of(context);
            var read = PushAddress.Read(request.Endpoint, options);
            if (!read.TryGet(out var endpoint))
                return Problems.Bad(read.Error.ToString(), id);
            using var scope = Correlation.Begin(logger, id);
            return await actions.RecordAsync<PushUnsubscribedAnswer>(
                context,
                ActionKind.PushUnsubscribed,
                endpoint.IdnHost,
                async () =>
                    TypedResults.Ok(
                        new PushUnsubscribedAnswer(await subscriptions.RemoveAsync(endpoint.AbsoluteUri, context.RequestAborted), id)
                    )
            );
        }
    }
}
