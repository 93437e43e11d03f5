using Hippique.Dashboard.Entry;
using Hippique.Dashboard.Frame;
using Hippique.Hosting.Auth.Identity;
using Hippique.Hosting.Settings;
using Microsoft.AspNetCore.Authentication;

namespace Hippique.Api;

/// <summary><c>GET /sign-in</c>: sends a browser to the issuer, which sends it back to <c>/sign-in/callback</c>. Not there without an OAuth client.</summary>
internal static class SignInEndpoint
{
    public const string Path = "/sign-in";

    /// <summary>Answered by the library before routing.</summary>
    public const string CallbackPath = $"{Path}/callback";

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetRequiredService<HippiqueSettings>().Access.SignIn is not null)
            app.MapGet(Path, BeginAsync).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>What a page links to.</summary>
    public static string LinkTo(string next) => $"{Path}?return={Uri.EscapeDataString(next)}";

    private static async Task BeginAsync(HttpContext context, HippiqueSettings settings, IssuerKeys keys, PageFrames frames)
    {
        var next = LocalPath.Of(context.Request.Query["return"]);
        var service = settings.Access.Audience!;
        // The issuer sends the browser to this address, and the cookies of the flow must be there.
        if (!string.Equals(context.Request.Host.Host, service.Host, StringComparison.OrdinalIgnoreCase))
            context.Response.Redirect(new Uri(service, LinkTo(next)).AbsoluteUri);
        else if (await keys.AreKnownAsync(context.RequestAborted))
            await context.ChallengeAsync(SignInServices.Flow, new AuthenticationProperties { RedirectUri = next });
        else
            await SignInPages.NotNow(frames.Of(context)).ExecuteAsync(context);
    }
}
