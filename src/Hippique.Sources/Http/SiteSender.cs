using System.Net;
using Polly.CircuitBreaker;

namespace Hippique.Sources.Http;

/// <summary>Sends one request when its host may be asked, and takes what comes.</summary>
internal sealed class SiteSender(
    SourceHttpOptions options,
    Sites sites,
    TimeProvider clock,
    IClockActivity activity,
    HttpMessageInvoker wire,
    IUnsentRequests? unsent
)
{
    /// <summary>Set on a request by a handler that answers from a recording: when the site had answered.</summary>
    internal static readonly HttpRequestOptionsKey<DateTimeOffset> AnsweredAt = new("hippique.answered_at");

    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(1);
    private readonly KeptAnswers _kept = new(options.LargestKept);
    private readonly string _userAgent =
        $"{RobotsCache.ProductToken}/{options.Version} (+{(options.Contact is { Length: > 0 } given ? given : "no contact configured")})";

    /// <param name="request">Who asks, and how long it may take.</param>
    /// <param name="address">What is asked for; another one than the request's after a redirection.</param>
    /// <param name="last">What the attempt before came to; it stands where it is too late for another.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task<SiteReply> SendAsync(
        PoliteRequest request,
        Uri address,
        SourceAnswer<PoliteAnswer>? last,
        CancellationToken cancellationToken
    )
    {
        var site = sites.Of(address);
        try
        {
            return await site
                .Breaker.ExecuteAsync(
                    static async (call, token) => await call.Sender.InTurnAsync(call, token).ConfigureAwait(false),
                    new Call(this, site, request, address, last),
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch (BrokenCircuitException)
        {
            return NotSent(SourceErrorKind.CircuitOpen, request, address, site.Breaker.Remaining);
        }
    }

    private sealed record Call(SiteSender Sender, Site Site, PoliteRequest Request, Uri Address, SourceAnswer<PoliteAnswer>? Last);

    private async Task<SiteReply> InTurnAsync(Call call, CancellationToken cancellationToken)
    {
        HostLimiter.Turn turn;
        using (activity.LimiterWait())
            turn = await call.Site.Limiter.TakeAsync(cancellationToken).ConfigureAwait(false);
        using (turn)
        {
            using (var page = await call.Site.Ledger.OpenAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false))
            {
                if (Refusal(call, page.Count) is { } refused)
                    return refused;
            }
            return await OnTheWireAsync(turn, call, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Why the request may not be sent now, though it was its turn; null: it may.</summary>
    private SiteReply? Refusal(Call call, HostCount today)
    {
        // A long queue can bring a further attempt into the two minutes in which none may start.
        if (call.Last is not null && RetryPolicy.IsQuiet(call.Request, clock.GetUtcNow()))
            return new SiteReply(call.Last, null);
        if (call.Site.Breaker.IsOpen)
            return NotSent(SourceErrorKind.CircuitOpen, call.Request, call.Address, call.Site.Breaker.Remaining);
        return call.Site.Budget.Allows(today) ? null : NotSent(SourceErrorKind.BudgetSpent, call.Request, call.Address, null);
    }

    private async Task<SiteReply> OnTheWireAsync(HostLimiter.Turn turn, Call call, CancellationToken cancellationToken)
    {
        var (request, address) = (call.Request, call.Address);
        using var working = activity.Work();
        using var timeout = new CancellationTokenSource(request.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var kept = options.LargestKept > 0 ? _kept.Of(address, clock.GetUtcNow()) : null;
            using var message = Message(request, address, kept);
            var start = new RequestStart(
                call.Site,
                activity,
                count => Refusal(call, count),
                waiting: () => timeout.CancelAfter(Timeout.InfiniteTimeSpan),
                starting: () => timeout.CancelAfter(request.Timeout),
                either.Token
            );
            start.PutOn(message);
            var sending = wire.SendAsync(message, either.Token);
            await PassOnAsync(turn, start, sending).ConfigureAwait(false);
            using var response = await sending.ConfigureAwait(false);
            return await TakeAsync(request, address, kept, response, either.Token).ConfigureAwait(false);
        }
        catch (NotStartedException late)
        {
            return late.Reply;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var seconds = request.Timeout.TotalSeconds;
            return SiteReply.Refused(SourceErrorKind.Timeout, request, address, $"no whole answer within {seconds:0.###} s");
        }
        catch (UnsentRequestException recorded)
        {
            return SiteReply.Refused(UnsentRequest.Error(recorded.Kind, request.Source, address, recorded.RetryAfter));
        }
        // The boundary to the network: what fails there is a value from here on.
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return SiteReply.Refused(WireErrors.OfException(request.Source, address, failure));
        }
    }

    private async Task<SiteReply> TakeAsync(
        PoliteRequest request,
        Uri address,
        Kept? kept,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var at = response.RequestMessage is { } asked && asked.Options.TryGetValue(AnsweredAt, out var then) ? then : clock.GetUtcNow();
        var status = (int)response.StatusCode;
        if (status == (int)HttpStatusCode.NotModified && kept is not null)
            return NotModified(address, kept, at, response.Headers.Date);
        if (status is >= 300 and < 400)
        {
            return response.Headers.Location is { } location && Uri.TryCreate(address, location, out var next)
                ? new SiteReply(null, next)
                : SiteReply.Refused(SourceErrorKind.Changed, request, address, $"the site answered {status} and leads nowhere");
        }
        if (WireErrors.OfStatus(request.Source, address, response, at) is { } error)
            return SiteReply.Refused(error);
        var (body, kind, missing) = await BodyReader
            .ReadAsync(response.Content, options.LargestBody, options.LargestText, cancellationToken)
            .ConfigureAwait(false);
        _kept.Forget(address);
        if (body is null)
            return SiteReply.Refused(kind, request, address, missing);
        var answer = new PoliteAnswer
        {
            Address = address,
            At = at,
            Date = response.Headers.Date,
            Body = body,
            ContentType = response.Content.Headers.ContentType,
        };
        if (options.LargestKept > 0)
            _kept.Take(answer, response);
        return new SiteReply(new SourceAnswer<PoliteAnswer>.Found(answer), null);
    }

    /// <summary>The kept page, as of now. Where the programme day has changed meanwhile, its recording would lack the page: it is asked for once more, whole.</summary>
    private SiteReply NotModified(Uri address, Kept kept, DateTimeOffset at, DateTimeOffset? date)
    {
        if (kept.IsOf(at))
            return new SiteReply(new SourceAnswer<PoliteAnswer>.Found(kept.Answer with { At = at, Date = date }), null);
        _kept.Forget(address);
        return new SiteReply(null, address);
    }

    /// <summary>The next one's turn comes when this one has started or failed, or spends long on a connection: then the next one is prepared meanwhile.</summary>
    private async Task PassOnAsync(HostLimiter.Turn turn, RequestStart start, Task sending)
    {
        using (turn)
        {
            if (start.Written.IsCompleted || sending.IsCompleted)
                return;
            using var enough = new CancellationTokenSource();
            await Task.WhenAny(start.Written, sending, Task.Delay(LongestTurn, clock, enough.Token)).ConfigureAwait(false);
            await enough.CancelAsync().ConfigureAwait(false);
        }
    }

    private SiteReply NotSent(SourceErrorKind kind, PoliteRequest request, Uri address, TimeSpan? retryAfter)
    {
        unsent?.NotSent(address, kind, retryAfter);
        return SiteReply.Refused(UnsentRequest.Error(kind, request.Source, address, retryAfter));
    }

    private HttpRequestMessage Message(PoliteRequest request, Uri address, Kept? kept)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address);
        message.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        message.Headers.TryAddWithoutValidation("Accept-Language", "fr");
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        if (kept?.Tag is { } tag)
            message.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (kept?.Modified is { } modified)
            message.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        return message;
    }
}
