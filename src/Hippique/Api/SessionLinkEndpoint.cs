using Hippique.Hosting.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>What <c>POST /session/link</c> answers.</summary>
/// <param name="Url">Opens a session in one browser, once.</param>
/// <param name="ExpiresAt">When it ends if it is not used.</param>
public sealed record SessionLinkAnswer(Uri Url, DateTimeOffset ExpiresAt);

/// <summary><c>POST /session/link</c>: a new link, for whoever has the token.</summary>
internal static class SessionLinkEndpoint
{
    public const string Path = $"{SessionEndpoint.Path}/link";

    public static void MapSessionLink(this IEndpointRouteBuilder app) =>
        app.MapPost(Path, Make)
            .RequireToken()
            .WithName("session_link")
            .WithTags("access")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);

    // The caller reaches the service under this address, so its browser does too.
    private static Ok<SessionLinkAnswer> Make(HttpRequest request, BrowserSessions sessions)
    {
        var link = sessions.NewLink();
        var service = new Uri($"{request.Scheme}://{request.Host.Value}/");
        return TypedResults.Ok(new SessionLinkAnswer(SessionEndpoint.LinkTo(service, link), link.ExpiresAt));
    }
}
