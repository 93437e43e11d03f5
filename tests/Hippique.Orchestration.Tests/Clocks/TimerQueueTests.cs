using CsCheck;
using Hippique.Orchestration.Clocks;

namespace Hippique.Orchestration.Tests.Clocks;

public sealed class TimerQueueTests : IDisposable
{
    private readonly ScaledClock _clock = new(DateTimeOffset.UnixEpoch, 1);
    private readonly TimerQueue _queue = new();

    public void Dispose() => _clock.Dispose();

    [Fact]
    public void Empty_queue_has_no_next()
    {
        _queue.Next.ShouldBeNull();
        _queue.AnyOfAWaiter.ShouldBeFalse();
        _queue.TakeDue(long.MaxValue).ShouldBeEmpty();
    }

    [Fact]
    public void Timers_of_one_instant_come_in_the_order_in_which_they_were_set()
    {
        var (one, two, three) = (Timer(), Timer(), Timer());
        _queue.Set(two, 10);
        _queue.Set(one, 5);
        _queue.Set(three, 10);
        _queue.Next.ShouldBeSameAs(one);
        _queue.TakeDue(10).ShouldBe([one, two, three]);
        _queue.Next.ShouldBeNull();
    }

    [Fact]
    public void Timer_that_is_not_due_yet_stays()
    {
        var timer = Timer();
        _queue.Set(timer, 10);
        _queue.TakeDue(9).ShouldBeEmpty();
        _queue.TakeDue(10).ShouldBe([timer]);
    }

    /// <summary>A period keeps to its grid; instants that were passed in one step are not made up for.</summary>
    [Theory]
    [InlineData(10, 17)]
    [InlineData(16, 17)]
    [InlineData(17, 24)]
    [InlineData(100, 101)]
    public void Periodic_timer_is_set_for_the_next_instant_of_its_grid(long now, long next)
    {
        var timer = Timer();
        timer.Period = 7;
        _queue.Set(timer, 10);
        _queue.TakeDue(now).ShouldBe([timer]);
        _queue.Next!.Due.ShouldBe(next);
    }

    [Fact]
    public void Timer_that_was_removed_or_cleared_does_not_come()
    {
        var (one, two) = (Timer(), Timer());
        _queue.Set(one, 1);
        _queue.Set(two, 2);
        _queue.Remove(one);
        _queue.Remove(Timer());
        _queue.Next.ShouldBeSameAs(two);
        _queue.Clear();
        _queue.TakeDue(9).ShouldBeEmpty();
    }

    [Fact]
    public void Timer_of_a_waiter_is_seen_as_long_as_it_is_set()
    {
        var waiter = new ScaledTimer(_clock, static _ => { }, null, ofAWaiter: true);
        _queue.Set(Timer(), 1);
        _queue.AnyOfAWaiter.ShouldBeFalse();
        _queue.Set(waiter, 5);
        _queue.AnyOfAWaiter.ShouldBeTrue();
        _queue.TakeDue(5);
        _queue.AnyOfAWaiter.ShouldBeFalse();
    }

    /// <summary>Whatever is set, timers come by instant, then by the order of setting, each once.</summary>
    [Fact]
    public void Any_timers_come_by_instant_then_by_order() =>
        Gen.Long[0, 20]
            .Array[0, 30]
            .Sample(dues =>
            {
                var queue = new TimerQueue();
                var timers = dues.Select(due => (Timer: Timer(), Due: due)).ToList();
                foreach (var (timer, due) in timers)
                    queue.Set(timer, due);
                var taken = Enumerable.Range(0, 21).SelectMany(now => queue.TakeDue(now)).ToList();
                taken.ShouldBe(timers.OrderBy(entry => entry.Due).Select(entry => entry.Timer));
            });

    private ScaledTimer Timer() => new(_clock, static _ => { }, null, ofAWaiter: false);
}
