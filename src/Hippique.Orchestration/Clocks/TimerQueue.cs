namespace Hippique.Orchestration.Clocks;

/// <summary>The timers of a <see cref="ScaledClock"/> that are set, by their due instants. Not safe for threads: the clock's gate guards it.</summary>
internal sealed class TimerQueue
{
    private readonly SortedSet<ScaledTimer> _timers = new(ScaledTimer.ByDue);
    private long _order;

    /// <summary>The first to fall due; null if none is set.</summary>
    public ScaledTimer? Next => _timers.Min;

    /// <summary>At least one was set within a limiter wait.</summary>
    public bool AnyOfAWaiter => _timers.Any(static timer => timer.OfAWaiter);

    public void Set(ScaledTimer timer, long due)
    {
        (timer.Due, timer.Order) = (due, _order++);
        _timers.Add(timer);
    }

    public void Remove(ScaledTimer timer) => _timers.Remove(timer);

    public void Clear() => _timers.Clear();

    /// <summary>Those that are due at <paramref name="elapsed"/>, in their order; a periodic one is set again for the first instant of its own grid that is still to come.</summary>
    public List<ScaledTimer> TakeDue(long elapsed)
    {
        var due = new List<ScaledTimer>();
        while (_timers.Min is { } next && next.Due <= elapsed)
        {
            _timers.Remove(next);
            due.Add(next);
            if (next.Period > 0)
                Set(next, next.Due + next.Period * (1 + (elapsed - next.Due) / next.Period));
        }
        return due;
    }
}
