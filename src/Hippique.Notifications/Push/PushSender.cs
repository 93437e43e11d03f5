using System.Net;
using System.Net.Http.Headers;
using Hippique.Notifications.Http;
using Hippique.Racing;
using Lib.Net.Http.WebPush;
using Lib.Net.Http.WebPush.Authentication;

namespace Hippique.Notifications.Push;

/// <summary>
/// Posts a message to one subscription, encrypted for its browser (RFC 8291) and signed as this installation's (RFC 8292), once, and says what the answer means. Nothing that it says or logs
/// holds an address: its path is a key.
/// </summary>
internal sealed class PushSender : IDisposable
{
    private readonly PushOptions _options;
    private readonly HttpClient _http;
    private readonly PushServiceClient _client;

    public PushSender(PushOptions options, VapidKeys keys)
    {
        _options = options;
        // The caller's token is the limit.
        _http = new HttpClient(new PushWire(keys, options) { InnerHandler = ReceiverWire.New() }) { Timeout = Timeout.InfiniteTimeSpan };
        // When it is tried again is decided where all receivers are.
        _client = new PushServiceClient(_http) { AutoRetryAfter = false };
    }

    public void Dispose() => _http.Dispose();

    public async Task<PushAnswer> SendAsync(BrowserSubscription to, PushOrder order, VapidKeyPair keys, CancellationToken cancellationToken)
    {
        using var vapid = VapidOf(keys, _options);
        using var payload = new ByteArrayContent(order.Payload);
        var message = new PushMessage(payload)
        {
            TimeToLive = order.Ttl,
            Topic = order.Topic,
            Urgency = order.IsUrgent ? PushMessageUrgency.High : PushMessageUrgency.Normal,
        };
        try
        {
            await _client
                .RequestPushMessageDeliveryAsync(SubscriptionOf(to), message, vapid, VapidAuthenticationScheme.Vapid, cancellationToken)
                .ConfigureAwait(false);
            return new PushAnswer.Accepted();
        }
        // The boundary to the push service: the library throws whatever is not 201.
        catch (PushServiceClientException said)
        {
            return AnswerOf(to, said.StatusCode, said.Headers);
        }
        // The messages of these name its host and port alone.
        catch (Exception unreachable) when (unreachable is HttpRequestException or IOException)
        {
            return new PushAnswer.Later(Named(to, Problem.Of($"cannot be reached: {Problem.Verbatim(unreachable.Message)}")), null);
        }
    }

    /// <summary>The caller disposes of it.</summary>
    internal static VapidAuthentication VapidOf(VapidKeyPair keys, PushOptions options) =>
        new(keys.PublicKey, keys.PrivateKey) { Subject = options.Contact };

    private static PushSubscription SubscriptionOf(BrowserSubscription to)
    {
        var subscription = new PushSubscription { Endpoint = to.Endpoint };
        subscription.SetKey(PushEncryptionKeyName.P256DH, to.P256dh);
        subscription.SetKey(PushEncryptionKeyName.Auth, to.Auth);
        return subscription;
    }

    private static PushAnswer AnswerOf(BrowserSubscription to, HttpStatusCode code, HttpResponseHeaders headers)
    {
        var status = (int)code;
        return status switch
        {
            >= 200 and < 300 => new PushAnswer.Accepted(),
            >= 300 and < 400 => new PushAnswer.Refused(
                Named(to, Problem.Of($"answered {status}: it sends on to another address, which is not followed"))
            ),
            404 or 410 => new PushAnswer.Gone(),
            408 or 425 or 429 or >= 500 => new PushAnswer.Later(Named(to, Problem.Of($"answered {status}")), ReceiverWire.AfterOf(headers)),
            _ => new PushAnswer.Refused(Named(to, Problem.Of($"answered {status}"))),
        };
    }

    private static Problem Named(BrowserSubscription to, Problem why) => Problem.Of($"{to.Host}: {why}");
}
