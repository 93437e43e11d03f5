namespace Hippique.Sources.Http;

/// <summary>
/// The start of one request, which is the moment in which its bytes go to the socket and not the one in which the program decides to ask: between them a connection may have to
/// be made. The innermost handler finds it on the request and writes through it.
/// </summary>
/// <param name="site">The host.</param>
/// <param name="activity">Told of the wait.</param>
/// <param name="refusal">Whether the host may still be asked, by its count; the reply where it may not.</param>
/// <param name="waiting">Called when the request is ready and waits for the host; the wait is not the site's.</param>
/// <param name="starting">Called in the moment before the bytes go.</param>
/// <param name="cancellationToken">Of the request: a connection has none while it writes.</param>
internal sealed class RequestStart(
    Site site,
    IClockActivity activity,
    Func<HostCount, CancellationToken, Task<SiteReply?>> refusal,
    Action waiting,
    Action starting,
    CancellationToken cancellationToken
)
{
    private static readonly HttpRequestOptionsKey<RequestStart> Key = new("hippique.start");
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the request has started.</summary>
    public Task Written => _written.Task;

    /// <summary>Null where nobody spaces this request.</summary>
    public static RequestStart? Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var start) ? start : null;

    public void PutOn(HttpRequestMessage request) => request.Options.Set(Key, this);

    /// <summary>Writes the request when no other of this installation starts too close to it. A connection that was found dead is a second start.</summary>
    /// <exception cref="NotStartedException">The host may not be asked any more.</exception>
    public async ValueTask WriteAsync<TState>(Func<TState, ValueTask> write, TState state)
    {
        waiting();
        HostLimiter.Start start;
        using (activity.LimiterWait())
            start = await site.Limiter.StartAsync(cancellationToken).ConfigureAwait(false);
        using (start)
        {
            using var slot = await site.Spacing.OpenAsync(site.Distance, cancellationToken).ConfigureAwait(false);
            var today = await site.Ledger.TodayAsync(cancellationToken).ConfigureAwait(false);
            if (await refusal(today, cancellationToken).ConfigureAwait(false) is { } reply)
                throw new NotStartedException(reply);
            starting();
            slot.Starts();
            try
            {
                await write(state).ConfigureAwait(false);
            }
            finally
            {
                slot.Starts();
                start.Sent();
                _written.TrySetResult();
                // While the distance to the next request passes anyway, and before any process may look at the count: a kill costs one request of it at most.
                await site.Ledger.CountAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }
}

/// <summary>A request that was ready and may not be sent any more; passes through the connection, which knows nothing of it.</summary>
internal sealed class NotStartedException(SiteReply reply) : Exception
{
    public SiteReply Reply { get; } = reply;
}
