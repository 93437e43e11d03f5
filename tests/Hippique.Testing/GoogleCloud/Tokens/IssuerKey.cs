using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Hippique.Testing.GoogleCloud.Tokens;

/// <summary>
/// A key that signs tokens, and how it is published. Making one takes a quarter of a second of processor time, therefore a key that was disposed is used again; no two have the same at a time.
/// </summary>
/// <param name="Id">Its <c>kid</c>.</param>
public sealed record IssuerKey(string Id) : IDisposable
{
    private static readonly ConcurrentBag<RSA> Idle = [];
    private int _disposed;

    /// <summary>2048 bits.</summary>
    public RSA Rsa { get; } = Idle.TryTake(out var idle) ? idle : RSA.Create(2048);

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

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            Idle.Add(Rsa);
    }
}
