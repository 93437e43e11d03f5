using System.Net.Http.Headers;

namespace Hippique.Notifications.Http;

/// <summary>The connections to receivers: no redirect is followed, since a message and its keys are meant for one address, and no cookies are kept.</summary>
internal static class ReceiverWire
{
    public static SocketsHttpHandler New() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // Nobody else is told about our traces.
            ActivityHeadersPropagator = null,
            // A receiver that moves to another address is found again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };

    /// <summary>How long a receiver wants to be left alone; null: it does not say. A date counts from the receiver's own clock, which it sends along.</summary>
    public static TimeSpan? AfterOf(HttpResponseHeaders headers) => headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - headers.Date;
}
