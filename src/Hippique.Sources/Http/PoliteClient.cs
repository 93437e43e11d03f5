using Hippique.Racing;
using Hippique.Sources.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;

namespace Hippique.Sources.Http;

/// <summary>
/// The one way out to the sites, one for the whole process: a limiter, a circuit breaker and a daily budget per host, robots.txt, an honest name, timeouts and caps on size, retries for
/// what passes by itself.
/// Every failure is a value with its name; nothing but a cancelled caller throws.
/// </summary>
public sealed class PoliteClient : IDisposable
{
    private const int MostRedirections = 3;

    private readonly SourceHttpOptions _options;
    private readonly HttpMessageInvoker _wire;
    private readonly SiteSender _sender;
    private readonly EarlierAnswers? _earlier;
    private readonly RobotsCache _robots;
    private readonly IClockActivity _activity;
    private readonly FetchMeter? _meter;
    private readonly ResiliencePipeline<SourceAnswer<PoliteAnswer>> _retries;

    /// <param name="options">How sites are asked.</param>
    /// <param name="clock">The program's clock.</param>
    /// <param name="activity">Told what the client is doing; <see cref="RealTime"/> for clocks that pass by themselves.</param>
    /// <param name="wire">What sends the requests; it must neither follow redirections nor unpack bodies. Null: <see cref="NewWire"/>.</param>
    /// <param name="unsent">Told of requests that were refused here; null: nobody.</param>
    /// <param name="logger">Told of sites that are not asked for a while; null: nobody.</param>
    /// <param name="store">Where counts and holds are kept for later processes, and pages of earlier ones are recorded; null: this one's memory is all.</param>
    /// <param name="turns">Of several machines, which keep the distance between requests together; null: this one alone.</param>
    /// <param name="meter">Counts the requests; null: nobody does.</param>
    public PoliteClient(
        SourceHttpOptions options,
        TimeProvider clock,
        IClockActivity activity,
        HttpMessageHandler? wire = null,
        IUnsentRequests? unsent = null,
        ILogger<PoliteClient>? logger = null,
        ISourceStore? store = null,
        IHostTurns? turns = null,
        FetchMeter? meter = null
    )
    {
        options.Validate();
        _options = options;
        _activity = activity;
        _wire = new HttpMessageInvoker(wire ?? NewWire());
        ILogger log = logger ?? NullLogger<PoliteClient>.Instance;
        _sender = new SiteSender(
            options,
            new Sites(options, store, turns, clock, activity, log),
            clock,
            activity,
            _wire,
            new HostGate(options, clock, unsent, log),
            meter
        );
        _meter = meter;
        if (store is not null && options.LargestKept > 0)
            _earlier = new EarlierAnswers(new RecordedAnswers(store, options), clock, activity);
        _robots = new RobotsCache(FetchRobotsAsync, clock, activity);
        _retries = RetryPolicy.Build(options.Retries, clock, activity);
    }

    /// <summary>Between two requests for past days; also between one of them and the last of any other kind.</summary>
    public static TimeSpan PastDaysDistance(SourceHttpOptions options) => HostGate.QuietDistances * Sites.DistanceOf(options);

    /// <summary>Sockets as the client needs them: each request leaves in the moment in which its host may be asked.</summary>
    public static HttpMessageHandler NewWire() => new SocketWire();

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

