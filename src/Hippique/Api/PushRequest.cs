using System.Text.Json.Serialization;

namespace Hippique.Api;

/// <summary>What <c>POST /api/push/subscriptions</c> is given: the browser's <c>PushSubscription.toJSON()</c>, whose other fields are left unread, and its language.</summary>
/// <param name="Endpoint">Where its push service takes messages.</param>
/// <param name="Keys">The browser's.</param>
/// <param name="Language"><c>fr</c> or <c>en</c>.</param>
public sealed record PushRequest(string? Endpoint, PushRequestKeys? Keys, string? Language)
{
    /// <summary>Without the address and the keys.</summary>
    public override string ToString() => nameof(PushRequest);
}

/// <param name="P256dh">Its public key, 65 bytes in base64url.</param>
/// <param name="Auth">Its secret, 16 bytes in base64url.</param>
public sealed record PushRequestKeys(
    [property: JsonPropertyName("p256dh")] string? P256dh,
    [property: JsonPropertyName("auth")] string? Auth
)
{
    public override string ToString() => nameof(PushRequestKeys);
}

/// <summary>What <c>DELETE /api/push/subscriptions</c> is given.</summary>
/// <param name="Endpoint">Of the subscription that ends.</param>
public sealed record PushEndRequest(string? Endpoint)
{
    public override string ToString() => nameof(PushEndRequest);
}
