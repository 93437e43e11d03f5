using System.Buffers.Text;
using System.Security.Cryptography;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Notifications.Push;

/// <summary>
/// The key pair of the installation, made once and kept in the artifact store (<c>keys/web_push.json</c>), so that every process that works on it has the same. A subscription is bound to
/// it: once the file is deleted, and the services are started again, every browser has to subscribe anew.
/// </summary>
public sealed class VapidKeys(IArtifactStore store)
{
    private const string Path = "keys/web_push.json";
    private const int PrivateLength = 32;
    private VapidKeyPair? _keys;

    /// <exception cref="ArtifactException">It cannot be read or written.</exception>
    public async Task<VapidKeyPair> GetAsync(CancellationToken cancellationToken)
    {
        if (_keys is { } known)
            return known;
        var there = await store.GetAsync(Path, cancellationToken).ConfigureAwait(false);
        if (there is null)
        {
            // Of several processes that make one the first counts.
            await store.PutIfAbsentAsync(Path, ArtifactJson.Write(Make()), cancellationToken).ConfigureAwait(false);
            there = await store.GetAsync(Path, cancellationToken).ConfigureAwait(false);
        }
        var kept = there is null ? null : ArtifactJson.Read<KeyFile>(Path, there.Content);
        if (
            Base64UrlText.Bytes(kept?.PublicKey) is not { } point
            || !CurvePoint.IsOnP256(point)
            || Base64UrlText.Bytes(kept?.PrivateKey) is not { Length: PrivateLength } secret
            || !IsPair(point, secret)
        )
            throw new UnreadableArtifactException(Problem.Of($"{Path} holds no pair of P-256 keys: delete it, and a new one is made"));
        return _keys = new VapidKeyPair(kept!.PublicKey!, kept.PrivateKey!);
    }

    private static bool IsPair(byte[] point, byte[] secret)
    {
        var whole = new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = CurvePoint.Of(point),
            D = secret,
        };
        try
        {
            using var own = ECDsa.Create(whole);
            using var others = ECDsa.Create(whole with { D = null });
            return others.VerifyData(point, own.SignData(point, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256);
        }
        // The boundary to a file that a hand has changed: a number that is no private key, or that of another pair.
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static KeyFile Make()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parts = pair.ExportParameters(includePrivateParameters: true);
        return new KeyFile
        {
            PublicKey = Base64Url.EncodeToString([CurvePoint.Uncompressed, .. parts.Q.X!, .. parts.Q.Y!]),
            PrivateKey = Base64Url.EncodeToString(parts.D!),
        };
    }

    private sealed record KeyFile
    {
        public int Schema { get; init; } = 1;
        public string? PublicKey { get; init; }
        public string? PrivateKey { get; init; }
    }
}
