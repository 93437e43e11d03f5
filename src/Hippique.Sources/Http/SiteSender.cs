using Hippique.Racing;
using Polly.CircuitBreaker;

namespace Hippique.Sources.Http;

/// <summary>Sends one request when its host may be asked, and takes what comes.</summary>
internal sealed class SiteSender(
    SourceHttpOptions options,
    Sites sites,
    TimeProvider clock,
    IClockActivity activity,
    HttpMessageInvoker wire,
    HostGate gate,
    FetchMeter? meter
)
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(1);

    /// <summary>A remaining <c>Retry-After</c> up to this is waited for here; a longer one is for the caller.</summary>
    private static readonly TimeSpan ShortHold = TimeSpan.FromSeconds(1);
    private readonly AnswerTaker _answers = new(options, clock);
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
        using var watch = new FetchWatch(meter, clock, request, address);
        return watch.End(
            await SendAsync(new SiteCall(sites.Of(address), request, address, last, watch), cancellationToken).ConfigureAwait(false)
        );
    }

    private async Task<SiteReply> SendAsync(SiteCall call, CancellationToken cancellationToken)
    {
        // Before the breaker, to which a request that was not sent is neither a failure nor a sign of life.
        if (await EarlyRefusalAsync(call, cancellationToken).ConfigureAwait(false) is { } refused)
            return refused;
        try
        {
            return await call
                .Site.Breaker.ExecuteAsync(
                    static async (attempt, token) => await attempt.Sender.InTurnAsync(attempt.Call, token).ConfigureAwait(false),
                    new Attempt(this, call),
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch (BrokenCircuitException)
        {
            return await gate.NotSentAsync(call, SourceErrorKind.CircuitOpen, call.Site.Breaker.Remaining, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="AnswerTaker.Forget"/>
    public void Forget(Uri address) => _answers.Forget(address);

    /// <inheritdoc cref="AnswerTaker.TakeUp"/>
    public void TakeUp(Kept earlier) => _answers.TakeUp(earlier);

    private sealed record Attempt(SiteSender Sender, SiteCall Call);

    private async Task<SiteReply?> EarlyRefusalAsync(SiteCall call, CancellationToken cancellationToken)
    {
        while (true)
        {
            var today = await call.Site.Ledger.TodayAsync(cancellationToken).ConfigureAwait(false);
            var wait = gate.Held(today) is { } held
                ? held <= ShortHold
                    ? held
                    : TimeSpan.Zero
                : gate.Busy(call, today) ?? TimeSpan.Zero;
            if (wait <= TimeSpan.Zero)
                return await gate.HeldOrSpentAsync(call, today, cancellationToken).ConfigureAwait(false);
            using (activity.LimiterWait())
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), clock, cancellationToken)
                    .ConfigureAwait(false);
        }
    }

    private async Task<SiteReply> InTurnAsync(SiteCall call, CancellationToken cancellationToken)
    {
        HostLimiter.Turn turn;
        using (activity.LimiterWait())
            turn = await call.Site.Limiter.TakeAsync(call.Request.Urgency, cancellationToken).ConfigureAwait(false);
        using (turn)
        {
            var today = await call.Site.Ledger.TodayAsync(cancellationToken).ConfigureAwait(false);
            return await gate.RefusalAsync(call, today, cancellationToken).ConfigureAwait(false)
                ?? await OnTheWireAsync(turn, call, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<SiteReply> OnTheWireAsync(HostLimiter.Turn turn, SiteCall call, CancellationToken cancellationToken)
    {
        var (request, address) = (call.Request, call.Address);
        using var working = activity.Work();
        using var timeout = new CancellationTokenSource(request.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var kept = _answers.KeptOf(address);
            using var message = Message(request, address, kept);
            var start = new RequestStart
            {
                Site = call.Site,
                Urgency = request.Urgency,
                Activity = activity,
                Refusal = (count, token) => gate.RefusalAsync(call, count, token),
                Waiting = () => timeout.CancelAfter(Timeout.InfiniteTimeSpan),
                Starting = () =>
                {
                    call.Watch.Starts();
                    timeout.CancelAfter(request.Timeout);
                },
                CancellationToken = either.Token,
            };
            start.PutOn(message);
            if (request.Off is { } off)
                message.Options.Set(AnswerTaker.BeforeOff, off);
            var sending = wire.SendAsync(message, either.Token);
            await PassOnAsync(turn, start, sending).ConfigureAwait(false);
            using var response = await sending.ConfigureAwait(false);
            call.Watch.Answered(response.StatusCode);
            try
            {
                await gate.HoldAsync(call, response, cancellationToken).ConfigureAwait(false);
                return await _answers.TakeAsync(request, address, kept, response, either.Token).ConfigureAwait(false);
            }
            finally
            {
                // A body that is recorded is stored when it is left.
                if (response.Content is IAsyncDisposable content)
                    await content.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (NotStartedException late)
        {
            return late.Reply;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var seconds = request.Timeout.TotalSeconds;
            return SiteReply.Refused(SourceErrorKind.Timeout, request, address, Problem.Of($"no whole answer within {seconds:0.###} s"));
        }
        catch (RecordedFailureException recorded)
        {
            return SiteReply.Refused(recorded.ErrorOf(request.Source, address));
        }
        // The boundary to the network: what fails there is a value from here on.
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return SiteReply.Refused(WireErrors.OfException(request.Source, address, failure));
        }
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
