using Hippique.Hosting;
using Hippique.Hosting.Auth;
using Hippique.Orchestration.Logging;

namespace Hippique.Api;

/// <summary><c>GET /session?code=…</c>: the link printed at start. It works once and opens a session of this browser.</summary>
internal static class SessionEndpoint
{
    public const string Path = "/session";

    public static void MapSession(this IEndpointRouteBuilder app) => app.MapGet(Path, Open).AllowAnonymous().ExcludeFromDescription();

    private static IResult Open(HttpContext context, string? code, BrowserSessions sessions)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (sessions.Open(code) is not { } id)
        {
            return TypedResults.Problem(
                Texts.Get("session_used"),
                statusCode: StatusCodes.Status401Unauthorized,
                extensions: new Dictionary<string, object?> { [Correlation.Field] = RequestCorrelation.Of(context) }
            );
        }
        context.Response.Cookies.Append(
            BrowserSessions.Cookie,
            id,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                Path = "/",
                MaxAge = BrowserSessions.Lifetime,
            }
        );
        return TypedResults.LocalRedirect("/api/tickets/today");
    }
}
