using System.Buffers.Text;
using System.Security.Cryptography;

namespace Hippique.Testing.GoogleCloud.Tokens;

/// <summary>A key that signs tokens, and how it is published.</summary>
/// <param name="Id">Its <c>kid</c>.</param>
public sealed record IssuerKey(string Id) : IDisposable
{
    /// <summary>2048 bits.</summary>
    public RSA Rsa { get; } = RSA.Create(2048);

    /// <summary>As Google writes it.</summary>
    public Dictionary<string, string> ToJwk()
    {
        var key = Rsa.ExportParameters(includePrivateParameters: false);
        return new Dictionary<string, string>
        {
            ["kty"] = "RSA",
            ["alg"] = "RS256",
            ["use"] = "sig",
            ["kid"] = Id,
            ["n"] = Base64Url.EncodeToString(key.Modulus),
            ["e"] = Base64Url.EncodeToString(key.Exponent),
        };
    }

    public void Dispose() => Rsa.Dispose();
}
