using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Maintenance;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>
/// <c>POST /tasks/{name}/run</c>, <c>/cancel</c> and <c>/retry</c>: what a person can have done with one task. Called twice, <c>cancel</c> changes nothing, and <c>run</c> answers with the
/// end that the task has.
/// </summary>
internal static class TaskOrderEndpoints
{
    public static void MapTaskOrders(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/tasks/{name}").WithTags("maintenance");
        Describe(
            tasks.MapPost("/run", RunAsync),
            "task_run",
            "Carries out an open task now; a look before its time is an extra one, unless force is set."
        );
        Describe(tasks.MapPost("/cancel", CancelAsync), "task_cancel", "Ends an open task for good; refused while somebody works on it.");
        Describe(
            tasks.MapPost("/retry", RetryAsync),
            "task_retry",
            "Makes a look that was missed, failed or was cancelled by a person again, as an extra one."
        );
    }

    private static void Describe(RouteHandlerBuilder route, string name, string what) =>
        route
            .WithName(name)
            .WithSummary(what)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Task<Results<Ok<TaskOrderAnswer>, ProblemHttpResult>> RunAsync(
        string name,
        bool? force,
        HttpContext context,
        Desk desk
    ) => desk.RunAsync(context, name, force ?? false);

    private static Task<Results<Ok<TaskOrderAnswer>, ProblemHttpResult>> CancelAsync(string name, HttpContext context, Desk desk) =>
        desk.CancelAsync(context, name);

    private static Task<Results<Ok<TaskOrderAnswer>, ProblemHttpResult>> RetryAsync(string name, HttpContext context, Desk desk) =>
        desk.RetryAsync(context, name);

    /// <summary>Carries out the three, also for a page.</summary>
    internal sealed class Desk(TaskMaintenance tasks, PersonActions actions, TimeProvider clock, ILogger<TaskOrderAnswer> logger)
    {
        public Task<Results<Ok<TaskOrderAnswer>, ProblemHttpResult>> RunAsync(HttpContext context, string name, bool force) =>
            CarryOutAsync(context, name, ActionKind.TaskRun, () => tasks.RunAsync(name, force, context.RequestAborted));

        public Task<Results<Ok<TaskOrderAnswer>, ProblemHttpResult>> CancelAsync(HttpContext context, string name) =>
            CarryOutAsync(context, name, ActionKind.TaskCancel, () => tasks.CancelAsync(name, context.RequestAborted));

        public Task<Results<Ok<TaskOrderAnswer>, ProblemHttpResult>> RetryAsync(HttpContext context, string name) =>
            CarryOutAsync(context, name, ActionKind.TaskRetry, () => tasks.RetryAsync(name, context.RequestAborted));

        private async Task<Results<Ok<TaskOrderAnswer>, ProblemHttpResult>> CarryOutAsync(
            HttpContext context,
            string name,
            ActionKind action,
            Func<Task<TaskOrderResult>> work
        )
        {
            if (TaskName.DateOf(name) is null)
                return Problems.NotFound($"no task is named '{Quoted.Short(name)}'", RequestCorrelation.Of(context));
            RequestCorrelation.Name(context, name);
            using var scope = Correlation.Begin(logger, name);
            return await actions.RecordAsync<TaskOrderAnswer>(context, action, name, async () => Answer(context, name, await work()));
        }

        private Results<Ok<TaskOrderAnswer>, ProblemHttpResult> Answer(HttpContext context, string name, TaskOrderResult result) =>
            TaskOrderVerdict.Of(name, result, clock.GetUtcNow()) switch
            {
                TaskOrderVerdict.Answered { Answer: var answer } => TypedResults.Ok(answer),
                TaskOrderVerdict.Unknown { Why: var why } => Problems.NotFound(why.ToString(), name),
                TaskOrderVerdict.Refused { Why: var why } => Problems.Conflict(why.ToString(), name),
                TaskOrderVerdict.Later later => Problems.Later(context, later.After, later.Why.ToString(), name),
                var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
            };
    }
}
