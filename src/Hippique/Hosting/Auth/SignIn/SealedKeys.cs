using System.Security.Cryptography;
using System.Text;
using Hippique.Hosting.Settings;

namespace Hippique.Hosting.Auth.SignIn;

/// <summary>
/// Seals what is stored of keys (AES-256-GCM) under a key that is derived (HKDF-SHA-256) from <c>OIDC_CLIENT_SECRET</c>: who can read or write the store can neither make a cookie
/// nor add a key. Another client secret makes the stored keys unreadable, and everybody signs in anew.
/// </summary>
internal sealed class SealedKeys(SignInClient client)
{
    private static readonly int NonceSize = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagSize = AesGcm.TagByteSizes.MaxSize;

    private readonly byte[] _key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256,
        Encoding.UTF8.GetBytes(client.Secret),
        outputLength: 32,
        salt: Encoding.UTF8.GetBytes(client.Id),
        info: "hippique sign-in keys 1"u8.ToArray()
    );

    /// <param name="name">Sealed along: what is stored under one name is no good under another.</param>
    /// <param name="plain">What is stored.</param>
    public byte[] Seal(string name, ReadOnlySpan<byte> plain)
    {
        var stored = new byte[NonceSize + TagSize + plain.Length];
        var (nonce, tag, cipher) = (
            stored.AsMemory(0, NonceSize),
            stored.AsMemory(NonceSize, TagSize),
            stored.AsMemory(NonceSize + TagSize)
        );
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(nonce.Span, plain, cipher.Span, tag.Span, Encoding.UTF8.GetBytes(name));
        return stored;
    }

    /// <summary>Null if it was sealed under another client secret or name, or changed since.</summary>
    public byte[]? Open(string name, ReadOnlySpan<byte> stored)
    {
        if (stored.Length < NonceSize + TagSize)
            return null;
        var plain = new byte[stored.Length - NonceSize - TagSize];
        using var aes = new AesGcm(_key, TagSize);
        try
        {
            aes.Decrypt(
                stored[..NonceSize],
                stored[(NonceSize + TagSize)..],
                stored.Slice(NonceSize, TagSize),
                plain,
                Encoding.UTF8.GetBytes(name)
            );
            return plain;
        }
        // The boundary to the store: what is not this service's is no key.
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
