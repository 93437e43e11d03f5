using Hippique.Hosting.Auth;
using Hippique.Hosting.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>What <c>POST /session/link</c> answers.</summary>
/// <param name="Url">Opens a session in one browser, once.</param>
/// <param name="ExpiresAt">When it ends if it is not used.</param>
public sealed record SessionLinkAnswer(Uri Url, DateTimeOffset ExpiresAt);

/// <summary><c>POST /session/link</c>: a new link, for whoever has a token; on Cloud Run there are none, since a session would end with its container.</summary>
internal static class SessionLinkEndpoint
{
    public const string Path = $"{SessionEndpoint.Path}/link";

    public static void MapSessionLink(this IEndpointRouteBuilder app) =>
        app.MapPost(Path, Make)
            .RequireAuthorization(OwnerAuthenticationServices.TokenAlone)
            .WithName("session_link")
            .WithTags("access")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);

    // The caller reaches the service under this address, so its browser does too.
    private static Results<Ok<SessionLinkAnswer>, ProblemHttpResult> Make(
        HttpContext context,
        BrowserSessions sessions,
        HippiqueSettings settings
    )
    {
        if (!settings.Access.HasOwnToken)
            return Problems.NotFound("links are for one machine; on Cloud Run people sign in", RequestCorrelation.Of(context));
        var link = sessions.NewLink();
        var service = new Uri($"{context.Request.Scheme}://{context.Request.Host.Value}/");
        return TypedResults.Ok(new SessionLinkAnswer(SessionEndpoint.LinkTo(service, link), link.ExpiresAt));
    }
}
