using Hippique.Hosting.Logging;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>What <c>GET /api/log</c> answers.</summary>
/// <param name="Lines">The oldest first.</param>
public sealed record LogAnswer(IReadOnlyList<LogLine> Lines);

/// <summary><c>GET /api/log?id=</c>: the last lines of the process that answers.</summary>
internal static class LogEndpoint
{
    /// <summary>As many as one look takes in.</summary>
    internal const int Most = 200;

    public static void MapLog(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/log", Read)
            .WithName("log")
            .WithTags("maintenance")
            .WithSummary(
                "The last 200 lines that the process that answers has logged since its start, of the last 2,000; with id only those whose correlation id begins so."
            )
            .ProducesProblem(StatusCodes.Status401Unauthorized);

    private static Ok<LogAnswer> Read(HttpContext context, string? id, RecentLines lines)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new LogAnswer(lines.Latest(id ?? "", Most)));
    }
}
