namespace Hippique.Orchestration.Clocks;

/// <summary>One timer of a <see cref="ScaledClock"/>, which alone touches its fields, under its own lock.</summary>
internal sealed class ScaledTimer(ScaledClock clock, TimerCallback callback, object? state, bool ofAWaiter) : ITimer
{
    /// <summary>Due instant, then the order of setting.</summary>
    public static readonly IComparer<ScaledTimer> ByDue = Comparer<ScaledTimer>.Create(
        static (one, two) => one.Due != two.Due ? one.Due.CompareTo(two.Due) : one.Order.CompareTo(two.Order)
    );

    public ScaledClock Clock => clock;

    /// <summary>Made within a <see cref="ScaledClock.LimiterWait"/>.</summary>
    public bool OfAWaiter => ofAWaiter;

    /// <summary>Ticks since the clock's start.</summary>
    public long Due { get; set; }
    public long Order { get; set; } = -1;

    /// <summary>Ticks; 0 or less: once.</summary>
    public long Period { get; set; }
    public bool Disposed { get; set; }

    /// <summary>A timer that was disposed of after it fell due does not fire.</summary>
    public void Invoke()
    {
        if (!Disposed)
            callback(state);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        return clock.Set(this, dueTime, period);
    }

    public void Dispose() => clock.Set(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, dispose: true);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
