namespace Hippique.Orchestration.Replay;

/// <summary>A clock that stands where it is put. Each event's time is set before its handler runs; handlers cannot tell it from a real one.</summary>
public sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    /// <summary>Moves the clock on; an instant that has passed leaves it where it is.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        if (instant.UtcTicks > Interlocked.Read(ref _ticks))
            Interlocked.Exchange(ref _ticks, instant.UtcTicks);
    }
}
