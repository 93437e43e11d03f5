using System.Text.Json.Serialization;

namespace Hippique.Notifications.Push;

/// <summary>A browser that wants messages, checked by <see cref="SubscriptionReader"/>.</summary>
public sealed record BrowserSubscription
{
    /// <summary>Where its push service takes messages for it. Whoever knows it can send to it, so it is not shown.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The browser's public key, a point of P-256 in base64url.</summary>
    public required string P256dh { get; init; }

    /// <summary>What only the browser and the service know, 16 bytes in base64url.</summary>
    public required string Auth { get; init; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>Of the browser: <c>fr</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Who has subscribed; see <see cref="Orchestration.Actions.Actor.Name"/>.</summary>
    public required string By { get; init; }

    /// <summary>Of the push service; all that may be shown of <see cref="Endpoint"/>.</summary>
    [JsonIgnore]
    public string Host => new Uri(Endpoint).IdnHost;

    public override string ToString() => $"{nameof(BrowserSubscription)} {{ {Host} }}";
}
