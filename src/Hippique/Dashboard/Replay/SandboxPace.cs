namespace Hippique.Dashboard.Replay;

/// <summary>
/// The moment up to which a sandbox may run: it moves on by the program's clock times the speed, stands while it is paused or held, and jumps. It never goes back. May be shared between threads.
/// </summary>
/// <param name="clock">The program's.</param>
/// <param name="clockSpeed">How many times as fast as a person's that clock runs, as in a rehearsal.</param>
internal sealed class SandboxPace(TimeProvider clock, double clockSpeed)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _target;
    private long _movedAt;
    private int _speed = 1;
    private bool _paused;
    private bool _held;

    public int Speed
    {
        get
        {
            lock (_gate)
                return _speed;
        }
    }

    public bool IsPaused
    {
        get
        {
            lock (_gate)
                return _paused;
        }
    }

    public bool IsHeld
    {
        get
        {
            lock (_gate)
                return _held;
        }
    }

    /// <summary>The moment, now.</summary>
    public DateTimeOffset Target
    {
        get
        {
            lock (_gate)
                return Move();
        }
    }

    /// <summary>Begins at a moment of the day.</summary>
    public void Begin(DateTimeOffset at, int speed)
    {
        lock (_gate)
            (_target, _speed, _movedAt) = (at, speed, clock.GetTimestamp());
    }

    public void Set(int speed) => Change(() => _speed = speed);

    public void Pause(bool paused) => Change(() => _paused = paused);

    /// <returns>Whether that is something new.</returns>
    public bool Hold(bool held)
    {
        lock (_gate)
        {
            Move();
            var changed = _held != held;
            _held = held;
            return changed;
        }
    }

    /// <summary>To a moment that has not come yet; one that has passed changes nothing.</summary>
    public void JumpTo(DateTimeOffset moment) =>
        Change(() =>
        {
            if (moment > _target)
                _target = moment;
        });

    // What has passed until now passed as it was set until now.
    private void Change(Action change)
    {
        lock (_gate)
        {
            Move();
            change();
        }
    }

    private DateTimeOffset Move()
    {
        var now = clock.GetTimestamp();
        var elapsed = clock.GetElapsedTime(_movedAt, now);
        _movedAt = now;
        if (!_paused && !_held && elapsed > TimeSpan.Zero)
        {
            var passed = elapsed.TotalSeconds * _speed / clockSpeed;
            _target = passed < (DateTimeOffset.MaxValue - _target).TotalSeconds ? _target.AddSeconds(passed) : DateTimeOffset.MaxValue;
        }
        return _target;
    }
}
