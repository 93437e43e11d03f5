using Hippique.Hosting.Auth;
using Hippique.Hosting.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>What <c>POST /session/link</c> and <c>POST /session/link/viewer</c> answer.</summary>
/// <param name="Url">Opens a session in one browser, once.</param>
/// <param name="ExpiresAt">When it ends if it is not used.</param>
public sealed record SessionLinkAnswer(Uri Url, DateTimeOffset ExpiresAt);

/// <summary>
/// <c>POST /session/link</c>: a new link, for whoever has a token; <c>POST /session/link/viewer</c>: one whose session may read and change nothing. On Cloud Run there are none, since a
/// session would end with its container.
/// </summary>
internal static class SessionLinkEndpoint
{
    public const string Path = $"{SessionEndpoint.Path}/link";

    // An address of its own: a service of an earlier version has none, and makes no owner's link instead.
    public const string ViewerPath = $"{Path}/viewer";

    public static void MapSessionLink(this IEndpointRouteBuilder app)
    {
        Describe(app.MapPost(Path, ForOwner), "session_link", "A link that opens a session of one browser, once.");
        Describe(
            app.MapPost(ViewerPath, ForViewer),
            "session_link_viewer",
            "A link that opens a session of one browser, once, which may read and change nothing."
        );
    }

    private static void Describe(RouteHandlerBuilder route, string name, string what) =>
        route
            .RequireAuthorization(OwnerAuthenticationServices.TokenAlone)
            .WithName(name)
            .WithSummary(what)
            .WithTags("access")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<Ok<SessionLinkAnswer>, ProblemHttpResult> ForOwner(
        HttpContext context,
        BrowserSessions sessions,
        HippiqueSettings settings
    ) => Make(context, sessions, settings, CallerRole.Owner);

    private static Results<Ok<SessionLinkAnswer>, ProblemHttpResult> ForViewer(
        HttpContext context,
        BrowserSessions sessions,
        HippiqueSettings settings
    ) => Make(context, sessions, settings, CallerRole.Viewer);

    private static Results<Ok<SessionLinkAnswer>, ProblemHttpResult> Make(
        HttpContext context,
        BrowserSessions sessions,
        HippiqueSettings settings,
        CallerRole role
    )
    {
        if (!settings.Access.HasOwnToken)
            return Problems.NotFound("links are for one machine; on Cloud Run people sign in", RequestCorrelation.Of(context));
        var link = sessions.NewLink(role);
        // The caller reaches the service under the address that he called, so his browser does too; a viewer is somebody else, at another device.
        var called = new Uri($"{context.Request.Scheme}://{context.Request.Host.Value}/");
        var service = role == CallerRole.Viewer ? settings.Server.ServiceUrl ?? called : called;
        return TypedResults.Ok(new SessionLinkAnswer(SessionEndpoint.LinkTo(service, link), link.ExpiresAt));
    }
}
