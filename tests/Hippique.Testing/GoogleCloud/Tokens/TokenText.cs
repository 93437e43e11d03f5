using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hippique.Testing.GoogleCloud.Tokens;

/// <summary>Writes tokens byte by byte, also those that no sound issuer would make.</summary>
public static class TokenText
{
    /// <summary>Signed with RS256 under the key's id.</summary>
    public static string Signed(
        IssuerKey key,
        IReadOnlyDictionary<string, object?> claims,
        IReadOnlyDictionary<string, object?>? header = null
    )
    {
        var content = Content(header ?? Header("RS256", key.Id), claims);
        var hash = HashOf(header);
        return Join(content, key.Rsa.SignData(Encoding.ASCII.GetBytes(content), hash, RSASignaturePadding.Pkcs1));
    }

    /// <summary>Any three parts: what stands in <paramref name="signature"/> is not looked at.</summary>
    public static string WithSignature(
        IReadOnlyDictionary<string, object?> header,
        IReadOnlyDictionary<string, object?> claims,
        string signature
    ) => $"{Content(header, claims)}.{signature}";

    /// <summary>HS256 with any bytes as the secret.</summary>
    public static string Hmac(byte[] secret, IReadOnlyDictionary<string, object?> header, IReadOnlyDictionary<string, object?> claims)
    {
        var content = Content(header, claims);
        return Join(content, HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(content)));
    }

    /// <summary>ES256.</summary>
    public static string Elliptic(ECDsa key, IReadOnlyDictionary<string, object?> header, IReadOnlyDictionary<string, object?> claims)
    {
        var content = Content(header, claims);
        return Join(content, key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256));
    }

    public static Dictionary<string, object?> Header(string algorithm, string? keyId)
    {
        var header = new Dictionary<string, object?> { ["alg"] = algorithm, ["typ"] = "JWT" };
        if (keyId is not null)
            header["kid"] = keyId;
        return header;
    }

    private static HashAlgorithmName HashOf(IReadOnlyDictionary<string, object?>? header) =>
        header?.GetValueOrDefault("alg") is "RS512" ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256;

    private static string Content(IReadOnlyDictionary<string, object?> header, IReadOnlyDictionary<string, object?> claims) =>
        $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header))}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";

    private static string Join(string content, byte[] signature) => $"{content}.{Base64Url.EncodeToString(signature)}";
}
