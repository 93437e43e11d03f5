using System.Globalization;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Tasks;
using Hippique.Sources;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>Errors as RFC 9457 problem details, each with the <c>correlation_id</c> under which the log knows it.</summary>
internal static class Problems
{
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(60);

    /// <summary>The caller is wrong, and a retry won't help.</summary>
    public static ProblemHttpResult Bad(string detail, string correlationId) =>
        Make(StatusCodes.Status400BadRequest, "Bad request", detail, correlationId);

    public static ProblemHttpResult Forbidden(string detail, string correlationId) =>
        Make(StatusCodes.Status403Forbidden, "Forbidden", detail, correlationId);

    /// <summary>As things stand it cannot be done, and nothing was.</summary>
    public static ProblemHttpResult Conflict(string detail, string correlationId) =>
        Make(StatusCodes.Status409Conflict, "Conflict", detail, correlationId);

    /// <summary>It was there once, and won't be again.</summary>
    public static ProblemHttpResult Gone(string detail, string correlationId) =>
        Make(StatusCodes.Status410Gone, "Gone", detail, correlationId);

    public static ProblemHttpResult NotFound(string detail, string correlationId) =>
        Make(StatusCodes.Status404NotFound, "Not found", detail, correlationId);

    public static ProblemHttpResult NotPlanned(DateOnly day) => NotFound($"{day:yyyy-MM-dd} has not been planned", TaskName.Plan(day));

    /// <summary>A retry can help; <c>Retry-After</c> says when.</summary>
    public static ProblemHttpResult Later(HttpContext context, TimeSpan? after, string detail, string correlationId)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling((after ?? DefaultRetryAfter).TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Make(StatusCodes.Status503ServiceUnavailable, "Not now", detail, correlationId);
    }

    /// <summary>No source gave the day's programme: 404 if none of them offers the day, else 503.</summary>
    public static ProblemHttpResult NoProgramme(HttpContext context, IReadOnlyList<SourceError> errors, bool canRetry, string correlationId)
    {
        var detail = errors.Count == 0 ? "no source is set up" : string.Join("; ", errors);
        return !canRetry && errors.All(error => error.Kind is SourceErrorKind.NotFound or SourceErrorKind.NotOffered)
            ? NotFound(detail, correlationId)
            // Also where a page has changed or a site forbids: the plan is tried again until one stands, and the next try can come upon other pages.
            : Later(context, errors.Max(error => error.RetryAfter), detail, correlationId);
    }

    private static ProblemHttpResult Make(int status, string title, string detail, string correlationId) =>
        TypedResults.Problem(
            detail,
            statusCode: status,
            title: title,
            extensions: new Dictionary<string, object?> { [Correlation.Field] = correlationId }
        );
}
