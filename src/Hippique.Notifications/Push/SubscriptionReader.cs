using System.Buffers.Text;
using Hippique.Racing;

namespace Hippique.Notifications.Push;

/// <summary>Reads a subscription. What is wrong is named without what it holds: all of it is a key.</summary>
public static class SubscriptionReader
{
    private const int SecretLength = 16;
    private static readonly string[] Languages = ["fr", "en"];

    public static ParseResult<BrowserSubscription> Read(SubscriptionForm form, PushOptions options)
    {
        var address = PushAddress.Read(form.Endpoint, options);
        if (!address.TryGet(out var endpoint))
            return ParseResult<BrowserSubscription>.Fail(address.Error);
        if (Base64UrlText.Bytes(form.P256dh) is not { } point || !CurvePoint.IsOnP256(point))
            return ParseResult<BrowserSubscription>.Fail($"{"p256dh"} is no public key; expected a point of P-256, 65 bytes in base64url");
        if (Base64UrlText.Bytes(form.Auth) is not { Length: SecretLength } secret)
            return ParseResult<BrowserSubscription>.Fail($"{"auth"} is no secret; expected {SecretLength} bytes in base64url");
        if (form.Language is not { } language || !Languages.Contains(language))
            return ParseResult<BrowserSubscription>.Fail($"{"language"} is not one of {string.Join(", ", Languages)}");
        return ParseResult<BrowserSubscription>.Ok(
            new BrowserSubscription
            {
                Endpoint = endpoint.AbsoluteUri,
                P256dh = Base64Url.EncodeToString(point),
                Auth = Base64Url.EncodeToString(secret),
                Since = form.Since,
                Language = language,
                By = form.By ?? "",
            }
        );
    }
}
