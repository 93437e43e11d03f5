using Microsoft.Net.Http.Headers;

namespace Hippique.Api;

/// <summary>An answer as it is sent, kept while the files behind it stay as they are.</summary>
/// <param name="Body">JSON, UTF-8.</param>
/// <param name="Tag">Of these bytes: <c>"5e8f…"</c>.</param>
internal sealed record KeptAnswer(ReadOnlyMemory<byte> Body, string Tag) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.ETag = Tag;
        if (request.Headers.IfNoneMatch.Count > 0 && request.GetTypedHeaders().IfNoneMatch.Any(Matches))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = Body.Length;
        return response.Body.WriteAsync(Body, httpContext.RequestAborted).AsTask();
    }

    private bool Matches(EntityTagHeaderValue asked) =>
        asked.Equals(EntityTagHeaderValue.Any) || asked.Compare(new EntityTagHeaderValue(Tag), useStrongComparison: false);
}
