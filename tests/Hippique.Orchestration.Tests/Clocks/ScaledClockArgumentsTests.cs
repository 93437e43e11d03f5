using Hippique.Orchestration.Clocks;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Clocks;

/// <summary>What the clock accepts, and how it ends.</summary>
public sealed class ScaledClockArgumentsTests
{
    private static readonly DateTimeOffset Start = new(2031, 5, 4, 11, 0, 0, TimeSpan.FromHours(2));
    private readonly FakeTimeProvider _basis = new();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Speed_is_above_zero(double speed)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new ScaledClock(Start, speed, basis: _basis));
        using var clock = Clock();
        Should.Throw<ArgumentOutOfRangeException>(() => clock.Speed = speed);
        clock.Speed.ShouldBe(60);
    }

    [Fact]
    public void It_shows_its_start_in_utc()
    {
        using var clock = Clock();
        clock.GetUtcNow().ShouldBe(Start);
        clock.GetUtcNow().Offset.ShouldBe(TimeSpan.Zero);
        clock.GetTimestamp().ShouldBe(0);
        clock.TimestampFrequency.ShouldBe(TimeSpan.TicksPerSecond);
        clock.LocalTimeZone.ShouldBe(_basis.LocalTimeZone);
    }

    [Fact]
    public void A_changed_speed_counts_from_then_on()
    {
        using var clock = Clock();
        _basis.Advance(TimeSpan.FromSeconds(1));
        clock.Speed = 1;
        _basis.Advance(TimeSpan.FromSeconds(1));
        clock.GetUtcNow().ShouldBe(Start.AddSeconds(61));
    }

    /// <summary>The most that it moves between two readings: ten real milliseconds at its speed, and at least a second.</summary>
    [Theory]
    [InlineData(60, 1)]
    [InlineData(1000, 10)]
    public void Without_a_step_it_moves_by_ten_milliseconds_worth(double speed, double seconds)
    {
        var stalled = new StalledProvider();
        using var clock = new ScaledClock(Start, speed, basis: stalled);
        stalled.Pass(TimeSpan.FromHours(1));
        clock.GetUtcNow().ShouldBe(Start.AddSeconds(seconds));
    }

    [Fact]
    public void A_timer_without_a_callback_or_with_a_negative_time_is_refused()
    {
        using var clock = Clock();
        Should.Throw<ArgumentNullException>(() => clock.CreateTimer(null!, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(-1), Timeout.InfiniteTimeSpan)
        );
        using var timer = clock.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Should.Throw<ArgumentOutOfRangeException>(() => timer.Change(TimeSpan.Zero, TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public void A_timer_that_is_not_set_does_not_fire()
    {
        var clock = Clock();
        var fired = 0;
        using var timer = clock.CreateTimer(_ => Interlocked.Increment(ref fired), null, Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(1));
        _basis.Advance(TimeSpan.FromMinutes(1));
        clock.Dispose();
        fired.ShouldBe(0);
    }

    [Fact]
    public async Task After_its_end_no_timer_fires_and_none_can_be_added()
    {
        var clock = Clock();
        var fired = 0;
        await using var before = clock.CreateTimer(
            _ => Interlocked.Increment(ref fired),
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan
        );
        clock.Dispose();
        await using var after = clock.CreateTimer(_ => Interlocked.Increment(ref fired), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        _basis.Advance(TimeSpan.FromMinutes(1));
        clock.IsSettled.ShouldBeTrue();
        fired.ShouldBe(0);
    }

    [Fact]
    public void A_scope_ends_once()
    {
        var ended = 0;
        var scope = new ClockScope(() => ended++);
        scope.Dispose();
        scope.Dispose();
        ended.ShouldBe(1);
    }

    /// <summary>A timer that is disposed of after it fell due and before its callback ran does not call.</summary>
    [Fact]
    public void A_timer_that_is_disposed_of_does_not_call()
    {
        using var clock = Clock();
        var calls = new List<object?>();
        var timer = new ScaledTimer(clock, calls.Add, "state", ofAWaiter: false);
        timer.Invoke();
        timer.Dispose();
        timer.Invoke();
        calls.ShouldBe(["state"]);
        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan).ShouldBeFalse();
    }

    private ScaledClock Clock() => new(Start, 60, TimeSpan.FromHours(1), _basis);

    /// <summary>Passes by hand and fires no timer: a machine that did nothing for a while.</summary>
    private sealed class StalledProvider : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => _now += time.Ticks;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new FakeTimeProvider().CreateTimer(callback, state, dueTime, period);
    }
}
