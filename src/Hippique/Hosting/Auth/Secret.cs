using System.Buffers.Text;
using System.Security.Cryptography;

namespace Hippique.Hosting.Auth;

/// <summary>Unguessable text.</summary>
internal static class Secret
{
    /// <summary>256 bits from the operating system, in characters that an address may hold.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
