namespace Hippique.Sources.Http;

/// <summary>
/// Spaces the requests to one host: no two start less than the spacing apart, on the injected clock's timestamps, which no step of the wall clock touches. Callers take turns
/// in the order in which they came; with a turn a request is prepared, and <see cref="StartAsync"/> lets it start. The next one's time is counted from the moment in which the
/// last one was sent, so that nothing that a request meets on its way to the socket brings two close together.
/// </summary>
internal sealed class HostLimiter(TimeSpan spacing, TimeProvider clock)
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);
    private readonly TimeProvider _clock = clock;
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _queue = new();
    private bool _taken;
    private long? _lastStart;

    // Without a wait handle, which nobody asks for, there is nothing to dispose of.
    private SemaphoreSlim Starting { get; } = new(1, 1);

    /// <summary>Waits for its turn. The next one's comes when it is disposed of.</summary>
    public async Task<Turn> TakeAsync(CancellationToken cancellationToken)
    {
        await ReachTheHeadAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await KeepTheDistanceAsync(cancellationToken).ConfigureAwait(false);
            return new Turn(this);
        }
        catch
        {
            PassOn();
            throw;
        }
    }

    /// <summary>Waits until a request may start, which it mostly may at once where it comes in its turn. No other starts before this is disposed of.</summary>
    public async Task<Start> StartAsync(CancellationToken cancellationToken)
    {
        await Starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await KeepTheDistanceAsync(cancellationToken).ConfigureAwait(false);
            return new Start(this);
        }
        catch
        {
            Starting.Release();
            throw;
        }
    }

    private async Task KeepTheDistanceAsync(CancellationToken cancellationToken)
    {
        while (Remaining() is { Ticks: > 0 } remaining)
            await Task.Delay(RoundedUp(remaining), _clock, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReachTheHeadAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource> place;
        lock (_gate)
        {
            if (!_taken)
            {
                _taken = true;
                return;
            }
            place = _queue.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        var gone = cancellationToken.Register(() =>
        {
            lock (_gate)
            {
                if (place.List is null)
                    return;
                _queue.Remove(place);
            }
            place.Value.TrySetCanceled(cancellationToken);
        });
        await using (gone.ConfigureAwait(false))
            await place.Value.Task.ConfigureAwait(false);
    }

    private TimeSpan Remaining() => _lastStart is { } last ? spacing - _clock.GetElapsedTime(last) : TimeSpan.Zero;

    /// <summary>Timers count whole milliseconds, and nobody sleeps longer than a second without a look at the clock.</summary>
    private static TimeSpan RoundedUp(TimeSpan remaining) =>
        remaining >= LongestSleep ? LongestSleep : TimeSpan.FromMilliseconds(Math.Ceiling(remaining.TotalMilliseconds));

    private void PassOn()
    {
        lock (_gate)
        {
            if (_queue.First is { } next)
            {
                _queue.RemoveFirst();
                next.Value.TrySetResult();
            }
            else
            {
                _taken = false;
            }
        }
    }

    /// <summary>The right to prepare one request.</summary>
    public sealed class Turn(HostLimiter limiter) : IDisposable
    {
        private bool _over;

        /// <summary>The next one's turn; a second call does nothing.</summary>
        public void Dispose()
        {
            if (!_over)
                limiter.PassOn();
            _over = true;
        }
    }

    /// <summary>The right to start one request now.</summary>
    public sealed class Start(HostLimiter limiter) : IDisposable
    {
        /// <summary>To be called in the moment in which the request is with the socket.</summary>
        public void Sent() => limiter._lastStart = limiter._clock.GetTimestamp();

        public void Dispose() => limiter.Starting.Release();
    }
}
