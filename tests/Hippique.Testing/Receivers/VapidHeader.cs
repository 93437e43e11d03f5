using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hippique.Testing.Receivers;

/// <summary>Checks who sends, as a push service does (RFC 8292).</summary>
internal static class VapidHeader
{
    /// <param name="header"><c>Authorization</c>.</param>
    /// <param name="origin">Of the push service.</param>
    /// <returns>What is wrong; null: nothing. And the key of the sender.</returns>
    public static (string? Wrong, string? Key) Check(string header, string origin)
    {
        var parts = header.StartsWith("vapid ", StringComparison.Ordinal)
            ? header["vapid ".Length..].Split(',').Select(part => part.Trim().Split('=', 2)).ToDictionary(part => part[0], part => part[1])
            : [];
        if (
            !parts.TryGetValue("t", out var token)
            || !parts.TryGetValue("k", out var key)
            || token.Split('.') is not [var head, var claims, var sign]
        )
            return ("no token and key", null);
        var point = Base64Url.DecodeFromChars(key);
        if (point is not [4, ..] || point.Length != 65)
            return ("no point", key);
        using var verifier = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[1..33], Y = point[33..] },
            }
        );
        if (!verifier.VerifyData(Encoding.ASCII.GetBytes($"{head}.{claims}"), Base64Url.DecodeFromChars(sign), HashAlgorithmName.SHA256))
            return ("not signed by the key", key);
        if (Json(head).GetProperty("alg").GetString() != "ES256")
            return ("not ES256", key);
        return (WrongOf(Json(claims), origin), key);
    }

    private static string? WrongOf(JsonElement claims, string origin)
    {
        if (claims.GetProperty("aud").GetString() is var audience && audience != origin)
            return $"aud {audience} is not {origin}";
        // A push service lives in real time, whatever the clock of a test shows.
        var left = DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("exp").GetInt64()) - TimeProvider.System.GetUtcNow();
        if (left <= TimeSpan.Zero || left > TimeSpan.FromHours(24))
            return $"exp in {left}";
        var subject = claims.GetProperty("sub").GetString()!;
        return subject.StartsWith("https://", StringComparison.Ordinal) || subject.StartsWith("mailto:", StringComparison.Ordinal)
            ? null
            : $"sub {subject}";
    }

    private static JsonElement Json(string part) => JsonDocument.Parse(Base64Url.DecodeFromChars(part)).RootElement;
}
