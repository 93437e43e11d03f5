namespace Hippique.Hosting.Auth.Identity;

/// <summary>What an identity token is worth.</summary>
internal abstract record TokenVerdict
{
    private TokenVerdict() { }

    /// <summary>It is sound, and whom it names is let in.</summary>
    public sealed record Accepted(string Email) : TokenVerdict;

    /// <summary>It is sound, and names somebody who is not let in.</summary>
    public sealed record NotAllowed(string Email) : TokenVerdict;

    /// <summary>It proves nothing.</summary>
    public sealed record Invalid(TokenFault Fault) : TokenVerdict;

    /// <summary>The issuer's keys could not be fetched, and none are known; a retry can help.</summary>
    public sealed record NotNow : TokenVerdict;
}

/// <summary>Why a token proves nothing; for the log alone.</summary>
internal enum TokenFault
{
    NotAccepted,
    SeveralHeaders,
    TooLong,
    Malformed,
    Algorithm,
    SignatureRemoved,
    NoKeyId,
    UnknownKey,
    Signature,
    Issuer,
    Audience,
    Lifetime,
    NoEmail,
    UnverifiedEmail,
}
