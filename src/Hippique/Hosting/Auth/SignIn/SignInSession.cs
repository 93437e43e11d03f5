using System.Globalization;
using System.Security.Claims;
using Hippique.Hosting.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Hippique.Hosting.Auth.SignIn;

/// <summary>
/// The session of somebody who signed in: an encrypted cookie that names the e-mail and when the session was opened. It ends as every session does, and with the e-mail's place
/// in <c>ALLOWED_EMAILS</c> or <c>ALLOWED_VIEWERS</c>; the service keeps nothing of it, so it outlives a container.
/// </summary>
internal static class SignInSession
{
    public const string Scheme = "sign-in";

    /// <summary>The prefix asks browsers to take it from this host over https alone.</summary>
    public const string CookieName = "__Host-hippique";

    private const string Opened = ".opened";

    // Between two renewals of a cookie that is in use.
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(5);

    public static void Configure(CookieAuthenticationOptions options, AccessSettings access)
    {
        options.Cookie = new CookieBuilder
        {
            Name = CookieName,
            HttpOnly = true,
            SecurePolicy = CookieSecurePolicy.Always,
            // The page that ends a sign-in is the service's own, and leads on by itself: the browser then sends the cookie.
            SameSite = SameSiteMode.Strict,
            Path = "/",
        };
        options.ExpireTimeSpan = BrowserSessions.Idle;
        options.SlidingExpiration = true;
        options.Events = new CookieAuthenticationEvents
        {
            OnCheckSlidingExpiration = checking =>
            {
                checking.ShouldRenew = checking.ElapsedTime >= Renewal;
                return Task.CompletedTask;
            },
            OnValidatePrincipal = validating =>
            {
                if (!IsGood(validating, access))
                    validating.RejectPrincipal();
                return Task.CompletedTask;
            },
        };
    }

    public static Task OpenAsync(HttpContext context, string email, DateTimeOffset now)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, email)], Scheme);
        var properties = new AuthenticationProperties
        {
            IsPersistent = true,
            Items = { [Opened] = now.UtcTicks.ToString(CultureInfo.InvariantCulture) },
        };
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity), properties);
    }

    private static bool IsGood(CookieValidatePrincipalContext validating, AccessSettings access) =>
        validating.Principal?.Identity?.Name is { } email
        && access.RoleOf(email) is not null
        && validating.Properties.Items.TryGetValue(Opened, out var text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var opened)
        && validating.Options.TimeProvider!.GetUtcNow() - new DateTimeOffset(opened, TimeSpan.Zero) < BrowserSessions.Lifetime;
}
