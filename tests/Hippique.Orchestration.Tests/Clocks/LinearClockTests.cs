using CsCheck;
using Hippique.Orchestration.Clocks;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Clocks;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Clocks;

/// <summary>The clock under the linear one is moved by hand, so that nothing here depends on the machine's speed.</summary>
public sealed class LinearClockTests
{
    private static readonly DateTimeOffset Start = new(2031, 5, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;
    private readonly FakeTimeProvider _basis = new();
    private readonly LinearClock _clock;

    public LinearClockTests() => _clock = new LinearClock(Start, _basis.GetTimestamp(), 60, _basis);

    [Fact]
    public void Time_and_timestamps_pass_at_the_given_speed()
    {
        var stamp = _clock.GetTimestamp();
        _basis.Advance(TimeSpan.FromSeconds(10));
        _clock.GetUtcNow().ShouldBe(Start.AddMinutes(10));
        _clock.GetElapsedTime(stamp).ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void A_process_that_begins_later_shows_the_same_time()
    {
        var startedAt = _basis.GetTimestamp();
        _basis.Advance(TimeSpan.FromMinutes(7));
        var later = new LinearClock(Start, startedAt, 60, _basis);
        later.GetUtcNow().ShouldBe(_clock.GetUtcNow());
        _basis.Advance(TimeSpan.FromMilliseconds(1234));
        later.GetUtcNow().ShouldBe(_clock.GetUtcNow());
    }

    [Fact]
    public void A_step_of_the_wall_clock_moves_nothing()
    {
        var basis = new LeapingClock(Start);
        var clock = new LinearClock(Start, basis.GetTimestamp(), 60, basis);
        basis.Advance(TimeSpan.FromSeconds(1));
        basis.Leap = TimeSpan.FromHours(5);
        clock.GetUtcNow().ShouldBe(Start.AddMinutes(1));
        basis.Leap = -TimeSpan.FromHours(5);
        clock.GetUtcNow().ShouldBe(Start.AddMinutes(1));
    }

    [Fact]
    public void A_new_timer_and_a_changed_one_are_scaled_alike()
    {
        var fired = new List<DateTimeOffset>();
        using var timer = _clock.CreateTimer(_ => fired.Add(_clock.GetUtcNow()), null, TimeSpan.FromMinutes(1), Never);
        _basis.Advance(TimeSpan.FromSeconds(1));
        fired.ShouldBe([Start.AddMinutes(1)]);
        timer.Change(TimeSpan.FromMinutes(2), Never).ShouldBeTrue();
        _basis.Advance(TimeSpan.FromSeconds(1.999));
        fired.Count.ShouldBe(1);
        _basis.Advance(TimeSpan.FromSeconds(0.001));
        fired.ShouldBe([Start.AddMinutes(1), Start.AddMinutes(3)]);
    }

    [Fact]
    public void A_periodic_timer_keeps_its_grid_and_leaves_out_what_is_past()
    {
        var fired = new List<DateTimeOffset>();
        using var timer = _clock.CreateTimer(_ => fired.Add(_clock.GetUtcNow()), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
        for (var second = 0; second < 6; second++)
            _basis.Advance(TimeSpan.FromSeconds(1));
        fired.ShouldBe([Start.AddMinutes(1), Start.AddMinutes(3), Start.AddMinutes(5)]);
        timer.Change(Never, Never).ShouldBeTrue();
        _basis.Advance(TimeSpan.FromMinutes(1));
        fired.Count.ShouldBe(3);
    }

    [Fact]
    public void A_timer_under_it_that_fires_early_waits_for_the_rest()
    {
        var early = new EarlyTimers(_basis);
        var clock = new LinearClock(Start, early.GetTimestamp(), 600, early);
        var fired = new List<DateTimeOffset>();
        using var timer = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), null, TimeSpan.FromMinutes(10), Never);
        for (var step = 0; step < 1100; step++)
            _basis.Advance(TimeSpan.FromMilliseconds(1));
        fired.Count.ShouldBe(1);
        fired[0].ShouldBeInRange(Start.AddMinutes(10), Start.AddMinutes(10).AddSeconds(5));
    }

    [Fact]
    public void A_wait_of_months_is_one()
    {
        var clock = new LinearClock(Start, _basis.GetTimestamp(), 1, _basis);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromDays(90), Never);
        for (var day = 0; day < 89; day++)
            _basis.Advance(TimeSpan.FromDays(1));
        fired.ShouldBe(0);
        _basis.Advance(TimeSpan.FromDays(1));
        fired.ShouldBe(1);
    }

    [Fact]
    public async Task A_timer_that_was_disposed_of_does_not_fire_and_cannot_be_changed()
    {
        var fired = 0;
        var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), Never);
        await timer.DisposeAsync();
        timer.Change(TimeSpan.Zero, Never).ShouldBeFalse();
        _basis.Advance(TimeSpan.FromMinutes(1));
        fired.ShouldBe(0);
    }

    [Fact]
    public void No_timer_fires_before_its_virtual_instant()
    {
        var timers = Gen.Select(Gen.Double[1, 3600], Gen.Long[0, TimeSpan.FromDays(1).Ticks].List[1, 8], Gen.Int[1, 5000]);
        timers.Sample(
            (speed, waits, milliseconds) =>
            {
                var basis = new FakeTimeProvider();
                var clock = new LinearClock(Start, basis.GetTimestamp(), speed, basis);
                var early = 0;
                var all = waits
                    .Select(wait =>
                        clock.CreateTimer(
                            _ => early += clock.GetUtcNow() < Start.AddTicks(wait) ? 1 : 0,
                            null,
                            TimeSpan.FromTicks(wait),
                            Never
                        )
                    )
                    .ToList();
                for (var step = 0; step < 50; step++)
                    basis.Advance(TimeSpan.FromMilliseconds(milliseconds));
                all.ForEach(timer => timer.Dispose());
                return early == 0;
            },
            iter: 200
        );
    }

    [Fact]
    public void The_watch_on_the_clock_sees_no_leap()
    {
        var watch = new ClockWatch(_clock);
        for (var second = 0; second < 100; second++)
        {
            _basis.Advance(TimeSpan.FromSeconds(second % 7));
            watch.IsInDoubt.ShouldBeFalse();
        }
        watch.Steps.ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_speed_that_is_none_is_refused(double speed) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new LinearClock(Start, 0, speed, _basis));

    /// <summary>Timers of a machine whose own count is a few milliseconds behind.</summary>
    private sealed class EarlyTimers(TimeProvider inner) : TimeProvider
    {
        private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(4);
        public override long TimestampFrequency => inner.TimestampFrequency;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Early(inner.CreateTimer(callback, state, dueTime, period));

        private sealed class Early(ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime > 2 * Ahead ? dueTime - Ahead : dueTime, period);

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
