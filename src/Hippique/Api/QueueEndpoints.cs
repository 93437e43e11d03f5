using Hippique.Orchestration.Health;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Tasks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>What <c>POST /queue/pause</c> and <c>POST /queue/resume</c> answer.</summary>
/// <param name="Paused">No task is woken until the queue goes on; what falls due meanwhile is then late or missed.</param>
/// <param name="CorrelationId">Under which the log knows the call.</param>
public sealed record QueueAnswer(bool Paused, string CorrelationId);

/// <summary><c>POST /queue/pause</c> and <c>POST /queue/resume</c>: stops and goes on waking tasks, also over restarts. Called twice, each changes nothing.</summary>
internal static class QueueEndpoints
{
    public static void MapQueue(this IEndpointRouteBuilder app)
    {
        var queue = app.MapGroup("/queue").WithTags("work");
        queue.MapPost("/pause", PauseAsync).WithName("queue_pause").ProducesProblem(StatusCodes.Status401Unauthorized);
        queue.MapPost("/resume", ResumeAsync).WithName("queue_resume").ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static async Task<Ok<QueueAnswer>> PauseAsync(
        HttpContext context,
        ITaskTimer timer,
        RecentHealth health,
        ILogger<QueueAnswer> logger
    )
    {
        using var scope = Correlation.Begin(logger, RequestCorrelation.Of(context));
        await health.ChangeAsync(() => timer.PauseAsync(context.RequestAborted));
        return TypedResults.Ok(new QueueAnswer(Paused: true, RequestCorrelation.Of(context)));
    }

    private static async Task<Ok<QueueAnswer>> ResumeAsync(
        HttpContext context,
        ITaskTimer timer,
        RecentHealth health,
        ILogger<QueueAnswer> logger
    )
    {
        using var scope = Correlation.Begin(logger, RequestCorrelation.Of(context));
        await health.ChangeAsync(() => timer.ResumeAsync(context.RequestAborted));
        return TypedResults.Ok(new QueueAnswer(Paused: false, RequestCorrelation.Of(context)));
    }
}
