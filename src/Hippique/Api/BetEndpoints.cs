using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Logging;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary><c>POST /api/tickets/{date}/{id}/played</c> and <c>/skip</c>: what the player did with a proposed ticket. Said twice, it is recorded once.</summary>
internal static class BetEndpoints
{
    public static void MapBets(this IEndpointRouteBuilder app)
    {
        var tickets = app.MapGroup("/api/tickets/{date}/{id}").WithTags("ledger");
        Describe(
            tickets.MapPost("/played", PlayedAsync).Accepts<PlayedRequest>(isOptional: true, "application/json"),
            "ticket_played",
            "Records that a ticket (R1C3-1), or every ticket of a race (R1C3), was bought."
        );
        Describe(tickets.MapPost("/skip", SkipAsync), "ticket_skip", "Records that a ticket, or every ticket of a race, was not bought.");
    }

    private static void Describe(RouteHandlerBuilder route, string name, string what) =>
        route
            .WithName(name)
            .WithSummary(what)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<BetAnswer>, ProblemHttpResult>> PlayedAsync(string date, string id, HttpContext context, Desk desk)
    {
        var length = context.Request.ContentLength;
        if (length == 0 || (length is null && !context.Request.HasJsonContentType()))
            return await desk.RecordAsync(context, date, id, new PlayedRequest(null, null, null, null));
        var body = await RequestBody.ReadAsync<PlayedRequest>(context);
        return body.TryGet(out var played)
            ? await desk.RecordAsync(context, date, id, played)
            : Problems.Bad(body.Error.ToString(), RequestCorrelation.Of(context));
    }

    private static Task<Results<Ok<BetAnswer>, ProblemHttpResult>> SkipAsync(string date, string id, HttpContext context, Desk desk) =>
        desk.RecordAsync(context, date, id, null);

    /// <summary>What the two share.</summary>
    internal sealed class Desk(BetRecorder recorder, LedgerMode mode, PersonActions actions, TimeProvider clock, ILogger<BetAnswer> logger)
    {
        public async Task<Results<Ok<BetAnswer>, ProblemHttpResult>> RecordAsync(
            HttpContext context,
            string date,
            string id,
            PlayedRequest? played
        )
        {
            var way = CommandLineAgent.Is(context.Request.Headers.UserAgent) ? SayingWay.Cli : SayingWay.Api;
            var read = DayText
                .Parse(date, clock)
                .Then(day => BetOrderReader.Read(day, id, played, PersonActions.Caller(context).Name, way));
            if (!read.TryGet(out var order))
                return Problems.Bad(read.Error.ToString(), RequestCorrelation.Of(context));
            var name = BetAnswer.CorrelationIdOf(order);
            RequestCorrelation.Name(context, name);
            using var scope = Correlation.Begin(logger, name);
            return await actions.RecordAsync<BetAnswer>(
                context,
                order.Played ? ActionKind.TicketPlayed : ActionKind.TicketSkipped,
                $"{order.Race.Date:yyyy-MM-dd}/{order.Ticket ?? order.Race.Code.ToString()}",
                async () =>
                    await recorder.RecordAsync(order, context.RequestAborted) switch
                    {
                        BetResult.Recorded recorded => TypedResults.Ok(
                            BetAnswer.Of(order, recorded, await mode.IsPaperAsync(recorded.Tickets[0].Simulated, context.RequestAborted))
                        ),
                        BetResult.Unknown { Why: var why } => Problems.NotFound(why.ToString(), name),
                        BetResult.Refused { Why: var why } => Problems.Bad(why.ToString(), name),
                        var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
                    }
            );
        }
    }
}
