using System.Collections.Concurrent;
using Hippique.Orchestration.Clocks;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Clocks;

/// <summary>The clock under the scaled one is moved by hand, so that nothing here depends on the machine's speed.</summary>
public sealed class ScaledClockTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2031, 5, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _basis = new();
    private readonly ScaledClock _clock;

    public ScaledClockTests() => _clock = new ScaledClock(Start, 60, TimeSpan.FromHours(1), _basis);

    public void Dispose() => _clock.Dispose();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void Time_and_timestamps_run_at_the_given_speed()
    {
        var stamp = _clock.GetTimestamp();
        _basis.Advance(TimeSpan.FromSeconds(10));
        _clock.GetUtcNow().ShouldBe(Start.AddMinutes(10));
        _clock.GetElapsedTime(stamp).ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task A_new_timer_and_a_changed_one_are_scaled_alike()
    {
        var first = new TaskCompletionSource<DateTimeOffset>();
        var second = new TaskCompletionSource<DateTimeOffset>();
        var fired = 0;
        await using var timer = _clock.CreateTimer(
            _ => (fired++ == 0 ? first : second).SetResult(_clock.GetUtcNow()),
            null,
            Minute,
            Timeout.InfiniteTimeSpan
        );
        Advance(seconds: 1);
        (await first.Task.WaitAsync(Cancelled)).ShouldBe(Start.AddMinutes(1));
        timer.Change(2 * Minute, Timeout.InfiniteTimeSpan).ShouldBeTrue();
        Advance(seconds: 2);
        (await second.Task.WaitAsync(Cancelled)).ShouldBe(Start.AddMinutes(3));
    }

    [Fact]
    public async Task Timers_fire_in_the_order_of_their_instants_while_the_clock_shows_them()
    {
        var seen = new ConcurrentQueue<(int Minutes, DateTimeOffset Shown)>();
        using var all = new CountdownEvent(3);
        var timers = new[] { 30, 10, 20 }.Select(minutes =>
            _clock.CreateTimer(
                _ =>
                {
                    seen.Enqueue((minutes, _clock.GetUtcNow()));
                    all.Signal();
                },
                null,
                minutes * Minute,
                Timeout.InfiniteTimeSpan
            )
        );
        var kept = timers.ToList();
        for (var i = 0; i < 4; i++)
            Advance(seconds: 10);
        await Task.Run(() => all.Wait(Cancelled), Cancelled);
        seen.ShouldBe([(10, Start.AddMinutes(10)), (20, Start.AddMinutes(20)), (30, Start.AddMinutes(30))]);
        kept.Count.ShouldBe(3);
    }

    [Fact]
    public void It_stands_still_until_the_last_work_ends()
    {
        var outer = _clock.Work();
        var inner = _clock.Work();
        _basis.Advance(TimeSpan.FromSeconds(5));
        outer.Dispose();
        outer.Dispose();
        _basis.Advance(TimeSpan.FromSeconds(5));
        _clock.GetUtcNow().ShouldBe(Start);
        inner.Dispose();
        _basis.Advance(TimeSpan.FromSeconds(5));
        _clock.GetUtcNow().ShouldBe(Start.AddMinutes(5));
    }

    [Fact]
    public async Task It_jumps_to_the_next_timer_while_all_work_waits_for_a_limiter()
    {
        using var one = _clock.Work();
        using var two = _clock.Work();
        using var waits = _clock.LimiterWait();
        var delay = Task.Delay(Minute, _clock, Cancelled);
        delay.IsCompleted.ShouldBeFalse();
        _clock.GetUtcNow().ShouldBe(Start);
        using var alsoWaits = _clock.LimiterWait();
        Advance(seconds: 0.001);
        await delay.WaitAsync(Cancelled);
        _clock.GetUtcNow().ShouldBe(Start.AddMinutes(1));
    }

    [Fact]
    public async Task It_does_not_jump_past_a_waiter_that_has_not_set_its_timer_yet()
    {
        using var work = _clock.Work();
        var far = Task.Delay(60 * Minute, _clock, Cancelled);
        using var waits = _clock.LimiterWait();

        Advance(seconds: 5);
        _clock.GetUtcNow().ShouldBe(Start);
        var token = Task.Delay(Minute, _clock, Cancelled);
        Advance(seconds: 0.001);
        await token.WaitAsync(Cancelled);

        far.IsCompleted.ShouldBeFalse();
        _clock.GetUtcNow().ShouldBe(Start.AddMinutes(1));
    }

    [Fact]
    public async Task A_limiter_wait_that_ends_stops_the_jumps()
    {
        using var work = _clock.Work();
        var late = Task.Delay(10 * Minute, _clock, Cancelled);
        using (_clock.LimiterWait())
        {
            var token = Task.Delay(Minute, _clock, Cancelled);
            Advance(seconds: 0.001);
            await token;
        }
        _basis.Advance(TimeSpan.FromHours(1));
        late.IsCompleted.ShouldBeFalse();
        _clock.GetUtcNow().ShouldBe(Start.AddMinutes(1));
    }

    [Fact]
    public async Task A_period_keeps_to_its_grid()
    {
        using var shown = new BlockingCollection<DateTimeOffset>();
        await using var timer = _clock.CreateTimer(_ => shown.Add(_clock.GetUtcNow(), Cancelled), null, Minute, 2 * Minute);
        for (var i = 0; i < 4; i++)
        {
            Advance(seconds: i == 0 ? 1 : 2);
            shown.Take(Cancelled).ShouldBe(Start.AddMinutes(1 + 2 * i));
        }
    }

    [Fact]
    public void A_disposed_timer_never_fires_and_cannot_be_set()
    {
        var timer = _clock.CreateTimer(_ => throw new InvalidOperationException("fired"), null, Minute, Minute);
        timer.Dispose();
        _basis.Advance(TimeSpan.FromHours(1));
        timer.Change(Minute, Minute).ShouldBeFalse();
    }

    [Fact]
    public void A_stall_of_the_machine_moves_it_by_no_more_than_one_step()
    {
        using var clock = new ScaledClock(Start, 1000, TimeSpan.FromSeconds(10), new StalledProvider(TimeSpan.FromMinutes(1)));
        clock.GetUtcNow().ShouldBeLessThanOrEqualTo(Start.AddSeconds(20));
    }

    [Fact]
    public async Task Thousands_of_timers_set_from_many_threads_all_fire()
    {
        using var clock = new ScaledClock(Start, 1_000_000);
        var delays = Enumerable
            .Range(0, 8)
            .Select(thread =>
                Task.Run(
                    async () =>
                    {
                        for (var i = 0; i < 300; i++)
                        {
                            using (clock.Work())
                                clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(Start);
                            await Task.Delay(TimeSpan.FromSeconds(1 + (i * 7 + thread) % 13), clock, Cancelled);
                        }
                    },
                    Cancelled
                )
            );
        await Task.WhenAll(delays).WaitAsync(Cancelled);
        clock.GetUtcNow().ShouldBeGreaterThan(Start.AddSeconds(300));
    }

    // While a callback is under way the clock stands still, whatever the one under it does.
    private void Advance(double seconds)
    {
        _basis.Advance(TimeSpan.FromSeconds(seconds));
        SpinWait.SpinUntil(() => _clock.IsSettled);
    }

    /// <summary>Every look at it is a minute after the one before.</summary>
    private sealed class StalledProvider(TimeSpan step) : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _now, step.Ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
