using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Tasks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>What <c>POST /tasks/{name}</c> answers.</summary>
public sealed record TaskAnswer : IEndedAnswer
{
    /// <summary>The task is done, or goes on by itself. False: it ended without success, or is to be called again at <see cref="NextAt"/>.</summary>
    public required bool Ok { get; init; }

    /// <summary><c>results-20251122</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>done</c>, <c>late</c>, <c>missed</c>, <c>cancelled</c> or <c>failed</c>; <c>waiting</c> if it has not ended.</summary>
    public required string State { get; init; }

    /// <summary>Why it ended without success or has not ended; null if there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>When the queue calls it again; null if it has ended.</summary>
    public DateTimeOffset? NextAt { get; init; }
    public required string CorrelationId { get; init; }

    internal static TaskAnswer Ended(string name, TaskEnd end) =>
        new()
        {
            Ok = end.IsDone,
            Name = name,
            State = end.State,
            Reason = end.Detail,
            CorrelationId = name,
        };

    internal static TaskAnswer Waiting(string name, DateTimeOffset next, bool ok, string? why) =>
        new()
        {
            Ok = ok,
            Name = name,
            State = "waiting",
            Reason = why,
            NextAt = next,
            CorrelationId = name,
        };
}

/// <summary><c>POST /tasks/{name}</c>: carries out one task of the queue, of any kind, at its time; what a timer calls for kinds other than the two phases.</summary>
internal static class TaskEndpoint
{
    public static void MapTask(this IEndpointRouteBuilder app) =>
        app.MapPost("/tasks/{name}", RunAsync)
            .WithName("task")
            .WithTags("work")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<TaskAnswer>, ProblemHttpResult>> RunAsync(
        HttpContext context,
        string name,
        TaskCalls calls,
        PersonActions actions,
        TimeProvider clock,
        ILogger<TaskAnswer> logger
    )
    {
        if (TaskName.DateOf(name) is null)
            return Problems.NotFound($"no task is named '{Racing.Quoted.Short(name)}'", RequestCorrelation.Of(context));
        RequestCorrelation.Name(context, name);
        using var scope = Correlation.Begin(logger, name);
        return await actions.RecordAsync<TaskAnswer>(context, ActionKind.TaskCall, name, () => CallAsync(context, name, calls, clock));
    }

    private static async Task<Results<Ok<TaskAnswer>, ProblemHttpResult>> CallAsync(
        HttpContext context,
        string name,
        TaskCalls calls,
        TimeProvider clock
    ) =>
        await calls.RunAsync(name, context.RequestAborted) switch
        {
            TaskRun.Ended { End: var end } => TypedResults.Ok(TaskAnswer.Ended(name, end)),
            TaskRun.Early { DueAt: var due } when TimerCall.IsOwnWake(context, name) => Problems.Later(
                context,
                due - clock.GetUtcNow(),
                "it is not due yet",
                name
            ),
            TaskRun.Early { DueAt: var due } => TypedResults.Ok(TaskAnswer.Waiting(name, due, ok: false, "it is not due yet")),
            TaskRun.GoesOn { After: var after } => TypedResults.Ok(TaskAnswer.Waiting(name, clock.GetUtcNow() + after, ok: true, null)),
            TaskRun.Again again when TimerCall.Is(context) => TypedResults.Ok(
                TaskAnswer.Waiting(name, clock.GetUtcNow() + again.After, ok: false, again.Why)
            ),
            TaskRun.Again again => Problems.Later(context, again.After, again.Why, name),
            TaskRun.NotOpen => Problems.NotFound($"no task is named '{Racing.Quoted.Short(name)}'", name),
            var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
        };
}
