using Hippique.Dashboard.Entry;
using Hippique.Dashboard.Frame;
using Hippique.Hosting.Auth.Identity;
using Hippique.Hosting.Auth.SignIn;
using Hippique.Hosting.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hippique.Api;

/// <summary>What the service adds to the library's flow: the address by which it is known, who is let in, and pages instead of redirects and exceptions.</summary>
internal static class SignInFlow
{
    /// <param name="callback">Registered with the OAuth client; the request's own host name and scheme are not asked, since a stranger chooses the first and a front end the second.</param>
    public static OpenIdConnectEvents Events(Uri callback) =>
        new()
        {
            OnRedirectToIdentityProvider = leaving =>
            {
                leaving.ProtocolMessage.RedirectUri = callback.AbsoluteUri;
                // Or somebody who is signed in at the issuer under a name that is not let in could never choose another.
                leaving.ProtocolMessage.Prompt = OpenIdConnectPrompt.SelectAccount;
                return Task.CompletedTask;
            },
            OnTicketReceived = EndAsync,
            OnRemoteFailure = FailAsync,
        };

    // State, nonce, code verifier, signature, issuer, audience and times have been checked.
    private static async Task EndAsync(TicketReceivedContext came)
    {
        var context = came.HttpContext;
        var services = context.RequestServices;
        var frame = services.GetRequiredService<PageFrames>().Of(context);
        came.HandleResponse();
        var refusals = services.GetRequiredService<RefusalLog>();
        var isVerified = IdentityTokenRules.HasVerifiedEmail(came.Principal?.Claims ?? [], out var email, out var fault);
        if (!isVerified || services.GetRequiredService<HippiqueSettings>().Access.RoleOf(email) is null)
        {
            if (isVerified)
                refusals.Refused(email);
            else
                refusals.Refused(fault);
            await SignInPages.Refused(frame).ExecuteAsync(context);
            return;
        }
        await SignInSession.OpenAsync(context, email, services.GetRequiredService<TimeProvider>().GetUtcNow());
        await services.GetRequiredService<PersonActions>().NoteSignInAsync(context, email);
        // Not a redirect: it would be the end of a chain that another site began, on which a browser sends no strict cookie.
        var next = LocalPath.Of(came.ReturnUri);
        context.Response.Headers["Refresh"] = $"0; url={next}";
        await SignInPages.Done(frame, email, next).ExecuteAsync(context);
    }

    private static Task FailAsync(RemoteFailureContext failed)
    {
        failed.HandleResponse();
        var services = failed.HttpContext.RequestServices;
        services.GetRequiredService<RefusalLog>().SignInFailed(failed.Failure?.Message ?? "");
        return SignInPages.Failed(services.GetRequiredService<PageFrames>().Of(failed.HttpContext)).ExecuteAsync(failed.HttpContext);
    }
}