    /// <summary>
    /// Gets a page and reads it. A page that cannot be read is not kept: the next request for it is unconditional, so that no site answers "not modified" to a page that was bad. So it
    /// is with one that an earlier process recorded, be it that this version reads otherwise.
    /// </summary>
    public async Task<SourceAnswer<T>> ReadAsync<T>(
        PoliteRequest request,
        Func<PoliteAnswer, SourceAnswer<T>> read,
        CancellationToken cancellationToken
    )
    {
        if (
            _earlier is not null
            && await _earlier.TakeAsync(request.Address, cancellationToken).ConfigureAwait(false) is { } kept
            && IsGood(read(kept.Answer))
        )
            _sender.TakeUp(kept);
        var answer = await GetAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer is not SourceAnswer<PoliteAnswer>.Found { Value: var page })
            return new SourceAnswer<T>.Refused(((SourceAnswer<PoliteAnswer>.Refused)answer).Error);
        var value = read(page);
        if (!IsGood(value))
            _sender.Forget(page.Address);
        return value;
    }

    /// <summary>A page without a result is no bad page.</summary>
    private static bool IsGood<T>(SourceAnswer<T> value) =>
        value is not SourceAnswer<T>.Refused { Error.Kind: not SourceErrorKind.NoResultYet };

    /// <summary>
    /// Fetches the rules of each host where those that are known do not hold for <paramref name="ahead"/> more, all hosts at once, so that nobody waits for them later. What
    /// cannot be fetched is asked for again by the first request that needs it.
    /// </summary>
    public async Task PrepareAsync(IEnumerable<Uri> hosts, TimeSpan ahead, CancellationToken cancellationToken) =>
        await Task.WhenAll(
                hosts
                    .DistinctBy(host => host.GetLeftPart(UriPartial.Authority))
                    .Select(host => PrepareAsync(host, ahead, cancellationToken))
            )
            .ConfigureAwait(false);

    /// <summary>What is known of a host's robots.txt without asking for it; null: nothing.</summary>
    /// <param name="host">Any address of it.</param>
    public RobotsStanding? RobotsOf(Uri host) => _robots.Of(host);

    // Work of its own: whoever waits for these rules meanwhile must not look as if nothing were done.
    private async Task PrepareAsync(Uri host, TimeSpan ahead, CancellationToken cancellationToken)
    {
        using var work = _activity.Work();
        await _robots.RulesOfAsync(host, ahead, new Urgency(RequestUrgency.Usual), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _wire.Dispose();
        _earlier?.Dispose();
    }

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
            switch (await _robots.RulesOfAsync(address, TimeSpan.Zero, request.Urgency, cancellationToken).ConfigureAwait(false))
            {
                case SourceAnswer<RobotsRules>.Refused refused:
                    return Refuse(refused.Error with { Source = request.Source });
                case SourceAnswer<RobotsRules>.Found { Value: var rules } when !rules.Allows(address.PathAndQuery):
                    _meter?.Ended(address.Authority, SourceError.CodeOf(SourceErrorKind.Robots));
                    return Refuse(SourceErrorKind.Robots, request, address, Problem.Of($"robots.txt forbids this path"));
            }
            var (answer, next) = await _sender.SendAsync(request, address, last, cancellationToken).ConfigureAwait(false);
            if (next is null)
                return answer!;
            if (!IsSameSite(address, next))
                return Refuse(
                    SourceErrorKind.Redirected,
                    request,
                    address,
                    Problem.Of($"redirected to another site, {next.GetLeftPart(UriPartial.Authority)}")
                );
            address = next;
        }
        return Refuse(SourceErrorKind.Redirected, request, address, Problem.Of($"redirected in a circle"));
    }

    private async Task<SourceAnswer<string?>> FetchRobotsAsync(Uri address, Urgency urgency, CancellationToken cancellationToken)
    {
        var request = new PoliteRequest
        {
            Source = address.Host,
            Address = address,
            Timeout = _options.Timeout(address.Host),
            Accept = "text/plain,*/*;q=0.5",
            Urgency = urgency,
        };
        for (var hop = 0; hop <= MostRedirections; hop++)
        {
            var (answer, next) = await _sender.SendAsync(request, address, null, cancellationToken).ConfigureAwait(false);
            switch (answer)
            {
                case SourceAnswer<PoliteAnswer>.Found { Value: var found }:
                    return new SourceAnswer<string?>.Found(found.Text);
                // "Unavailable" by RFC 9309: a site that answers 4xx has no rules. 429 says when to ask again and is no such answer.
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

    /// <summary>The same host and port; http may become https, never the other way round.</summary>
    private static bool IsSameSite(Uri from, Uri to) =>
        from.IdnHost.Equals(to.IdnHost, StringComparison.OrdinalIgnoreCase)
        && to.UserInfo.Length == 0
        && (
            (from.Scheme == to.Scheme && from.Port == to.Port)
            || (from.Scheme == "http" && to.Scheme == "https" && from.IsDefaultPort && to.IsDefaultPort)
        );

    private static SourceAnswer<PoliteAnswer> Refuse(SourceErrorKind kind, PoliteRequest request, Uri address, Problem missing) =>
        Refuse(new SourceError(kind, request.Source, address.AbsoluteUri, missing));

    private static SourceAnswer<PoliteAnswer> Refuse(SourceError error) => new SourceAnswer<PoliteAnswer>.Refused(error);
}
