using Hippique.Orchestration.Notifications;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>What <c>GET /api/sources</c> answers.</summary>
/// <param name="Sources">In the order in which they are asked, those of figures last.</param>
public sealed record SourcesAnswer(IReadOnlyList<SourceStanding> Sources);

/// <summary>What <c>GET /api/receivers</c> answers.</summary>
/// <param name="Date">Programme day of the messages.</param>
/// <param name="Receivers">By name; none: nobody is told.</param>
public sealed record ReceiversAnswer(DateOnly Date, IReadOnlyList<ReceiverStanding> Receivers);

/// <summary><c>GET /api/sources</c> and <c>GET /api/receivers</c>: how those stand that are asked, and those that are told.</summary>
internal static class StandingEndpoints
{
    public static void MapStandings(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/sources", SourcesAsync)
            .WithName("sources")
            .WithTags("health")
            .WithSummary("What each source in use has brought, refused and been asked today; nobody is asked for it.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/api/receivers", ReceiversAsync)
            .WithName("receivers")
            .WithTags("health")
            .WithSummary("Messages that each receiver was sent on a day (today without date), and what it fails with.")
            .Produces<ReceiversAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static async Task<Ok<SourcesAnswer>> SourcesAsync(HttpContext context, SourceStandingReader sources) =>
        TypedResults.Ok(new SourcesAnswer(await sources.ReadAsync(context.RequestAborted)));

    private static async Task<IResult> ReceiversAsync(
        HttpContext context,
        string? date,
        ReceiverStandingReader receivers,
        TimeProvider clock
    )
    {
        var parsed = DayText.Parse(date, clock);
        if (!parsed.TryGet(out var day))
            return Problems.Bad(parsed.Error.ToString(), RequestCorrelation.Of(context));
        return TypedResults.Ok(new ReceiversAnswer(day, await receivers.ReadAsync(day, context.RequestAborted)));
    }
}
