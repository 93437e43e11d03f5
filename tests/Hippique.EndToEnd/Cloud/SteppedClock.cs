using Hippique.Sources.Http;

namespace Hippique.EndToEnd.Cloud;

/// <summary>
/// A clock that moves only when the test moves it, from one timer to the next, and knows how many calls of the service wait for an instant: work costs no time, so a look is made at the
/// very instant for which it was planned.
/// </summary>
internal sealed class SteppedClock : TimeProvider, IClockActivity
{
    private static readonly Scope Nothing = new(null);
    private readonly Lock _gate = new();
    private readonly AsyncLocal<bool> _waits = new();
    private readonly List<Timer> _armed = [];
    private readonly DateTimeOffset _start;
    private DateTimeOffset _now;

    public SteppedClock(DateTimeOffset start) => (_start, _now) = (start, start);

    /// <summary>Waits for an instant whose timers have not fired.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _armed.Count(timer => timer.IsWait);
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => (GetUtcNow() - _start).Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state, _waits.Value);
        timer.Change(dueTime, period);
        return timer;
    }

    public IDisposable Work() => Nothing;

    public IDisposable LimiterWait() => Nothing;

    public IDisposable DueWait()
    {
        _waits.Value = true;
        return new Scope(() => _waits.Value = false);
    }

    /// <summary>To the next timer, which fires, or to <paramref name="limit"/> if that comes first.</summary>
    public void Step(DateTimeOffset limit)
    {
        List<Timer> due;
        lock (_gate)
        {
            var next = _armed.Count == 0 ? limit : _armed.Min(timer => timer.Due);
            _now = next < limit ? (next > _now ? next : _now) : limit;
            due = [.. _armed.Where(timer => timer.Due <= _now).OrderBy(timer => timer.Due)];
            foreach (var timer in due)
                timer.Rearm();
        }
        foreach (var timer in due)
            timer.Fire();
    }

    private sealed class Timer(SteppedClock clock, TimerCallback callback, object? state, bool isWait) : ITimer
    {
        private TimeSpan _period;

        public bool IsWait => isWait;
        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._armed.Remove(this);
                _period = period;
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = clock._now + dueTime;
                clock._armed.Add(this);
            }
            return true;
        }

        // Under the gate.
        public void Rearm()
        {
            clock._armed.Remove(this);
            if (_period <= TimeSpan.Zero)
                return;
            Due += _period;
            clock._armed.Add(this);
        }

        public void Fire() => callback(state);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Scope(Action? end) : IDisposable
    {
        public void Dispose() => end?.Invoke();
    }
}
