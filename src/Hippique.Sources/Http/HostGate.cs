using System.Net;
using Microsoft.Extensions.Logging;

namespace Hippique.Sources.Http;

/// <summary>Whether a request may be sent to its host now: its circuit, the time for which it asked not to be asked, and the day's budget.</summary>
internal sealed partial class HostGate(SourceHttpOptions options, TimeProvider clock, IUnsentRequests? unsent, ILogger logger)
{
    /// <summary>Requests for past days leave so many distances to any other, of this process or another.</summary>
    public const int QuietDistances = 3;

    /// <summary>Why the request may not be sent now, though it was its turn; null: it may.</summary>
    public async Task<SiteReply?> RefusalAsync(SiteCall call, HostCount today, CancellationToken cancellationToken)
    {
        // A long queue can bring a further attempt into the two minutes in which none may start.
        if (call.Last is not null && RetryPolicy.IsQuiet(call.Request, clock.GetUtcNow()))
            return new SiteReply(call.Last, null);
        return call.Site.Breaker.IsOpen
            ? await NotSentAsync(call, SourceErrorKind.CircuitOpen, call.Site.Breaker.Remaining, cancellationToken).ConfigureAwait(false)
            : await HeldOrSpentAsync(call, today, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, without a look at the circuit.</summary>
    public async Task<SiteReply?> HeldOrSpentAsync(SiteCall call, HostCount today, CancellationToken cancellationToken)
    {
        if (Held(today) is { } held)
        {
            var wait = TimeSpan.FromSeconds(Math.Ceiling(held.TotalSeconds));
            return await NotSentAsync(call, SourceErrorKind.AskedToWait, wait, cancellationToken).ConfigureAwait(false);
        }
        if (call.Request.Urgency.Level == RequestUrgency.PastDays)
            return today.PastDayRequests < options.PastDayRequestsPerDay
                ? null
                : SiteReply.Refused(UnsentRequest.PastDaysSpent(call.Request.Source, call.Address));
        return call.Site.Budget.Allows(today)
            ? null
            : await NotSentAsync(call, SourceErrorKind.BudgetSpent, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// What is left of the time for which the host asked; null where there is none. More than the longest was noted by a clock that was ahead and has been put back since. A replay
    /// asks a recording, in which the refusals of then stand.
    /// </summary>
    public TimeSpan? Held(HostCount today) =>
        today.HeldUntil - clock.GetUtcNow() is { Ticks: > 0 } left && left <= options.MaxRetryAfter ? left : null;

    /// <summary>
    /// What a request for past days still waits, because somebody asked the host just now: so it never comes between the requests of one look. A start in the future was noted by a clock that was
    /// ahead.
    /// </summary>
    public TimeSpan? Busy(SiteCall call, HostCount today)
    {
        if (call.Request.Urgency.Level != RequestUrgency.PastDays || today.LastStart is not { } last)
            return null;
        var quiet = QuietDistances * call.Site.Distance;
        return last + quiet - clock.GetUtcNow() is { Ticks: > 0 } left && left <= quiet ? left : null;
    }

    /// <summary>A host that sends <c>Retry-After</c> is asked by nobody before: no task, and no process of the installation.</summary>
    public async Task HoldAsync(SiteCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (
            (!WireErrors.IsTooMany(response.StatusCode) && response.StatusCode != HttpStatusCode.ServiceUnavailable)
            || WireErrors.RetryAfter(response, clock.GetUtcNow()) is not { Ticks: > 0 } asked
            || options.MaxRetryAfter <= TimeSpan.Zero
        )
            return;
        var until = clock.GetUtcNow() + (asked < options.MaxRetryAfter ? asked : options.MaxRetryAfter);
        await call
            .Site.Ledger.ChangeAsync(count => count.HeldUntil >= until ? count : count with { HeldUntil = until }, cancellationToken)
            .ConfigureAwait(false);
        Holds(logger, call.Address.Authority, (int)response.StatusCode, until);
    }

    /// <summary>Tells of a request that is not sent.</summary>
    public async Task<SiteReply> NotSentAsync(
        SiteCall call,
        SourceErrorKind kind,
        TimeSpan? retryAfter,
        CancellationToken cancellationToken
    )
    {
        if (unsent is not null)
            await unsent.NotSentAsync(call.Address, kind, retryAfter, cancellationToken).ConfigureAwait(false);
        return SiteReply.Refused(UnsentRequest.Error(kind, call.Request.Source, call.Address, retryAfter));
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Host} answered {Status} with Retry-After: nobody asks it before {Until:u} (asked_to_wait)"
    )]
    private static partial void Holds(ILogger logger, string host, int status, DateTimeOffset until);
}
