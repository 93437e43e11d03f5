using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Sheets;

namespace Hippique.Api;

/// <summary><c>GET /api/sheet?date=2025-11-22</c>: what <c>hippique feuille --json</c> answers, today's without a date.</summary>
internal static class SheetEndpoint
{
    public static void MapSheet(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/sheet", ReadAsync)
            .WithName("sheet")
            .WithTags("days")
            .WithSummary(
                "The day's sheet: of each race the tickets and the horses that are nearest to a bet, with the price from which each would be one."
            )
            .Produces<SheetAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> ReadAsync(
        HttpContext context,
        string? date,
        DaySheets sheets,
        PhaseSettings settings,
        TimeProvider clock
    )
    {
        if (sheets.Refusal is { } refusal)
            return Problems.Conflict(refusal.ToString(), RequestCorrelation.Of(context));
        var parsed = DayText.Parse(date, clock);
        if (!parsed.TryGet(out var day))
            return Problems.Bad(parsed.Error.ToString(), RequestCorrelation.Of(context));
        // Each look changes it, and so does the clock.
        context.Response.Headers.CacheControl = "no-store";
        return await sheets.ReadAsync(day, clock.GetUtcNow(), context.RequestAborted) is { } sheet
            ? TypedResults.Ok(SheetAnswer.Of(sheet, settings.Rehearsal))
            : Problems.NotPlanned(day);
    }
}
