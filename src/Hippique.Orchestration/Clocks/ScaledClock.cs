using Hippique.Sources.Http;

namespace Hippique.Orchestration.Clocks;

/// <summary>
/// A clock that runs <see cref="Speed"/> times as fast as the one under it, for a day that is to pass in seconds. Real work costs no virtual time: the clock stands still
/// while a <see cref="Work"/> scope is open or a timer's callback runs. While every open scope waits for a limiter, the clock jumps to its next timer, once one of the waiters
/// has set its timer; so it never jumps past an instant for which a waiter is about to set one. Timers fire in the order of their due instants, each while the clock shows exactly
/// that instant: no reader sees a time past a timer that has not fired.
/// </summary>
/// <remarks>
/// On a busy machine the clock slows down instead of leaping: between two readings it never moves by more than the step given to the constructor. A timer's callback must not wait
/// for another timer.
/// </remarks>
public sealed class ScaledClock : TimeProvider, IClockActivity, IDisposable
{
    // A continuation that a callback has posted needs a moment before it ends its wait; without this delay the clock would jump past it.
    private static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly Lock _arming = new();
    private readonly TimeProvider _basis;
    private readonly DateTimeOffset _start;
    private readonly long? _fixedStep;
    private readonly ITimer _wake;
    private readonly TimerQueue _timers = new();
    private readonly AsyncLocal<bool> _waiter = new();
    private double _speed;
    private long _elapsed;
    private long _owed;
    private long _seen;
    private int _works;
    private int _waits;
    private int _firing;
    private long _changedAt;
    private bool _disposed;

    /// <param name="start">What it shows at first.</param>
    /// <param name="speed">Virtual seconds in a real one; above 0.</param>
    /// <param name="maxStep">The furthest it moves between two looks; null: 10 real milliseconds, and at least a virtual second.</param>
    /// <param name="basis">The clock under it; null: the machine's.</param>
    public ScaledClock(DateTimeOffset start, double speed, TimeSpan? maxStep = null, TimeProvider? basis = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        _basis = basis ?? System;
        _start = start.ToUniversalTime();
        _speed = speed;
        _fixedStep = maxStep?.Ticks;
        _seen = _basis.GetTimestamp();
        _wake = _basis.CreateTimer(static clock => ((ScaledClock)clock!).Pump(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm();
    }

    /// <summary>Virtual seconds in a real one; may be changed while it runs.</summary>
    public double Speed
    {
        get
        {
            lock (_gate)
                return _speed;
        }
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            lock (_gate)
            {
                Look();
                (_speed, _owed) = (value, 0);
            }
            Pump();
        }
    }

    public override TimeZoneInfo LocalTimeZone => _basis.LocalTimeZone;
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _start.AddTicks(GetTimestamp());

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            Look();
            return _elapsed;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ScaledTimer(this, callback, state, _waiter.Value);
        timer.Change(dueTime, period);
        return timer;
    }

    public IDisposable Work() => Enter(works: 1, waits: 0);

    public IDisposable LimiterWait()
    {
        var before = _waiter.Value;
        _waiter.Value = true;
        var waits = Enter(works: 0, waits: 1);
        return new ClockScope(() =>
        {
            _waiter.Value = before;
            waits.Dispose();
        });
    }

    /// <summary>No timer fires any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timers.Clear();
        }
        _wake.Dispose();
    }

    /// <summary>No callback is running; for tests that move the clock under this one by hand.</summary>
    internal bool IsSettled
    {
        get
        {
            lock (_gate)
                return _firing == 0;
        }
    }

    /// <summary>False if the timer is disposed of. Infinite: it does not fire.</summary>
    internal bool Set(ScaledTimer timer, TimeSpan dueTime, TimeSpan period, bool dispose = false)
    {
        lock (_gate)
        {
            if (timer.Disposed)
                return false;
            Look();
            _timers.Remove(timer);
            timer.Disposed = dispose;
            timer.Period = period.Ticks;
            if (!dispose && !_disposed && dueTime != Timeout.InfiniteTimeSpan)
            {
                _timers.Set(timer, _elapsed + dueTime.Ticks);
            }
        }
        Pump();
        return true;
    }

    private bool Running => _works == 0 && _firing == 0;

    // Ten real milliseconds at the current speed, and at least a second.
    private long MaxStep => _fixedStep ?? Math.Max(TimeSpan.TicksPerSecond, (long)(_speed * TimeSpan.TicksPerMillisecond * 10));

    private ClockScope Enter(int works, int waits)
    {
        Count(works, waits);
        return new ClockScope(() => Count(-works, -waits));
    }

    private void Count(int works, int waits)
    {
        lock (_gate)
        {
            Look();
            _works += works;
            _waits += waits;
            _changedAt = _seen;
        }
        Pump();
    }

    // Under the gate: brings the clock up to date, at most to the next timer.
    private void Look()
    {
        var stamp = _basis.GetTimestamp();
        var real = _basis.GetElapsedTime(_seen, stamp);
        _seen = stamp;
        if (!Running)
            return;
        var target = _elapsed + Math.Min((long)(real.Ticks * _speed) + _owed, MaxStep);
        var reached = _timers.Next is { } next ? Math.Max(_elapsed, Math.Min(target, next.Due)) : target;
        _owed = target - reached;
        _elapsed = reached;
    }

    // Hands what is due to the thread pool, one instant at a time: the next instant's timers come when these have returned.
    private void Pump()
    {
        List<ScaledTimer>? due = null;
        lock (_gate)
        {
            if (_disposed)
                return;
            Look();
            if (MayJump())
            {
                _elapsed = Math.Max(_elapsed, _timers.Next!.Due);
                _changedAt = _seen;
                due = TakeDue();
            }
            else if (Running)
            {
                due = TakeDue();
            }
        }
        foreach (var timer in due ?? [])
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Clock.Fire(work), timer, preferLocal: false);
        Arm();
    }

    private List<ScaledTimer> TakeDue()
    {
        var due = _timers.TakeDue(_elapsed);
        _firing += due.Count;
        return due;
    }

    private bool MayJump() => AllWait() && _basis.GetElapsedTime(_changedAt, _seen) >= SettleTime;

    private bool AllWait() => _works > 0 && _waits >= _works && _firing == 0 && _timers.AnyOfAWaiter;

    private void Fire(ScaledTimer timer)
    {
        try
        {
            timer.Invoke();
        }
        finally
        {
            lock (_gate)
            {
                Look();
                _firing--;
            }
            Pump();
        }
    }

    // One at a time, so that an older due time never overwrites a newer one.
    private void Arm()
    {
        lock (_arming)
        {
            TimeSpan wait;
            lock (_gate)
            {
                if (_disposed)
                    return;
                wait = UntilNextLook();
            }
            _wake.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan UntilNextLook()
    {
        if (AllWait())
            return SettleTime;
        if (!Running)
            return Timeout.InfiniteTimeSpan;
        var next = _timers.Next is { } timer ? Math.Min(timer.Due - _elapsed - _owed, MaxStep) : MaxStep;
        // The timer under it counts whole milliseconds; a shorter wait would be none, and the clock would be read thousands of times.
        return TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(next / _speed / TimeSpan.TicksPerMillisecond)));
    }
}
