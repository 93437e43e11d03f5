using Hippique.Notifications.Push;

namespace Hippique.Api;

/// <summary>What <c>GET /api/push</c> answers.</summary>
/// <param name="PublicKey">With which a browser subscribes (<c>applicationServerKey</c>), in base64url; null: nobody is told here, in a demo or a rehearsal.</param>
/// <param name="Subscriptions">Browsers that are sent messages, in the order in which they came.</param>
public sealed record PushAnswer(string? PublicKey, IReadOnlyList<PushSubscriptionLine> Subscriptions);

/// <param name="Host">Of the push service; the rest of the address is a key.</param>
/// <param name="Since">Since when.</param>
/// <param name="Language">Of the browser: <c>fr</c> or <c>en</c>.</param>
public sealed record PushSubscriptionLine(string Host, DateTimeOffset Since, string Language)
{
    internal static PushSubscriptionLine Of(BrowserSubscription one) => new(one.Host, one.Since, one.Language);
}

/// <summary>What <c>POST /api/push/subscriptions</c> answers.</summary>
/// <param name="Host">Of the push service.</param>
/// <param name="Since">Now; also of an address that had subscribed before.</param>
/// <param name="Language">As it was given.</param>
/// <param name="CorrelationId">Under which the log knows the call.</param>
public sealed record PushSubscribedAnswer(string Host, DateTimeOffset Since, string Language, string CorrelationId);

/// <summary>What <c>DELETE /api/push/subscriptions</c> answers.</summary>
/// <param name="Removed">Whether there was such a subscription.</param>
/// <param name="CorrelationId">Under which the log knows the call.</param>
public sealed record PushUnsubscribedAnswer(bool Removed, string CorrelationId);
