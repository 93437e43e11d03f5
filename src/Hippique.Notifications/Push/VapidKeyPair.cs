namespace Hippique.Notifications.Push;

/// <summary>With which the service says to push services who it is (VAPID, RFC 8292): P-256, in base64url.</summary>
/// <param name="PublicKey">The point, 65 bytes. A browser subscribes with it.</param>
/// <param name="PrivateKey">32 bytes; never shown.</param>
public sealed record VapidKeyPair(string PublicKey, string PrivateKey)
{
    public override string ToString() => $"{nameof(VapidKeyPair)} {{ {PublicKey} }}";
}
