using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>What <c>POST /schedule</c> is asked.</summary>
/// <param name="Date"><c>today</c> (also where it is missing), <c>tomorrow</c> or <c>YYYY-MM-DD</c>.</param>
/// <param name="Mode"><c>tasks</c> (also where it is missing): the queue calls each phase. <c>scheduler</c>: a Cloud Scheduler job for each. On one machine both mean its own queue.</param>
/// <param name="Until">Puts only the races into the queue whose off is before this hour in Paris, <c>10:00</c>; missing: all.</param>
public sealed record ScheduleRequest(string? Date, string? Mode, string? Until = null);

/// <summary>What <c>POST /schedule</c> answers.</summary>
public sealed record ScheduleAnswer
{
    public required bool Ok { get; init; }

    /// <summary><c>2025-11-22</c>.</summary>
    public required DateOnly Date { get; init; }
    public required int TotalRaces { get; init; }

    /// <summary>H-30 phases of the day that are open in the queue: they wait or run, and their grace is not over.</summary>
    public required int ScheduledH30 { get; init; }

    /// <summary>The same of H-5.</summary>
    public required int ScheduledH5 { get; init; }

    /// <summary>Phases that this call has put into the queue, or opened again after a clock that was ahead had given them up.</summary>
    public required int Created { get; init; }
    public required string Mode { get; init; }
    public required IReadOnlyList<PlanSummaryLine> PlanSummary { get; init; }

    /// <summary>Sources and races that could not be read this time; what they said before still stands in the plan.</summary>
    public required IReadOnlyList<RefusalAnswer> Refusals { get; init; }

    /// <summary>Every source refused: the plan is the one that the day had before.</summary>
    public required bool Kept { get; init; }
    public required string CorrelationId { get; init; }

    /// <summary>The same for the endpoint and the command line.</summary>
    public static ScheduleAnswer Of(ScheduleDayResult.Scheduled day, string mode) =>
        new()
        {
            Ok = true,
            Date = day.Date,
            TotalRaces = day.TotalRaces,
            ScheduledH30 = day.ScheduledH30,
            ScheduledH5 = day.ScheduledH5,
            Created = day.Created,
            Mode = mode,
            PlanSummary = day.PlanSummary,
            Refusals = [.. day.Refusals.Select(RefusalAnswer.Of)],
            Kept = day.IsKept,
            CorrelationId = TaskName.Plan(day.Date),
        };
}

/// <summary><c>POST /schedule</c>: plans a day and puts its phases into the queue.</summary>
internal static class ScheduleEndpoint
{
    public static void MapSchedule(this IEndpointRouteBuilder app) =>
        app.MapPost("/schedule", ScheduleAsync)
            .WithName("schedule")
            .WithTags("work")
            .Accepts<ScheduleRequest>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<ScheduleAnswer>, ProblemHttpResult>> ScheduleAsync(
        HttpContext context,
        ScheduleDayHandler handler,
        PersonActions actions,
        TimeProvider clock,
        ILogger<ScheduleRequest> logger
    )
    {
        var id = RequestCorrelation.Of(context);
        var body = await RequestBody.ReadAsync<ScheduleRequest>(context);
        if (!body.TryGet(out var request))
            return Problems.Bad(body.Error.ToString(), id);
        var mode = request.Mode ?? "tasks";
        var read = ScheduleOrderReader.Read(request, clock);
        if (!read.TryGet(out var order))
            return Problems.Bad(read.Error.ToString(), id);

        return await PlanAsync(context, order, mode, handler, actions, logger);
    }

    /// <summary>Plans and schedules a day in the name of whoever calls.</summary>
    internal static async Task<Results<Ok<ScheduleAnswer>, ProblemHttpResult>> PlanAsync(
        HttpContext context,
        ScheduleOrder order,
        string mode,
        ScheduleDayHandler handler,
        PersonActions actions,
        ILogger<ScheduleRequest> logger
    )
    {
        var id = TaskName.Plan(order.Date);
        RequestCorrelation.Name(context, id);
        using var scope = Correlation.Begin(logger, id);
        return await actions.RecordAsync<ScheduleAnswer>(
            context,
            ActionKind.Schedule,
            id,
            async () =>
                await handler.ScheduleAsync(order, context.RequestAborted) switch
                {
                    ScheduleDayResult.Scheduled scheduled => TypedResults.Ok(ScheduleAnswer.Of(scheduled, mode)),
                    ScheduleDayResult.NoProgramme none => Problems.NoProgramme(context, none.Errors, none.CanRetry, id),
                    var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
                }
        );
    }
}
