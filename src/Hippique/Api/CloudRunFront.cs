namespace Hippique.Api;

/// <summary>
/// Cloud Run's front end speaks https and passes plain http on; what it says of the browser's side is believed there alone, where nobody else can reach the container.
/// </summary>
internal sealed class CloudRunFront(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        // The front end's own entry is the last.
        var said = context.Request.Headers["X-Forwarded-Proto"].ToString().Split(',')[^1].Trim();
        if (string.Equals(said, Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase))
            context.Request.Scheme = Uri.UriSchemeHttps;
        return next(context);
    }
}
