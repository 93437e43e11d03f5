using System.Collections.Concurrent;
using System.Net;

namespace Hippique.Sources.Http;

/// <summary>One request at a time on its way to a site and back: the host's limiter, the name under which it asks, the timeout, the caps, and every failure as a value.</summary>
internal sealed class PoliteWire : IDisposable
{
    /// <summary>A request takes a moment from its start to the site, and not always the same: this much more keeps the distance there too.</summary>
    private const double Margin = 1.01;

    private readonly SourceHttpOptions _options;
    private readonly TimeProvider _clock;
    private readonly IClockActivity _activity;
    private readonly HttpMessageInvoker _wire;
    private readonly ConcurrentDictionary<string, HostLimiter> _limiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _userAgent;

    public PoliteWire(SourceHttpOptions options, TimeProvider clock, IClockActivity activity, HttpMessageHandler wire)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.RequestsPerSecond);
        _options = options;
        _clock = clock;
        _activity = activity;
        _wire = new HttpMessageInvoker(wire);
        var contact = options.Contact is { Length: > 0 } given ? given : "no contact configured";
        _userAgent = $"{RobotsCache.ProductToken}/{options.Version} (+{contact})";
    }

    public void Dispose() => _wire.Dispose();

    public static SourceAnswer<PoliteAnswer> Refuse(SourceErrorKind kind, PoliteRequest request, Uri address, string missing) =>
        Refuse(new SourceError(kind, request.Source, address.AbsoluteUri, missing));

    public static SourceAnswer<PoliteAnswer> Refuse(SourceError error) => new SourceAnswer<PoliteAnswer>.Refused(error);

    /// <summary>An answer, or where the site sends on to. <paramref name="last"/>: what an earlier attempt came to.</summary>
    public async Task<(SourceAnswer<PoliteAnswer>? Answer, Uri? Next)> SendAsync(
        PoliteRequest request,
        Uri address,
        SourceAnswer<PoliteAnswer>? last,
        CancellationToken cancellationToken
    )
    {
        HostLimiter.Turn turn;
        using (_activity.LimiterWait())
            turn = await Limiter(address).TakeAsync(cancellationToken).ConfigureAwait(false);
        // A long queue can bring a further attempt into the two minutes in which none may start.
        if (last is not null && RetryPolicy.IsQuiet(request, _clock.GetUtcNow()))
        {
            turn.Dispose();
            return (last, null);
        }
        using var working = _activity.Work();
        using var timeout = new CancellationTokenSource(request.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var message = Message(request, address);
            Task<HttpResponseMessage> sending;
            using (turn)
            {
                turn.Starts();
                sending = _wire.SendAsync(message, either.Token);
            }
            using var response = await sending.ConfigureAwait(false);
            return await TakeAsync(request, address, response, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (
                Refuse(SourceErrorKind.Timeout, request, address, $"no whole answer within {request.Timeout.TotalSeconds:0.###} s"),
                null
            );
        }
        // The boundary to the network: what fails there is a value from here on.
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return (Refuse(WireErrors.OfException(request.Source, address, failure)), null);
        }
    }

    private async Task<(SourceAnswer<PoliteAnswer>? Answer, Uri? Next)> TakeAsync(
        PoliteRequest request,
        Uri address,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var at =
            response.RequestMessage is { } asked && asked.Options.TryGetValue(PoliteClient.AnsweredAt, out var then)
                ? then
                : _clock.GetUtcNow();
        if ((int)response.StatusCode is >= 300 and < 400)
        {
            return response.Headers.Location is { } location && Uri.TryCreate(address, location, out var next)
                ? (null, next)
                : (
                    Refuse(SourceErrorKind.Changed, request, address, $"the site answered {(int)response.StatusCode} and leads nowhere"),
                    null
                );
        }
        if (WireErrors.OfStatus(request.Source, address, response, at) is { } error)
            return (Refuse(error), null);
        var (body, kind, missing) = await BodyReader
            .ReadAsync(response.Content, _options.LargestBody, _options.LargestText, cancellationToken)
            .ConfigureAwait(false);
        if (body is null)
            return (Refuse(kind, request, address, missing), null);
        var answer = new PoliteAnswer
        {
            Address = address,
            At = at,
            Body = body,
            ContentType = response.Content.Headers.ContentType,
        };
        return (new SourceAnswer<PoliteAnswer>.Found(answer), null);
    }

    private HttpRequestMessage Message(PoliteRequest request, Uri address)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        message.Headers.TryAddWithoutValidation("Accept-Language", "fr");
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        return message;
    }

    private HostLimiter Limiter(Uri address) =>
        _limiters.GetOrAdd(address.Authority, _ => new HostLimiter(TimeSpan.FromSeconds(Margin / _options.RequestsPerSecond), _clock));
}
