using System.Security.Cryptography;
using System.Text;
using Hippique.Testing.GoogleCloud.Tokens;

namespace Hippique.EndToEnd.Access;

/// <summary>What an attacker could put into the header <c>Authorization</c>, by name.</summary>
internal static class WrongTokens
{
    private const string Aud = AccessBench.Url;
    private const string Robot = AccessBench.Robot;
    private const string Gcloud = "32555940559.apps.googleusercontent.com";
    private static readonly IssuerKey Attacker = new("attacker");

    /// <summary>Sound tokens of people who are not let in: 403.</summary>
    public static readonly Dictionary<string, Func<LoopbackIssuer, string>> Strangers = new()
    {
        ["another e-mail"] = issuer => issuer.Token(Aud, "stranger@example.com"),
        ["an e-mail that begins like one"] = issuer => issuer.Token(Aud, "owner@example.com.evil.example"),
        ["an e-mail that ends like one"] = issuer => issuer.Token(Aud, "not-owner@example.com"),
        ["two e-mails in one"] = issuer => issuer.Token(Aud, "owner@example.com,stranger@example.com"),
        ["an e-mail with a space"] = issuer => issuer.Token(Aud, "owner@example.com "),
        ["gcloud's audience, another e-mail"] = issuer => issuer.Token(Gcloud, "stranger@example.com"),
        ["gcloud's audience, the service account"] = issuer => issuer.Token(Gcloud, Robot),
    };

    /// <summary>What proves nothing: 401.</summary>
    public static readonly Dictionary<string, Func<LoopbackIssuer, string>> Forged = new()
    {
        ["empty"] = _ => "",
        ["no token of any kind"] = _ => "nonsense",
        ["an access token"] = _ => "ya29.a0AfB_byC",
        ["signature removed, no platform"] = issuer =>
            TokenText.WithSignature(Header(issuer), issuer.Claims(Aud, Robot), "SIGNATURE_REMOVED_BY_GOOGLE"),
        ["no signature"] = issuer => TokenText.WithSignature(Header(issuer), issuer.Claims(Aud, Robot), ""),
        ["expired"] = issuer => issuer.Token(Aud, Robot, ("exp", Now(issuer, -3600))),
        ["expired by more than the skew"] = issuer => issuer.Token(Aud, Robot, ("exp", Now(issuer, -31))),
        ["never expires"] = issuer => issuer.Token(Aud, Robot, ("exp", null)),
        ["not yet valid"] = issuer => issuer.Token(Aud, Robot, ("nbf", Now(issuer, 120))),
        ["issued tomorrow"] = issuer => issuer.Token(Aud, Robot, ("iat", Now(issuer, 86400)), ("exp", Now(issuer, 90000))),
        ["another audience"] = issuer => issuer.Token("https://other.example.com", Robot),
        ["the audience by http"] = issuer => issuer.Token("http://races.example.invalid", Robot),
        ["a path below the audience"] = issuer => issuer.Token($"{Aud}/run", Robot),
        ["an audience that begins like it"] = issuer => issuer.Token($"{Aud}.evil.example", Robot),
        ["the audience among others"] = issuer => issuer.Token(Aud, Robot, ("aud", new[] { "https://other.example.com", Aud })),
        ["no audience"] = issuer => issuer.Token(Aud, Robot, ("aud", null)),
        ["an OAuth client as audience"] = issuer => issuer.Token(SignInPart.ClientId, AccessBench.Person),
        ["another issuer"] = issuer => issuer.Token(Aud, Robot, ("iss", "https://evil.example")),
        ["Google's name, not the configured issuer"] = issuer => issuer.Token(Aud, Robot, ("iss", "https://accounts.google.com.evil")),
        ["no issuer"] = issuer => issuer.Token(Aud, Robot, ("iss", null)),
        ["unverified e-mail"] = issuer => issuer.Token(Aud, Robot, ("email_verified", false)),
        ["unverified e-mail, in words"] = issuer => issuer.Token(Aud, Robot, ("email_verified", "false")),
        ["nothing said of the e-mail"] = issuer => issuer.Token(Aud, Robot, ("email_verified", null)),
        ["no e-mail"] = issuer => issuer.Token(Aud, Robot, ("email", null)),
        ["an empty e-mail"] = issuer => issuer.Token(Aud, Robot, ("email", "")),
        ["several e-mails"] = issuer => issuer.Token(Aud, Robot, ("email", new[] { "stranger@example.com", Robot })),
        ["alg none"] = issuer => TokenText.WithSignature(TokenText.Header("none", issuer.Key.Id), issuer.Claims(Aud, Robot), ""),
        ["alg nOnE with a signature"] = issuer =>
            TokenText.WithSignature(TokenText.Header("nOnE", issuer.Key.Id), issuer.Claims(Aud, Robot), "AAAA"),
        ["no alg"] = issuer =>
            TokenText.Signed(issuer.Key, issuer.Claims(Aud, Robot), new Dictionary<string, object?> { ["kid"] = issuer.Key.Id }),
        ["another key under the issuer's id"] = issuer => TokenText.Signed(Attacker, issuer.Claims(Aud, Robot), Header(issuer)),
        ["HS256 with the public key as its secret"] = issuer =>
            Hmac(issuer, Encoding.ASCII.GetBytes(issuer.Key.Rsa.ExportSubjectPublicKeyInfoPem())),
        ["HS256 with the public key's bytes"] = issuer => Hmac(issuer, issuer.Key.Rsa.ExportSubjectPublicKeyInfo()),
        ["HS256 with the modulus"] = issuer => Hmac(issuer, issuer.Key.Rsa.ExportParameters(false).Modulus!),
        ["RS512"] = issuer => TokenText.Signed(issuer.Key, issuer.Claims(Aud, Robot), TokenText.Header("RS512", issuer.Key.Id)),
        ["ES256"] = Elliptic,
        ["a key id that is unknown"] = issuer => TokenText.Signed(Attacker, issuer.Claims(Aud, Robot)),
        ["no key id"] = issuer => TokenText.Signed(issuer.Key, issuer.Claims(Aud, Robot), TokenText.Header("RS256", null)),
        ["a key in the header"] = issuer => Pointing(issuer, "jwk", Attacker.ToJwk()),
        ["a key set that the header points to"] = issuer => Pointing(issuer, "jku", "https://evil.example/keys"),
        ["a certificate that the header points to"] = issuer => Pointing(issuer, "x5u", "https://evil.example/cert"),
        ["a key set under the issuer's key id"] = issuer => Pointing(issuer, "jku", "https://evil.example/keys", issuer.Key.Id),
        ["extensions that must be understood"] = issuer => TokenText.Signed(issuer.Key, issuer.Claims(Aud, Robot), Critical(issuer)),
        ["changed after it was signed"] = Changed,
        ["malformed base64"] = issuer => issuer.Token(Aud, Robot).Replace('.', '!'),
        ["malformed base64 in the signature"] = issuer => issuer.Token(Aud, Robot) + "=*",
        ["two parts"] = issuer => string.Join('.', issuer.Token(Aud, Robot).Split('.')[..2]),
        ["five parts"] = issuer => issuer.Token(Aud, Robot) + ".AAAA.AAAA",
        ["claims that are no JSON"] = issuer => $"{issuer.Token(Aud, Robot).Split('.')[0]}.AAAA.AAAA",
        ["two tokens in one header"] = issuer => $"{issuer.Token(Aud, Robot)}, Bearer {issuer.Token(Aud, Robot)}",
        ["huge"] = issuer => issuer.Token(Aud, Robot, ("padding", new string('x', 12_000))),
    };

