using Hippique.Hosting.Settings;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Hippique.Hosting.Auth.Identity;

/// <summary>
/// Checks an identity token in full: algorithm, signature, issuer, audience, times, and the e-mail. Only the signature is left out where Cloud Run has checked and removed it.
/// </summary>
internal sealed class IdentityTokenCheck(AccessSettings access, IssuerKeys keys, TimeProvider clock) : ITokenCheck
{
    /// <summary>What stands in the place of a signature that Cloud Run has removed.</summary>
    public const string RemovedSignature = "SIGNATURE_REMOVED_BY_GOOGLE";

    /// <summary>Google's have some 1,200 characters.</summary>
    public const int MaxLength = 8 * 1024;

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxLength };

    public async Task<TokenVerdict> CheckAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length > MaxLength)
            return new TokenVerdict.Invalid(TokenFault.TooLong);
        if (Read(token) is not { } read)
            return new TokenVerdict.Invalid(TokenFault.Malformed);
        if (read.Alg != SecurityAlgorithms.RsaSha256)
            return new TokenVerdict.Invalid(TokenFault.Algorithm);
        var rules = IdentityTokenRules.For(access, clock);
        rules.AudienceValidator = (audiences, _, _) => audiences.ToList() is [var only] && (IsService(only) || IsGcloud(only));
        if (read.EncodedSignature == RemovedSignature)
        {
            if (!access.AcceptsRemovedSignatures)
                return new TokenVerdict.Invalid(TokenFault.SignatureRemoved);
            rules.SignatureValidator = (_, _) => read;
        }
        else
        {
            if (string.IsNullOrEmpty(read.Kid))
                return new TokenVerdict.Invalid(TokenFault.NoKeyId);
            switch (await keys.FindAsync(read.Kid, cancellationToken))
            {
                case KeyAnswer.Found { Key: var key }:
                    rules.IssuerSigningKey = key;
                    break;
                case KeyAnswer.Unknown:
                    return new TokenVerdict.Invalid(TokenFault.UnknownKey);
                default:
                    return new TokenVerdict.NotNow();
            }
        }
        var result = await _handler.ValidateTokenAsync(token, rules);
        return result.IsValid ? Judge(read) : new TokenVerdict.Invalid(FaultOf(result.Exception));
    }

    private TokenVerdict Judge(JsonWebToken token)
    {
        if (!IdentityTokenRules.HasVerifiedEmail(token.Claims, out var email, out var fault))
            return new TokenVerdict.Invalid(fault);
        // gcloud gives its tokens to every project that a person works with: they are good for people whom this service names, and for no service account.
        var allowed = IsGcloud(token.Audiences.Single()) ? access.AllowsPerson(email) : access.Allows(email);
        return allowed ? new TokenVerdict.Accepted(email) : new TokenVerdict.NotAllowed(email);
    }

    // With and without a slash at its end is the same address.
    private bool IsService(string audience) =>
        access.Audience is { } service && string.Equals(audience.TrimEnd('/'), service.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal);

    private bool IsGcloud(string audience) => access.AllowGcloudAudience && audience == AccessSettings.GcloudAudience;

    // Three parts with base64url of JSON in the first two; extensions that must be understood ("crit") are not.
    private static JsonWebToken? Read(string token)
    {
        try
        {
            var read = new JsonWebToken(token);
            return read.IsEncrypted || read.TryGetHeaderValue<object>("crit", out _) ? null : read;
        }
        // The boundary to what a stranger sent: the reader has several kinds for what is no token.
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }

    private static TokenFault FaultOf(Exception? failed) =>
        failed switch
        {
            SecurityTokenInvalidIssuerException => TokenFault.Issuer,
            SecurityTokenInvalidAudienceException => TokenFault.Audience,
            SecurityTokenInvalidLifetimeException
            or SecurityTokenExpiredException
            or SecurityTokenNotYetValidException
            or SecurityTokenNoExpirationException => TokenFault.Lifetime,
            SecurityTokenInvalidAlgorithmException => TokenFault.Algorithm,
            SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException => TokenFault.Signature,
            _ => TokenFault.Malformed,
        };
}
