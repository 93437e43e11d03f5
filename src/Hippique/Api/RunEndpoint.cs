using System.Globalization;
using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Phases;
using Hippique.Racing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>What <c>POST /run</c> is asked.</summary>
/// <param name="CourseUrl">The race's page at ZEturf or PMU; it is read, never fetched.</param>
/// <param name="Phase"><c>H30</c> or <c>H5</c>; <c>h-5</c> and their like are accepted.</param>
/// <param name="Date">The programme day, which must be that of the address; missing: that of the address.</param>
/// <param name="Force">True: the phase itself, also more than two minutes before its time; missing or false: then it is an extra look, and the phase stays as it is.</param>
public sealed record RunRequest(string? CourseUrl, string? Phase, string? Date, bool? Force = null);

/// <summary>What <c>POST /run</c> answers.</summary>
public sealed record RunAnswer : IEndedAnswer
{
    /// <summary>The phase is done, or the extra look was made. False: it ended without success, and a retry won't help.</summary>
    public required bool Ok { get; init; }

    /// <summary><c>H30</c> or <c>H5</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>0 when the phase is done, else 1; the exit code of an analysis of the user's own.</summary>
    public required int Returncode { get; init; }

    /// <summary>The last 2,000 characters of the run's log, or of what an analysis of the user's own printed.</summary>
    public required string StdoutTail { get; init; }

    /// <summary>Paths under the data folder.</summary>
    public required IReadOnlyList<string> Artifacts { get; init; }
    public required string CorrelationId { get; init; }

    /// <summary>It was asked for more than two minutes before the phase's time and not forced: the race was looked at, and the phase is left as it is.</summary>
    public required bool Extra { get; init; }

    /// <summary>How the phase ended: <c>done</c>, <c>late</c>, <c>missed</c>, <c>cancelled</c> or <c>failed</c>; an extra look is <c>done</c> or <c>failed</c>. Null where a timer called and the queue calls again.</summary>
    public string? State { get; init; }

    /// <summary>Why it ended without success; null if it did not.</summary>
    public RunCause? Cause { get; init; }

    /// <summary>The same in one sentence, in English as in the log.</summary>
    public string? Reason { get; init; }

    /// <summary>What each source said, where the cause is <c>refused</c>.</summary>
    public IReadOnlyList<RefusalAnswer> Refusals { get; init; } = [];

    /// <inheritdoc cref="Of(PhaseResult.Ended)"/>
    public static RunAnswer Of(ExtraLook look) =>
        new()
        {
            Ok = look.IsDone,
            Phase = look.Phase.ToString(),
            Returncode = look.ReturnCode,
            StdoutTail = look.OutputTail,
            Artifacts = look.Artifacts,
            CorrelationId = look.CorrelationId,
            Extra = true,
            State = look.IsDone ? "done" : "failed",
            Cause = look.Cause,
            Reason = look.Reason,
            Refusals = [.. look.Refusals.Select(RefusalAnswer.Of)],
        };

    /// <summary>For a timer: the phase was not carried out now, and the queue calls again.</summary>
    internal static RunAnswer Of(RunRaceResult.Waits waits, Phase phase) =>
        new()
        {
            Ok = false,
            Phase = phase.ToString(),
            Returncode = 1,
            StdoutTail = "",
            Artifacts = [],
            CorrelationId = waits.Task,
            Extra = false,
            Reason = string.Create(
                CultureInfo.InvariantCulture,
                $"{waits.Why ?? "it is not due yet"}; the queue calls again at {waits.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"
            ),
        };

    /// <summary>The same for the endpoint and the command line.</summary>
    public static RunAnswer Of(PhaseResult.Ended ended) =>
        new()
        {
            Ok = ended.IsDone,
            Phase = ended.Phase.ToString(),
            Returncode = ended.ReturnCode,
            StdoutTail = ended.OutputTail,
            Artifacts = ended.Artifacts,
            CorrelationId = ended.CorrelationId,
            Extra = false,
            State = ended.End.State,
            Cause = ended.Cause,
            Reason = ended.End.Detail,
            Refusals = [.. ended.Refusals.Select(RefusalAnswer.Of)],
        };
}

/// <summary><c>POST /run</c>: carries out one phase of one race, at once.</summary>
internal static class RunEndpoint
{
    public static void MapRun(this IEndpointRouteBuilder app) =>
        app.MapPost("/run", RunAsync)
            .WithName("run")
            .WithTags("work")
            .Accepts<RunRequest>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<RunAnswer>, ProblemHttpResult>> RunAsync(
        HttpContext context,
        RunRaceHandler handler,
        RunOrderReader orders,
        PersonActions actions,
        TimeProvider clock,
        ILogger<RunRequest> logger
    )
    {
        var id = RequestCorrelation.Of(context);
        var body = await RequestBody.ReadAsync<RunRequest>(context);
        if (!body.TryGet(out var request))
            return Problems.Bad(body.Error.ToString(), id);
        var read = orders.Read(request.CourseUrl, request.Phase, request.Date);
        if (!read.TryGet(out var order))
            return Problems.Bad(read.Error.ToString(), id);

        id = order.CorrelationId;
        RequestCorrelation.Name(context, id);
        using var scope = Correlation.Begin(logger, id);
        return await actions.RecordAsync<RunAnswer>(
            context,
            ActionKind.Run,
            id,
            () => CarryOutAsync(context, handler, order, request.Force ?? false, clock)
        );
    }

    private static async Task<Results<Ok<RunAnswer>, ProblemHttpResult>> CarryOutAsync(
        HttpContext context,
        RunRaceHandler handler,
        RunOrder order,
        bool force,
        TimeProvider clock
    )
    {
        var id = order.CorrelationId;
        var ran = TimerCall.Is(context)
            ? await handler.RunDueAsync(order.Link, order.Phase, context.RequestAborted)
            : await handler.RunAsync(order.Link, order.Phase, force, context.RequestAborted);
        return ran switch
        {
            RunRaceResult.Waits { Why: null } early when TimerCall.IsOwnWake(context, early.Task) => Problems.Later(
                context,
                early.At - clock.GetUtcNow(),
                "it is not due yet",
                early.Task
            ),
            RunRaceResult.Waits waits => TypedResults.Ok(RunAnswer.Of(waits, order.Phase)),
            RunRaceResult.Ran { Phase: PhaseResult.Ended ended } => TypedResults.Ok(RunAnswer.Of(ended)),
            RunRaceResult.Ran { Phase: PhaseResult.RetryLater later } => Problems.Later(
                context,
                later.After,
                later.Why.ToString(),
                later.CorrelationId
            ),
            RunRaceResult.Looked { Look: ExtraLook.Refused { RetryAfter: { } after } refused } => Problems.Later(
                context,
                after,
                refused.Why.ToString(),
                refused.CorrelationId
            ),
            RunRaceResult.Looked { Look: var look } => TypedResults.Ok(RunAnswer.Of(look)),
            RunRaceResult.UnknownRace unknown => Problems.NotFound(unknown.Why.ToString(), id),
            RunRaceResult.NoProgramme none => Problems.NoProgramme(context, none.Errors, none.CanRetry, id),
            var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
        };
    }
}
