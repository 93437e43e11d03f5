using System.Security.Claims;
using System.Text.Encodings.Web;
using Hippique.Hosting.Auth.Identity;
using Hippique.Hosting.Auth.SignIn;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Actions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Hippique.Hosting.Auth;

/// <summary>Knows the owner by the bearer token of the data folder, by an identity token, by a browser's session or by a sign-in; a viewer by the last two.</summary>
internal sealed class OwnerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    HippiqueSettings settings,
    AccessToken token,
    ITokenCheck identityTokens,
    RefusalLog refusals,
    BrowserSessions sessions,
    SessionCookie cookie
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "owner";

    /// <summary>How the owner was known: the identity's authentication type.</summary>
    public const string ByToken = "token";

    /// <inheritdoc cref="ByToken"/>
    public const string BySession = "session";
    private int _refusal = StatusCodes.Status401Unauthorized;

    /// <summary>Whether the caller may read and change nothing.</summary>
    public static bool IsViewer(ClaimsPrincipal user) => user.IsInRole(nameof(CallerRole.Viewer));

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        BearerCredential.Of(Request.Headers, settings.Access) switch
        {
            BearerCredential.Token { Value: var shown } when token.Matches(shown) => Task.FromResult(
                KnownBy(ByToken, Actor.Owner, CallerRole.Owner)
            ),
            BearerCredential.Token { Value: var shown } => JudgeAsync(shown),
            BearerCredential.Several => Task.FromResult(Refuse(TokenFault.SeveralHeaders)),
            _ => OfBrowserAsync(),
        };

    /// <summary>The same answer whatever was wrong: the log alone says more.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = _refusal;
        if (_refusal == StatusCodes.Status401Unauthorized)
            Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        else if (_refusal == StatusCodes.Status503ServiceUnavailable)
            Response.Headers.RetryAfter = "10";
        return Task.CompletedTask;
    }

    private async Task<AuthenticateResult> JudgeAsync(string shown)
    {
        switch (await identityTokens.CheckAsync(shown, Context.RequestAborted))
        {
            case TokenVerdict.Accepted accepted:
                return KnownBy(ByToken, accepted.Email, CallerRole.Owner);
            case TokenVerdict.NotAllowed { Email: var email }:
                refusals.Refused(email);
                _refusal = StatusCodes.Status403Forbidden;
                return AuthenticateResult.Fail("not allowed");
            case TokenVerdict.Invalid { Fault: var fault }:
                return Refuse(fault);
            default:
                _refusal = StatusCodes.Status503ServiceUnavailable;
                return AuthenticateResult.Fail("the issuer does not answer");
        }
    }

    private AuthenticateResult Refuse(TokenFault fault)
    {
        // Where there are no identity tokens, a wrong token is an answer, not an event.
        if (settings.Access.AcceptsIdentityTokens || !settings.Access.HasOwnToken)
            refusals.Refused(fault);
        return AuthenticateResult.Fail("no token of this service");
    }

    private async Task<AuthenticateResult> OfBrowserAsync()
    {
        if (settings.Access.HasOwnToken && sessions.RoleOf(cookie.Read(Context)) is { } role)
            return KnownBy(BySession, role == CallerRole.Viewer ? Actor.Viewer : Actor.Owner, role);
        if (settings.Access.SignIn is null || !Request.Cookies.ContainsKey(SignInSession.CookieName))
            return AuthenticateResult.NoResult();
        var signedIn = await Context.AuthenticateAsync(SignInSession.Scheme);
        // The list is asked at each call: an owner who has become a viewer is one from then on.
        return signedIn.Principal?.Identity?.Name is { } email && settings.Access.RoleOf(email) is { } allowed
            ? KnownBy(BySession, email, allowed)
            : AuthenticateResult.NoResult();
    }

    private static AuthenticateResult KnownBy(string way, string name, CallerRole role)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role.ToString())], way);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
