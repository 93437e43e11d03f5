using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary><c>GET /api/plan/{date}</c> and <c>GET /api/tickets/{date}</c>: a day as it was kept.</summary>
internal static class DayEndpoints
{
    public static void MapDays(this IEndpointRouteBuilder app)
    {
        var days = app.MapGroup("/api").WithTags("days");
        days.MapGet("/plan/{date}", PlanAsync).WithName("plan").ProducesProblem(400).ProducesProblem(401).ProducesProblem(404);
        days.MapGet("/tickets/{date}", TicketsAsync).WithName("tickets").ProducesProblem(400).ProducesProblem(401).ProducesProblem(404);
    }

    private static async Task<Results<Ok<DayPlan>, ProblemHttpResult>> PlanAsync(
        string date,
        HttpContext context,
        PlanStore plans,
        TimeProvider clock
    )
    {
        var parsed = DayText.Parse(date, clock);
        if (!parsed.TryGet(out var day))
            return Problems.Bad(parsed.Error, RequestCorrelation.Of(context));
        return await plans.GetAsync(day, context.RequestAborted) is { } found ? TypedResults.Ok(found) : NotPlanned(day);
    }

    private static async Task<Results<Ok<TicketsAnswer>, ProblemHttpResult>> TicketsAsync(
        string date,
        HttpContext context,
        TicketsReader tickets,
        TimeProvider clock
    )
    {
        var parsed = DayText.Parse(date, clock);
        if (!parsed.TryGet(out var day))
            return Problems.Bad(parsed.Error, RequestCorrelation.Of(context));
        return await tickets.ReadAsync(day, context.RequestAborted) is { } found
            ? TypedResults.Ok(TicketsAnswer.Of(found))
            : NotPlanned(day);
    }

    private static ProblemHttpResult NotPlanned(DateOnly day) =>
        Problems.NotFound($"{day:yyyy-MM-dd} has not been planned", TaskName.Plan(day));
}
