using Hippique.Orchestration.Shadow;
using Hippique.Orchestration.Trials;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary><c>GET /api/shadow?month=2026-05</c> and <c>GET /api/trials</c>: what <c>hippique shadow --json</c> and <c>hippique trial list --json</c> answer.</summary>
internal static class ShadowEndpoints
{
    public static void MapShadow(this IEndpointRouteBuilder app)
    {
        var paper = app.MapGroup("/api").WithTags("shadow");
        paper
            .MapGet("/shadow", ShadowAsync)
            .WithName("shadow")
            .WithSummary("Which rules or model would have done what on paper, of a programme month (everything without month).")
            .Produces<ShadowReport>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        paper
            .MapGet("/trials", TrialsAsync)
            .WithName("trials")
            .WithSummary("Every trial that was ever started, and how far it has come; without money while it is not read.")
            .ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> ShadowAsync(HttpContext context, string? month, ShadowReader books)
    {
        var asked = MonthText.ParseOrAll(month);
        if (!asked.IsOk)
            return Problems.Bad(asked.Error.ToString(), RequestCorrelation.Of(context));
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await books.ReadAsync(asked.Value, context.RequestAborted));
    }

    private static async Task<Ok<TrialsAnswer>> TrialsAsync(HttpContext context, TrialDesk desk)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new TrialsAnswer(await desk.ListAsync(context.RequestAborted)));
    }
}
