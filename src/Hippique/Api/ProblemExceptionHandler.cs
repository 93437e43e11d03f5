using Hippique.Dashboard;
using Hippique.Dashboard.Frame;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Logging;
using Hippique.Pages;
using Hippique.Racing;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Hippique.Api;

/// <summary>
/// The boundary of a request: a disk that is full or read-only is a 503, because a retry can help once there is room; a file that was damaged is named, and no retry helps; a body
/// that is too large or cut off is the caller's; anything else is a bug, logged with its stack and answered without it. People are shown a page that says the same.
/// </summary>
internal sealed partial class ProblemExceptionHandler(
    IProblemDetailsService problems,
    PageFrames frames,
    ILogger<ProblemExceptionHandler> logger
) : IExceptionHandler
{
    private const string Damaged = "Damaged file";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
            return true;
        var (status, title, detail) = Say(exception);
        if (status == StatusCodes.Status500InternalServerError)
            Broke(logger, exception, httpContext.Request.Path);
        else if (status == StatusCodes.Status503ServiceUnavailable)
        {
            CannotWrite(logger, detail);
            httpContext.Response.Headers.RetryAfter = "60";
        }
        httpContext.Response.StatusCode = status;
        if (PageLanguage.IsAskedBy(httpContext.Request) && HttpMethods.IsGet(httpContext.Request.Method))
        {
            var said = status == StatusCodes.Status500InternalServerError && title != Damaged ? "" : detail;
            await NoticePage.Broken(frames.Of(httpContext), status, said, RequestCorrelation.Of(httpContext)).ExecuteAsync(httpContext);
            return true;
        }
        return await problems.TryWriteAsync(
            new ProblemDetailsContext
            {
                HttpContext = httpContext,
                ProblemDetails =
                {
                    Status = status,
                    Title = title,
                    Detail = detail,
                    Extensions = { [Correlation.Field] = RequestCorrelation.Of(httpContext) },
                },
            }
        );
    }

    private static (int Status, string Title, string Detail) Say(Exception exception) =>
        exception switch
        {
            BadHttpRequestException bad => (bad.StatusCode, "Bad request", bad.Message),
            // Others write at the same time: after a moment there is room for this one.
            ArtifactBusyException => (503, "Busy", exception.Message),
            SqliteException { SqliteErrorCode: 5 or 6 } => (503, "Busy", $"the queue's file: {exception.Message}"),
            DatabaseException => (503, "Database away", exception.Message),
            ArtifactException { IsUnreadable: true } or UnreadableFileException or InvalidDataException => (
                500,
                Damaged,
                exception.Message
            ),
            IOException or UnauthorizedAccessException => (503, "Cannot write", exception.Message),
            SqliteException { SqliteErrorCode: 8 or 10 or 13 or 14 } => (503, "Cannot write", $"the queue's file: {exception.Message}"),
            _ => (500, "Unexpected error", "the service's log has more under this correlation_id"),
        };

    [LoggerMessage(1, LogLevel.Error, "the answer to {Path} broke")]
    private static partial void Broke(ILogger logger, Exception exception, string path);

    [LoggerMessage(2, LogLevel.Error, "cannot write: {Why}")]
    private static partial void CannotWrite(ILogger logger, string why);
}
