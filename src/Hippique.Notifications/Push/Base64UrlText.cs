using System.Buffers.Text;

namespace Hippique.Notifications.Push;

/// <summary>Keys as browsers write them.</summary>
internal static class Base64UrlText
{
    /// <summary>Null if it is none.</summary>
    public static byte[]? Bytes(string? text) => text is not null && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
