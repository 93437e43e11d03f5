using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Hippique.Testing.Receivers;

/// <summary>A browser with its keys that has subscribed at a push service, and reads what comes from there (RFC 8291, RFC 8188).</summary>
public sealed class LoopbackBrowser : IDisposable
{
    private const int SaltLength = 16;
    private const int PointLength = 65;
    private const int TagLength = 16;
    private const byte LastRecord = 2;

    private readonly ECDiffieHellman _keys;
    private readonly byte[] _auth;
    private readonly byte[] _point;
    private readonly Kept<JsonElement> _messages = new();

    public LoopbackBrowser(Uri endpoint, ECDiffieHellman? keys = null, byte[]? auth = null)
    {
        Endpoint = endpoint;
        _keys = keys ?? ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        _auth = auth ?? RandomNumberGenerator.GetBytes(16);
        _point = PointOf(_keys.ExportParameters(includePrivateParameters: false).Q);
    }

    public Uri Endpoint { get; }

    public string P256dh => Base64Url.EncodeToString(_point);

    public string Auth => Base64Url.EncodeToString(_auth);

    /// <summary>What came, in the order in which it did.</summary>
    public IReadOnlyList<JsonElement> Messages => _messages.All;

    /// <summary>What a page has from <c>PushSubscription.toJSON()</c>, and the language.</summary>
    public string ToJson(string language = "fr") =>
        $$"""{"endpoint":"{{Endpoint}}","expirationTime":null,"keys":{"p256dh":"{{P256dh}}","auth":"{{Auth}}"},"language":"{{language}}"}""";

    public void Dispose() => _keys.Dispose();

    internal void Take(byte[] body) => _messages.Add(JsonDocument.Parse(Decrypt(body)).RootElement);

    /// <exception cref="CryptographicException">It is not for this browser, or was changed.</exception>
    public byte[] Decrypt(byte[] body)
    {
        var salt = body.AsSpan(0, SaltLength);
        var recordSize = BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(SaltLength));
        var sender = body.AsSpan(SaltLength + 5, PointLength).ToArray();
        var record = body.AsSpan(SaltLength + 5 + PointLength);
        if (body[SaltLength + 4] != PointLength || record.Length > recordSize)
            throw new CryptographicException("not one record of a sender with a key");
        using var other = ECDiffieHellman.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = sender[1..33], Y = sender[33..] },
            }
        );
        var shared = _keys.DeriveRawSecretAgreement(other.PublicKey);
        var material = Hkdf(_auth, shared, [.. "WebPush: info\0"u8, .. _point, .. sender], 32);
        using var cipher = new AesGcm(Hkdf(salt, material, "Content-Encoding: aes128gcm\0"u8, 16), TagLength);
        var plain = new byte[record.Length - TagLength];
        cipher.Decrypt(Hkdf(salt, material, "Content-Encoding: nonce\0"u8, 12), record[..^TagLength], record[^TagLength..], plain);
        var end = plain.AsSpan().LastIndexOfAnyExcept((byte)0);
        return end >= 0 && plain[end] == LastRecord ? plain[..end] : throw new CryptographicException("no end of the last record");
    }

    internal static byte[] PointOf(ECPoint point) => [4, .. point.X!, .. point.Y!];

    private static byte[] Hkdf(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> material, ReadOnlySpan<byte> info, int length)
    {
        var made = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, material, made, salt, info);
        return made;
    }
}
