using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;

namespace Hippique.Api;

/// <summary>
/// <c>GET /api/plan/{date}</c> and <c>GET /api/tickets/{date}</c>: a day as it was kept, with an <c>ETag</c>; <c>GET /api/days/{date}</c>: its tasks as they stand now.
/// </summary>
internal static class DayEndpoints
{
    public static void MapDays(this IEndpointRouteBuilder app)
    {
        var days = app.MapGroup("/api").WithTags("days");
        Describe<DayPlan>(days.MapGet("/plan/{date}", PlanAsync).WithName("plan"));
        days.MapGet("/days/{date}", TasksAsync)
            .WithName("day")
            .WithSummary("Every task of a day with its state, lateness and reason.")
            .Produces<DayTasks>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound);
        Describe<TicketsAnswer>(days.MapGet("/tickets/{date}", TicketsAsync).WithName("tickets"));
    }

    private static void Describe<T>(RouteHandlerBuilder route) =>
        route
            .Produces<T>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> PlanAsync(string date, HttpContext context, DayAnswers answers, TimeProvider clock)
    {
        var parsed = DayText.Parse(date, clock);
        if (!parsed.TryGet(out var day))
            return Problems.Bad(parsed.Error.ToString(), RequestCorrelation.Of(context));
        return await answers.PlanAsync(day, context.RequestAborted) is { } found ? found : Problems.NotPlanned(day);
    }

    private static async Task<IResult> TicketsAsync(string date, HttpContext context, DayAnswers answers, TimeProvider clock)
    {
        var parsed = DayText.Parse(date, clock);
        if (!parsed.TryGet(out var day))
            return Problems.Bad(parsed.Error.ToString(), RequestCorrelation.Of(context));
        return await answers.TicketsAsync(day, context.RequestAborted) is { } found ? found : Problems.NotPlanned(day);
    }

    private static async Task<IResult> TasksAsync(string date, HttpContext context, DayTasksReader tasks, TimeProvider clock)
    {
        var parsed = DayText.Parse(date, clock);
        if (!parsed.TryGet(out var day))
            return Problems.Bad(parsed.Error.ToString(), RequestCorrelation.Of(context));
        // It changes with every second.
        context.Response.Headers.CacheControl = "no-store";
        return await tasks.ReadAsync(day, context.RequestAborted) is { } found ? TypedResults.Ok(found) : Problems.NotPlanned(day);
    }
}
