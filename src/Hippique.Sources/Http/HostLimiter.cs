namespace Hippique.Sources.Http;

/// <summary>
/// Spaces the requests to one host: no two start less than the spacing apart, on the injected clock's timestamps, which no step of the wall clock touches. Callers take turns: an
/// H-5 before an H-30 before everything else, also before one that has its turn and still waits for the distance; equal ones in the order in which they came. With a turn a
/// request is prepared, and <see cref="StartAsync"/> lets it start. The next one's time is counted from the moment in which the last one was sent, so that nothing that a request
/// meets on its way to the socket brings two close together.
/// </summary>
internal sealed class HostLimiter(TimeSpan spacing, TimeProvider clock)
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);
    private readonly TimeProvider _clock = clock;
    private readonly UrgentQueue _turns = new();
    private readonly UrgentQueue _starts = new();
    private long? _lastStart;

    /// <summary>Waits for its turn. The next one's comes when it is disposed of.</summary>
    public async Task<Turn> TakeAsync(Urgency urgency, CancellationToken cancellationToken) =>
        new(this, await EnterAsync(_turns, urgency, cancellationToken).ConfigureAwait(false));

    /// <summary>Waits until a request may start, which it mostly may at once where it comes in its turn. No other starts before this is disposed of.</summary>
    public async Task<Start> StartAsync(Urgency urgency, CancellationToken cancellationToken) =>
        new(this, await EnterAsync(_starts, urgency, cancellationToken).ConfigureAwait(false));

    private async Task<UrgentQueue.Place> EnterAsync(UrgentQueue queue, Urgency urgency, CancellationToken cancellationToken)
    {
        var place = await queue.EnterAsync(urgency, cancellationToken).ConfigureAwait(false);
        try
        {
            // Whoever is more urgent and came while the distance passed goes first.
            do await KeepTheDistanceAsync(cancellationToken).ConfigureAwait(false);
            while (await queue.YieldAsync(place, cancellationToken).ConfigureAwait(false));
            return place;
        }
        catch
        {
            queue.Leave(place);
            throw;
        }
    }

    private async Task KeepTheDistanceAsync(CancellationToken cancellationToken)
    {
        while (Remaining() is { Ticks: > 0 } remaining)
            await Task.Delay(RoundedUp(remaining), _clock, cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan Remaining() => _lastStart is { } last ? spacing - _clock.GetElapsedTime(last) : TimeSpan.Zero;

    /// <summary>Timers count whole milliseconds, and nobody sleeps longer than a second without a look at the clock.</summary>
    private static TimeSpan RoundedUp(TimeSpan remaining) =>
        remaining >= LongestSleep ? LongestSleep : TimeSpan.FromMilliseconds(Math.Ceiling(remaining.TotalMilliseconds));

    /// <summary>The right to prepare one request.</summary>
    public sealed class Turn(HostLimiter limiter, UrgentQueue.Place place) : IDisposable
    {
        /// <summary>The next one's turn; a second call does nothing.</summary>
        public void Dispose() => limiter._turns.Leave(place);
    }

    /// <summary>The right to start one request now.</summary>
    public sealed class Start(HostLimiter limiter, UrgentQueue.Place place) : IDisposable
    {
        /// <summary>Whether somebody more urgent is ready to start.</summary>
        public bool IsOvertaken => limiter._starts.IsOvertaken(place);

        /// <summary>To be called in the moment in which the request is with the socket.</summary>
        public void Sent() => limiter._lastStart = limiter._clock.GetTimestamp();

        public void Dispose() => limiter._starts.Leave(place);
    }
}
