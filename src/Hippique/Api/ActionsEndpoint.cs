using Hippique.Orchestration.Actions;

namespace Hippique.Api;

/// <summary>What <c>GET /api/actions</c> answers.</summary>
/// <param name="Date">The programme day on which the actions were asked for.</param>
/// <param name="Actions">In the order in which they were asked for.</param>
public sealed record ActionsAnswer(DateOnly Date, IReadOnlyList<PersonAction> Actions);

/// <summary><c>GET /api/actions?date=</c>: what people did on a day, when and from where.</summary>
internal static class ActionsEndpoint
{
    public static void MapActions(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/actions", ReadAsync)
            .WithName("actions")
            .WithTags("maintenance")
            .WithSummary("What people asked the service for on a day (today without date), when, from where, and what came of it.")
            .Produces<ActionsAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized);

    private static async Task<IResult> ReadAsync(HttpContext context, string? date, ActionLog log, TimeProvider clock)
    {
        var parsed = DayText.Parse(date, clock);
        if (!parsed.TryGet(out var day))
            return Problems.Bad(parsed.Error.ToString(), RequestCorrelation.Of(context));
        return TypedResults.Ok(new ActionsAnswer(day, await log.ReadAsync(day, context.RequestAborted)));
    }
}
