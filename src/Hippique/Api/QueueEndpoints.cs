using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>What <c>POST /queue/pause</c> and <c>POST /queue/resume</c> answer.</summary>
/// <param name="Paused">No task is woken until the queue goes on; what falls due meanwhile is then late or missed.</param>
/// <param name="CorrelationId">Under which the log knows the call.</param>
public sealed record QueueAnswer(bool Paused, string CorrelationId);

/// <summary>What <c>GET /api/queue</c> answers.</summary>
/// <param name="Queue">Whether tasks are woken.</param>
/// <param name="PlanPaused">Since when and by whom the daily plan is paused; null: days are planned at their hours.</param>
public sealed record QueueView(QueueState Queue, PlanPause? PlanPaused);

/// <summary><c>POST /queue/pause</c> and <c>POST /queue/resume</c>: stops and goes on waking tasks, also over restarts. Called twice, each changes nothing.</summary>
internal static class QueueEndpoints
{
    public static void MapQueue(this IEndpointRouteBuilder app)
    {
        var queue = app.MapGroup("/queue").WithTags("maintenance");
        Describe(queue.MapPost("/pause", PauseAsync).WithName("queue_pause"));
        Describe(queue.MapPost("/resume", ResumeAsync).WithName("queue_resume"));
        app.MapGet("/api/queue", ShowAsync).WithName("queue").WithTags("maintenance").ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static void Describe(RouteHandlerBuilder route) =>
        route.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    internal static Task<Results<Ok<QueueAnswer>, ProblemHttpResult>> PauseAsync(
        HttpContext context,
        ITaskTimer timer,
        RecentHealth health,
        PersonActions actions,
        ILogger<QueueAnswer> logger
    ) =>
        ChangeAsync(
            context,
            ActionKind.QueuePause,
            () => health.ChangeAsync(() => timer.PauseAsync(context.RequestAborted)),
            paused: true,
            actions,
            logger
        );

    internal static Task<Results<Ok<QueueAnswer>, ProblemHttpResult>> ResumeAsync(
        HttpContext context,
        ITaskTimer timer,
        RecentHealth health,
        PersonActions actions,
        ILogger<QueueAnswer> logger
    ) =>
        ChangeAsync(
            context,
            ActionKind.QueueResume,
            () => health.ChangeAsync(() => timer.ResumeAsync(context.RequestAborted)),
            paused: false,
            actions,
            logger
        );

    private static async Task<Results<Ok<QueueAnswer>, ProblemHttpResult>> ChangeAsync(
        HttpContext context,
        ActionKind action,
        Func<Task> change,
        bool paused,
        PersonActions actions,
        ILogger logger
    )
    {
        using var scope = Correlation.Begin(logger, RequestCorrelation.Of(context));
        return await actions.RecordAsync<QueueAnswer>(
            context,
            action,
            null,
            async () =>
            {
                await change();
                return TypedResults.Ok(new QueueAnswer(paused, RequestCorrelation.Of(context)));
            }
        );
    }

    private static async Task<Ok<QueueView>> ShowAsync(HttpContext context, RecentHealth health)
    {
        var report = await health.ReadAsync(context.RequestAborted);
        return TypedResults.Ok(new QueueView(report.Queue, report.Plan.Paused));
    }
}
