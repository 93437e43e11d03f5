using Microsoft.Extensions.Time.Testing;

namespace Hippique.Testing.Clocks;

/// <summary>A clock that only the test moves, and that can be set apart from the time that passes, as a machine's clock can.</summary>
public class LeapingClock(DateTimeOffset now) : FakeTimeProvider(now)
{
    private long _leap;

    /// <summary>How far the clock is from the time that passes. Timers and time stamps know nothing of it.</summary>
    public TimeSpan Leap
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _leap));
        set => Interlocked.Exchange(ref _leap, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Leap;

    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;
}
