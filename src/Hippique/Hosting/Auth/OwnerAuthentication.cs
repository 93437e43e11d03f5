using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Hippique.Hosting.Auth;

/// <summary>Knows the owner by the bearer token or by a browser's session.</summary>
internal sealed class OwnerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    AccessToken token,
    BrowserSessions sessions,
    SessionCookie cookie
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "owner";

    /// <summary>How the owner was known: the identity's authentication type.</summary>
    public const string ByToken = "token";

    /// <inheritdoc cref="ByToken"/>
    public const string BySession = "session";
    private const string Bearer = "Bearer ";
    private static readonly ClaimsPrincipal WithToken = KnownBy(ByToken);
    private static readonly ClaimsPrincipal WithSession = KnownBy(BySession);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return Task.FromResult(
                token.Matches(header[Bearer.Length..].Trim())
                    ? Owner(WithToken)
                    : AuthenticateResult.Fail("the token is not this service's")
            );
        return Task.FromResult(sessions.IsOpen(cookie.Read(Context)) ? Owner(WithSession) : AuthenticateResult.NoResult());
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return Task.CompletedTask;
    }

    private static AuthenticateResult Owner(ClaimsPrincipal known) =>
        AuthenticateResult.Success(new AuthenticationTicket(known, SchemeName));

    private static ClaimsPrincipal KnownBy(string way) => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "owner")], way));
}
