namespace Hippique.Orchestration.Clocks;

/// <summary>
/// A timer of a <see cref="LinearClock"/>. The timer under it counts a coarser clock and may fire some milliseconds early, which are seconds here: what comes before its instant waits for the
/// rest.
/// </summary>
internal sealed class LinearTimer : ITimer
{
    /// <summary>Timers of the machine take 49 days at most; a longer wait is made of several.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly LinearClock _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ITimer _timer;
    private long? _due;
    private long _period;
    private bool _disposed;

    public LinearTimer(LinearClock clock, TimeProvider basis, TimerCallback callback, object? state)
    {
        (_clock, _callback, _state) = (clock, callback, state);
        _timer = basis.CreateTimer(static timer => ((LinearTimer)timer!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            if (_disposed)
                return false;
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetTimestamp() + dueTime.Ticks;
            _period = Math.Max(0, period.Ticks);
            return Arm();
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        _timer.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
            _disposed = true;
        return _timer.DisposeAsync();
    }

    private void Look()
    {
        lock (_gate)
        {
            if (_disposed || _due is not { } due)
                return;
            var now = _clock.GetTimestamp();
            var isDue = now >= due;
            if (isDue)
                // Of a periodic timer, the first instant of its own grid that is still to come.
                _due = _period > 0 ? due + _period * (1 + (now - due) / _period) : null;
            Arm();
            if (!isDue)
                return;
        }
        _callback(_state);
    }

    private bool Arm()
    {
        if (_due is not { } due)
            return _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var wait = _clock.RealOf(due - _clock.GetTimestamp());
        return _timer.Change(wait < LongestStep ? wait : LongestStep, Timeout.InfiniteTimeSpan);
    }
}
