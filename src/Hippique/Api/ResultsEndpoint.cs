using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary><c>POST /results</c>: asks for results now and settles the tickets.</summary>
internal static class ResultsEndpoint
{
    public static void MapResults(this IEndpointRouteBuilder app) =>
        app.MapPost("/results", ResultsAsync)
            .WithName("results")
            .WithTags("work")
            .Accepts<ResultsRequest>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<ResultsAnswer>, ProblemHttpResult>> ResultsAsync(
        HttpContext context,
        SettleHandler handler,
        SettleOrderReader orders,
        PhaseSettings settings,
        PersonActions actions,
        ILogger<ResultsRequest> logger
    )
    {
        var id = RequestCorrelation.Of(context);
        var body = await RequestBody.ReadAsync<ResultsRequest>(context);
        if (!body.TryGet(out var request))
            return Problems.Bad(body.Error.ToString(), id);
        var read = orders.Read(request);
        if (!read.TryGet(out var order))
            return Problems.Bad(read.Error.ToString(), id);

        id = ResultsAnswer.CorrelationIdOf(order);
        RequestCorrelation.Name(context, id);
        using var scope = Correlation.Begin(logger, id);
        return await actions.RecordAsync<ResultsAnswer>(
            context,
            ActionKind.Results,
            id,
            async () =>
                await handler.SettleAsync(order, context.RequestAborted) switch
                {
                    SettleResult.Settled { CanRetry: true } settled => Problems.Later(context, settled.RetryAfter, settled.Why, id),
                    SettleResult.Settled settled => TypedResults.Ok(ResultsAnswer.Of(settled, id, settings.Rehearsal)),
                    SettleResult.Unknown unknown => Problems.NotFound(unknown.Why.ToString(), id),
                    var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
                }
        );
    }
}
