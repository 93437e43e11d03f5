using Hippique.Dashboard.Entry;
using Hippique.Dashboard.Frame;
using Hippique.Hosting;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Auth.SignIn;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Actions;
using Hippique.Pages;
using Microsoft.AspNetCore.Authentication;

namespace Hippique.Api;

/// <summary>
/// <c>/session?code=…</c>: the link printed at start. <c>GET</c> shows a page with a button and changes nothing, so that a preview of the link does not use it up; the button
/// opens the session (<c>POST</c>). <c>POST /session/end</c> closes it.
/// </summary>
internal static class SessionEndpoint
{
    public const string Path = "/session";

    public static void MapSession(this IEndpointRouteBuilder app)
    {
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], Show).AllowAnonymous().ExcludeFromDescription();
        // The code in the address is asked for, whoever brings it.
        app.MapPost(Path, OpenAsync).AllowAnonymous().ExcludeFromDescription().WithMetadata(OpenToViewers.Mark);
        // Also for a session that has ended since its page was loaded: whoever closes it sees the same.
        app.MapPost($"{Path}/end", EndAsync).AllowAnonymous().ExcludeFromDescription().WithMetadata(OpenToViewers.Mark);
    }

    /// <summary>What a person opens in a browser.</summary>
    public static Uri LinkTo(Uri service, BrowserLink link) => new(service, $"{Path}?code={link.Code}");

    private static IResult Show(HttpContext context, string? code, BrowserSessions sessions, PageFrames frames) =>
        sessions.RoleOfLink(code) is { } role ? LinkPage.Open(frames.Of(context), code!, role) : Gone(context, frames);

    private static async Task<IResult> OpenAsync(
        HttpContext context,
        string? code,
        BrowserSessions sessions,
        SessionCookie cookie,
        PersonActions actions,
        PageFrames frames
    )
    {
        if (sessions.Open(code) is not { } id)
            return Gone(context, frames);
        sessions.Close(cookie.Read(context));
        cookie.Give(context, id);
        await actions.NoteSignInAsync(context, sessions.RoleOf(id) == CallerRole.Viewer ? Actor.Viewer : Actor.Owner);
        return new SeeOther(HomeEndpoint.Path);
    }

    private static async Task<SeeOther> EndAsync(
        HttpContext context,
        BrowserSessions sessions,
        SessionCookie cookie,
        HippiqueSettings settings
    )
    {
        sessions.Close(cookie.Read(context));
        cookie.Delete(context);
        if (settings.Access.SignIn is not null)
            await context.SignOutAsync(SignInSession.Scheme);
        return new SeeOther(HomeEndpoint.Path);
    }

    private static IResult Gone(HttpContext context, PageFrames frames) =>
        PageLanguage.IsAskedBy(context.Request)
            ? LinkPage.Gone(frames.Of(context))
            : Problems.Gone(Texts.Get("session_used", BrowserSessions.LinkLifetime.TotalMinutes), RequestCorrelation.Of(context));
}
