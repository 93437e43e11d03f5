using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hippique.Notifications.Http;

/// <summary><c>t=1763812800,v1=…</c>: the instant of sending in Unix seconds, and the HMAC-SHA256 of <c>{t}.{body}</c> with the secret, in hexadecimal digits.</summary>
internal static class WebhookSignature
{
    public const string Header = "X-Hippique-Signature";

    public static string Of(ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        var t = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes(t), (byte)'.', .. body];
        return $"t={t},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }
}
