using System.Security.Claims;
using Hippique.Hosting.Settings;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Hippique.Hosting.Auth.Identity;

/// <summary>What holds for every identity token of the issuer, whether a program shows it or the sign-in brings it.</summary>
internal static class IdentityTokenRules
{
    /// <summary>By how much the issuer's clock and this one may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>RS256 with a key of the issuer, its name with and without the scheme as Google writes it, and a time that includes now; the audience is the caller's.</summary>
    public static TokenValidationParameters For(AccessSettings access, TimeProvider clock)
    {
        var issuer = access.Issuer.AbsoluteUri.TrimEnd('/');
        return new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidIssuers = [issuer, issuer[(issuer.IndexOf("//", StringComparison.Ordinal) + 2)..]],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            TryAllIssuerSigningKeys = false,
            ClockSkew = Skew,
            LifetimeValidator = (from, until, token, _) => IncludesNow(from, until, token, clock.GetUtcNow().UtcDateTime),
        };
    }

    /// <summary>The one e-mail that the issuer has verified.</summary>
    public static bool HasVerifiedEmail(IEnumerable<Claim> all, out string email, out TokenFault fault)
    {
        var claims = all.ToLookup(claim => claim.Type, claim => claim.Value);
        (email, fault) = ("", TokenFault.NoEmail);
        if (claims["email"].ToList() is not [{ Length: > 0 } only])
            return false;
        (email, fault) = (only, TokenFault.UnverifiedEmail);
        return claims["email_verified"].ToList() is [var verified] && string.Equals(verified, "true", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IncludesNow(DateTime? from, DateTime? until, SecurityToken token, DateTime now) =>
        until is { } end
        && now - Skew < end
        && (from is not { } start || now + Skew > start)
        && (token is not JsonWebToken { IssuedAt: var issued } || now + Skew > issued);
}
