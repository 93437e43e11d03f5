using System.Collections.Concurrent;
using System.Net;
using Polly;

namespace Hippique.Sources.Http;

/// <summary>
/// The one way out to the sites, one for the whole process: a limiter per host, robots.txt, an honest name, timeouts and caps on size, retries for what passes by itself.
/// Every failure is a value with its name; nothing but a cancelled caller throws.
/// </summary>
public sealed class PoliteClient : IDisposable
{
    /// <summary>Set on a request by a handler that answers from a recording: when the site had answered.</summary>
    internal static readonly HttpRequestOptionsKey<DateTimeOffset> AnsweredAt = new("hippique.answered_at");

    private const int MostRedirections = 3;

    /// <summary>A request takes a moment from its start to the site, and not always the same: this much more keeps the distance there too.</summary>
    private const double Margin = 1.01;
    private static readonly TimeSpan RobotsTimeout = TimeSpan.FromSeconds(15);

    private readonly SourceHttpOptions _options;
    private readonly TimeProvider _clock;
    private readonly IClockActivity _activity;
    private readonly HttpMessageInvoker _wire;
    private readonly ConcurrentDictionary<string, HostLimiter> _limiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly RobotsCache _robots;
    private readonly ResiliencePipeline<SourceAnswer<PoliteAnswer>> _retries;
    private readonly string _userAgent;

    /// <param name="options">How sites are asked.</param>
    /// <param name="clock">The program's clock.</param>
    /// <param name="activity">Told what the client is doing; <see cref="RealTime"/> for clocks that pass by themselves.</param>
    /// <param name="wire">What sends the requests; it must neither follow redirections nor unpack bodies. Null: <see cref="NewWire"/>.</param>
    public PoliteClient(SourceHttpOptions options, TimeProvider clock, IClockActivity activity, HttpMessageHandler? wire = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.RequestsPerSecond);
        _options = options;
        _clock = clock;
        _activity = activity;
        _wire = new HttpMessageInvoker(wire ?? NewWire());
        _robots = new RobotsCache(FetchRobotsAsync, clock, activity);
        _retries = RetryPolicy.Build(options.Retries, clock, activity);
        var contact = options.Contact is { Length: > 0 } given ? given : "no contact configured";
        _userAgent = $"{RobotsCache.ProductToken}/{options.Version} (+{contact})";
    }

    /// <summary>Sockets as the client needs them.</summary>
    public static SocketsHttpHandler NewWire() =>
        new()
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 64,
            MaxConnectionsPerServer = 8,
        };

    /// <summary>Gets a page: a whole answer with status 2xx, or the named reason why there is none.</summary>
    public async Task<SourceAnswer<PoliteAnswer>> GetAsync(PoliteRequest request, CancellationToken cancellationToken)
    {
        var context = RetryPolicy.ContextOf(request, cancellationToken);
        try
        {
            return await _retries
                .ExecuteAsync(
                    static async (context, call) => await call.AttemptAsync(context.CancellationToken).ConfigureAwait(false),
                    context,
                    new Call(this, request)
                )
                .ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public void Dispose() => _wire.Dispose();

    /// <summary>A request and its attempts so far.</summary>
    private sealed class Call(PoliteClient client, PoliteRequest request)
    {
        private SourceAnswer<PoliteAnswer>? _last;

        public async Task<SourceAnswer<PoliteAnswer>> AttemptAsync(CancellationToken cancellationToken) =>
            _last = await client.AttemptAsync(request, _last, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One attempt with its redirections; <paramref name="last"/> is what the one before came to.</summary>
    private async Task<SourceAnswer<PoliteAnswer>> AttemptAsync(
        PoliteRequest request,
        SourceAnswer<PoliteAnswer>? last,
        CancellationToken cancellationToken
    )
    {
        var address = request.Address;
        for (var hop = 0; hop <= MostRedirections; hop++)
        {
            switch (await _robots.RulesOfAsync(address, cancellationToken).ConfigureAwait(false))
            {
                case SourceAnswer<RobotsRules>.Refused refused:
                    return Refuse(refused.Error with { Source = request.Source });
                case SourceAnswer<RobotsRules>.Found { Value: var rules } when !rules.Allows(address.PathAndQuery):
                    return Refuse(SourceErrorKind.Robots, request, address, "robots.txt forbids this path");
            }
            var (answer, next) = await SendAsync(request, address, last, cancellationToken).ConfigureAwait(false);
            if (next is null)
                return answer!;
            if (!IsSameSite(address, next))
                return Refuse(
                    SourceErrorKind.Redirected,
                    request,
                    address,
                    $"redirected to another site, {next.GetLeftPart(UriPartial.Authority)}"
                );
            address = next;
        }
        return Refuse(SourceErrorKind.Redirected, request, address, "redirected in a circle");
    }

    /// <summary>One request on the wire: an answer, or where it sends on to.</summary>
    private async Task<(SourceAnswer<PoliteAnswer>? Answer, Uri? Next)> SendAsync(
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
        var at = response.RequestMessage is { } asked && asked.Options.TryGetValue(AnsweredAt, out var then) ? then : _clock.GetUtcNow();
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

    private async Task<SourceAnswer<string?>> FetchRobotsAsync(Uri address, CancellationToken cancellationToken)
    {
        var request = new PoliteRequest
        {
            Source = address.Host,
            Address = address,
            Timeout = RobotsTimeout,
            Accept = "text/plain,*/*;q=0.5",
        };
        for (var hop = 0; hop <= MostRedirections; hop++)
        {
            var (answer, next) = await SendAsync(request, address, null, cancellationToken).ConfigureAwait(false);
            switch (answer)
            {
                case SourceAnswer<PoliteAnswer>.Found { Value: var found }:
                    return new SourceAnswer<string?>.Found(found.Text);
                // "Unavailable" by RFC 9309: a site that answers 4xx has no rules. 429 asks for patience and is no such answer.
                case SourceAnswer<PoliteAnswer>.Refused
                {
                    Error.Kind: SourceErrorKind.NotFound or SourceErrorKind.Forbidden or SourceErrorKind.Changed
                }:
                    return new SourceAnswer<string?>.Found(null);
                case SourceAnswer<PoliteAnswer>.Refused refused:
                    return new SourceAnswer<string?>.Refused(refused.Error);
            }
            if (!IsSameSite(address, next!))
                return new SourceAnswer<string?>.Found(null);
            address = next!;
        }
        return new SourceAnswer<string?>.Found(null);
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

    /// <summary>The same host and port; http may become https, never the other way round.</summary>
    private static bool IsSameSite(Uri from, Uri to) =>
        from.IdnHost.Equals(to.IdnHost, StringComparison.OrdinalIgnoreCase)
        && to.UserInfo.Length == 0
        && (
            (from.Scheme == to.Scheme && from.Port == to.Port)
            || (from.Scheme == "http" && to.Scheme == "https" && from.IsDefaultPort && to.IsDefaultPort)
        );

    private static SourceAnswer<PoliteAnswer> Refuse(SourceErrorKind kind, PoliteRequest request, Uri address, string missing) =>
        Refuse(new SourceError(kind, request.Source, address.AbsoluteUri, missing));

    private static SourceAnswer<PoliteAnswer> Refuse(SourceError error) => new SourceAnswer<PoliteAnswer>.Refused(error);
}
