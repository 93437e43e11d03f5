namespace Hippique.Orchestration.Clocks;

/// <summary>
/// A clock that passes <see cref="Speed"/> times as fast as the one under it and never stands still: the time it shows depends on nothing but the time that has passed there. Processes
/// of one machine that are given the same numbers show the same time, whenever each of them starts. A timer fires at its instant or later, by what the machine takes, never before it.
/// </summary>
public sealed class LinearClock : TimeProvider
{
    private readonly TimeProvider _basis;
    private readonly DateTimeOffset _start;
    private readonly long _startedAt;

    /// <param name="start">What it shows when the clock under it shows <paramref name="startedAt"/>.</param>
    /// <param name="startedAt">A timestamp of the clock under it (<see cref="TimeProvider.GetTimestamp"/>), which may lie before this process began.</param>
    /// <param name="speed">Virtual seconds in a real one; above 0.</param>
    /// <param name="basis">The clock under it; null: the machine's, which all its processes share.</param>
    public LinearClock(DateTimeOffset start, long startedAt, double speed, TimeProvider? basis = null)
    {
        if (!(speed > 0 && double.IsFinite(speed)))
            throw new ArgumentOutOfRangeException(nameof(speed), speed, "must be above 0");
        (_basis, _start, _startedAt, Speed) = (basis ?? System, start.ToUniversalTime(), startedAt, speed);
    }

    /// <summary>Virtual seconds in a real one.</summary>
    public double Speed { get; }

    public override TimeZoneInfo LocalTimeZone => _basis.LocalTimeZone;
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _start.AddTicks(GetTimestamp());

    /// <summary>Virtual ticks since <c>start</c>, so that both readings pass alike.</summary>
    public override long GetTimestamp() => (long)(_basis.GetElapsedTime(_startedAt).Ticks * Speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new LinearTimer(this, _basis, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>What the clock under it must pass until that many virtual ticks are over, in whole milliseconds as its timers count them.</summary>
    internal TimeSpan RealOf(long virtualTicks) =>
        TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(virtualTicks / Speed / TimeSpan.TicksPerMillisecond)));
}
