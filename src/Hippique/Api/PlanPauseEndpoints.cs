using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Maintenance;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>What <c>POST /schedule/pause</c> and <c>POST /schedule/resume</c> answer.</summary>
/// <param name="Paused">No day is planned by the program's own hours; whoever asks for a plan gets it.</param>
/// <param name="Since">Since when; null if it is not paused.</param>
/// <param name="By">By whom; null if it is not paused.</param>
/// <param name="CorrelationId">Under which the log knows the call.</param>
public sealed record PlanPauseAnswer(bool Paused, DateTimeOffset? Since, string? By, string CorrelationId);

/// <summary>
/// <c>POST /schedule/pause</c> and <c>POST /schedule/resume</c>: the daily plan of the installation, also over restarts. Called twice, each changes nothing; the first pause stands.
/// </summary>
internal static class PlanPauseEndpoints
{
    public static void MapPlanPause(this IEndpointRouteBuilder app)
    {
        var plan = app.MapGroup("/schedule").WithTags("maintenance");
        Describe(plan.MapPost("/pause", PauseAsync).WithName("schedule_pause"));
        Describe(plan.MapPost("/resume", ResumeAsync).WithName("schedule_resume"));
    }

    private static void Describe(RouteHandlerBuilder route) =>
        route.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    internal static async Task<Results<Ok<PlanPauseAnswer>, ProblemHttpResult>> PauseAsync(
        HttpContext context,
        PlanMaintenance plan,
        RecentHealth health,
        PersonActions actions,
        ILogger<PlanPauseAnswer> logger
    )
    {
        var id = RequestCorrelation.Of(context);
        using var scope = Correlation.Begin(logger, id);
        return await actions.RecordAsync<PlanPauseAnswer>(
            context,
            ActionKind.PlanPause,
            null,
            async () =>
            {
                PlanPauseAnswer? answer = null;
                await health.ChangeAsync(async () =>
                {
                    var pause = await plan.PauseAsync(PersonActions.Caller(context).Name, context.RequestAborted);
                    answer = new PlanPauseAnswer(Paused: true, pause.Since, pause.By, id);
                });
                return TypedResults.Ok(answer);
            }
        );
    }

    internal static async Task<Results<Ok<PlanPauseAnswer>, ProblemHttpResult>> ResumeAsync(
        HttpContext context,
        PlanMaintenance plan,
        RecentHealth health,
        PersonActions actions,
        ILogger<PlanPauseAnswer> logger
    )
    {
        var id = RequestCorrelation.Of(context);
        using var scope = Correlation.Begin(logger, id);
        return await actions.RecordAsync<PlanPauseAnswer>(
            context,
            ActionKind.PlanResume,
            null,
            async () =>
            {
                await health.ChangeAsync(() => plan.ResumeAsync(context.RequestAborted));
                return TypedResults.Ok(new PlanPauseAnswer(Paused: false, null, null, id));
            }
        );
    }
}
