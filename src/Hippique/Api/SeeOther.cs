namespace Hippique.Api;

/// <summary>303: the form was taken; the browser goes on with <c>GET</c>.</summary>
/// <param name="Path">Of this service.</param>
internal sealed record SeeOther(string Path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = Path;
        return Task.CompletedTask;
    }
}