    private static Dictionary<string, object?> Header(LoopbackIssuer issuer) => TokenText.Header("RS256", issuer.Key.Id);

    private static long Now(LoopbackIssuer issuer, int seconds) => (long)issuer.Claims(Aud, Robot)["iat"]! + seconds;

    private static string Hmac(LoopbackIssuer issuer, byte[] secret) =>
        TokenText.Hmac(secret, TokenText.Header("HS256", issuer.Key.Id), issuer.Claims(Aud, Robot));

    private static string Elliptic(LoopbackIssuer issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return TokenText.Elliptic(key, TokenText.Header("ES256", issuer.Key.Id), issuer.Claims(Aud, Robot));
    }

    private static string Pointing(LoopbackIssuer issuer, string name, object where, string? id = null)
    {
        var header = TokenText.Header("RS256", id ?? Attacker.Id);
        header[name] = where;
        return TokenText.Signed(Attacker, issuer.Claims(Aud, Robot), header);
    }

    private static Dictionary<string, object?> Critical(LoopbackIssuer issuer)
    {
        var header = Header(issuer);
        (header["crit"], header["b64"]) = (new[] { "b64" }, false);
        return header;
    }

    private static string Changed(LoopbackIssuer issuer)
    {
        var (sound, other) = (issuer.Token(Aud, "stranger@example.com").Split('.'), issuer.Token(Aud, Robot).Split('.'));
        return $"{sound[0]}.{other[1]}.{sound[2]}";
    }
}
