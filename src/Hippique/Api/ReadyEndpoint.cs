using System.Globalization;
using Hippique.Orchestration.Favourites;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Scheduling;
using Hippique.Sources;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>What <c>GET /ready</c> answers; with 503 the same names stand in the problem details.</summary>
public sealed record ReadyAnswer
{
    /// <summary>Today has a plan and the queue runs.</summary>
    public required bool Ready { get; init; }

    /// <summary>Why it is not ready, in one line; null if it is.</summary>
    public required string? Reason { get; init; }

    /// <summary>When it was asked, UTC; an answer is kept for five seconds.</summary>
    public required DateTimeOffset Timestamp { get; init; }
    public required PlanHealth Plan { get; init; }
    public required QueueState Queue { get; init; }

    /// <summary>What each source in use has brought, by what is read of it.</summary>
    public required IReadOnlyList<SourceHealth> Sources { get; init; }

    /// <summary>Those of them that answer well and say nothing new for longer than their kind allows.</summary>
    public required IReadOnlyList<SilentSource> Silent { get; init; }

    /// <summary>How often each source names the same favourite as PMU.</summary>
    public required IReadOnlyList<FavouriteAnswer> Favourites { get; init; }

    /// <param name="health">As it was read.</param>
    /// <param name="isKnown">Whether the caller has shown who he is: to strangers nobody's address is told.</param>
    public static ReadyAnswer Of(HealthReport health, bool isKnown) =>
        new()
        {
            Ready = health.IsReady,
            Reason = health.Reason,
            Timestamp = health.At,
            Plan = isKnown ? health.Plan : health.Plan with { Paused = Nameless(health.Plan.Paused) },
            Queue = health.Queue,
            Sources = health.Sources,
            Silent = [.. health.Sources.Where(source => source.Silent).Select(source => new SilentSource(source.Source, source.Kind))],
            Favourites = [.. health.Favourites.Select(FavouriteAnswer.Of)],
        };

    private static PlanPause? Nameless(PlanPause? pause) =>
        pause?.By.Contains('@', StringComparison.Ordinal) == true ? pause with { By = "" } : pause;
}

/// <param name="Source"><c>zeturf</c>.</param>
/// <param name="Kind"><c>programme</c>, <c>odds</c>, <c>close</c>, <c>result</c> or <c>figures</c>.</param>
public sealed record SilentSource(string Source, ReadKind Kind);

/// <param name="Source"><c>zeturf</c>.</param>
/// <param name="Races">Of the last 200 races at H-5 those in which both named a favourite.</param>
/// <param name="Agreed">Of them those with the same favourite.</param>
/// <param name="Share">0 to 1; 0 without races.</param>
/// <param name="Implausible">So seldom, over at least 50 races, that prices must stand on the wrong horses.</param>
public sealed record FavouriteAnswer(string Source, int Races, int Agreed, double Share, bool Implausible)
{
    internal static FavouriteAnswer Of(FavouriteAgreement agreement) =>
        new(agreement.Source, agreement.Races, agreement.Agreed, Math.Round(agreement.Share, 3), agreement.IsImplausible);
}

/// <summary><c>GET /ready</c>: open to all; 200 if today has a plan and the queue runs, else 503 with the reason. A source that is silent is named and makes nobody unready.</summary>
internal static class ReadyEndpoint
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(10);

    public static void MapReady(this IEndpointRouteBuilder app) =>
        app.MapGet("/ready", ReadyAsync)
            .AllowAnonymous()
            .WithName("ready")
            .WithTags("health")
            .WithDescription(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Whether today has a plan and the queue runs. An answer is kept for {RecentHealth.MaxAge.TotalSeconds:0} seconds, unless the service itself changes plan or queue; `timestamp` says when it was asked."
                )
            )
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<ReadyAnswer>, ProblemHttpResult>> ReadyAsync(HttpContext context, RecentHealth health)
    {
        var answer = ReadyAnswer.Of(await health.ReadAsync(context.RequestAborted), context.User.Identity is { IsAuthenticated: true });
        if (answer.Ready)
            return TypedResults.Ok(answer);
        var wait = answer.Plan.NextTry - answer.Timestamp is { } next && next > AskAgain ? next : AskAgain;
        context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            answer.Reason,
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "Not ready",
            extensions: new Dictionary<string, object?>
            {
                ["ready"] = answer.Ready,
                ["reason"] = answer.Reason,
                ["timestamp"] = answer.Timestamp,
                ["plan"] = answer.Plan,
                ["queue"] = answer.Queue,
                ["sources"] = answer.Sources,
                ["silent"] = answer.Silent,
                ["favourites"] = answer.Favourites,
                [Correlation.Field] = RequestCorrelation.Of(context),
            }
        );
    }
}
