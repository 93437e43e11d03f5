namespace Hippique.Sources.Http;

/// <summary>
/// The start of one request, which is the moment in which its bytes go to the socket and not the one in which the program decides to ask: between them a connection may have to
/// be made. The innermost handler finds it on the request and writes through it.
/// </summary>
internal sealed class RequestStart
{
    /// <summary>The host.</summary>
    public required Site Site { get; init; }

    /// <summary>Which requests it goes before.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>Told of the wait.</summary>
    public required IClockActivity Activity { get; init; }

    /// <summary>Whether the host may still be asked, by its count; the reply if it may not.</summary>
    public required Func<HostCount, CancellationToken, Task<SiteReply?>> Refusal { get; init; }

    /// <summary>Called when the request is ready and waits for the host; the wait is not the site's.</summary>
    public required Action Waiting { get; init; }

    /// <summary>Called in the moment before the bytes go.</summary>
    public required Action Starting { get; init; }

    /// <summary>Of the request: a connection has none while it writes.</summary>
    public required CancellationToken CancellationToken { get; init; }

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
        Waiting();
        var (start, slot) = await OpenAsync().ConfigureAwait(false);
        using (start)
        await using (slot.ConfigureAwait(false))
        {
            var today = await Site.Ledger.TodayAsync(CancellationToken).ConfigureAwait(false);
            if (await Refusal(today, CancellationToken).ConfigureAwait(false) is { } reply)
                throw new NotStartedException(reply);
            Starting();
            await slot.StartsAsync().ConfigureAwait(false);
            try
            {
                await write(state).ConfigureAwait(false);
            }
            finally
            {
                start.Sent();
                _written.TrySetResult();
                await slot.SentAsync().ConfigureAwait(false);
                // While the distance to the next request passes anyway, and before any process may look at the count: a kill costs one request of it at most.
                await Site.Ledger.CountAsync(Urgency.Level, System.Threading.CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits until no other of this installation starts too close; while another process is waited for, one that is more urgent goes first.</summary>
    private async Task<(HostLimiter.Start Start, IHostSlot Slot)> OpenAsync()
    {
        while (true)
        {
            HostLimiter.Start start;
            using (Activity.LimiterWait())
                start = await Site.Limiter.StartAsync(Urgency, CancellationToken).ConfigureAwait(false);
            IHostSlot? slot = null;
            try
            {
                slot = await Site.Spacing.OpenAsync(Site.Distance, () => start.IsOvertaken, CancellationToken).ConfigureAwait(false);
                if (slot is not null)
                    return (start, slot);
            }
            finally
            {
                if (slot is null)
                    start.Dispose();
            }
        }
    }
}

/// <summary>A request that was ready and may not be sent any more; passes through the connection, which knows nothing of it.</summary>
internal sealed class NotStartedException(SiteReply reply) : Exception
{
    public SiteReply Reply { get; } = reply;
}
