using Hippique.Sources.Http;
using Hippique.Testing.Clocks;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

public sealed class HostLimiterTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task TakeAsync_HundredCallers_StartASecondApartInTheOrderTheyCame()
    {
        var clock = new FakeTimeProvider();
        var limiter = new HostLimiter(Second, clock);
        var starts = new List<(int Caller, DateTimeOffset At)>();
        var callers = Enumerable.Range(0, 100).Select(caller => StartAsync(limiter, clock, starts, caller)).ToArray();

        await clock.AdvanceUntilAsync(Task.WhenAll(callers), Step);

        starts.Select(start => start.Caller).ShouldBe(Enumerable.Range(0, 100));
        starts.Zip(starts.Skip(1), (a, b) => b.At - a.At).ShouldAllBe(gap => gap >= Second);
    }

    [Fact]
    public async Task TakeAsync_FirstCaller_DoesNotWait()
    {
        var limiter = new HostLimiter(Second, new FakeTimeProvider());

        using var turn = await limiter.TakeAsync(Usual, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task TakeAsync_CallerThatGaveUp_CostsTheOthersNothing()
    {
        var clock = new FakeTimeProvider();
        var limiter = new HostLimiter(Second, clock);
        var starts = new List<(int, DateTimeOffset)>();
        await StartAsync(limiter, clock, starts, 0);
        using var giveUp = new CancellationTokenSource();
        var second = limiter.TakeAsync(Usual, TestContext.Current.CancellationToken);
        var third = limiter.TakeAsync(Usual, giveUp.Token);
        var fourth = limiter.TakeAsync(Usual, TestContext.Current.CancellationToken);

        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(third);
        await clock.AdvanceUntilAsync(second, Step);
        var turn = await second;
        await SendAsync(limiter);
        turn.Dispose();
        fourth.IsCompleted.ShouldBeFalse();
        await clock.AdvanceUntilAsync(fourth, Step);
        (await fourth).Dispose();
    }

    [Fact]
    public async Task TakeAsync_HeadOfTheQueueGivesUp_TheNextOneComes()
    {
        var clock = new FakeTimeProvider();
        var limiter = new HostLimiter(Second, clock);
        await StartAsync(limiter, clock, [], 0);
        using var giveUp = new CancellationTokenSource();
        var head = limiter.TakeAsync(Usual, giveUp.Token);
        var next = limiter.TakeAsync(Usual, TestContext.Current.CancellationToken);

        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(head);
        await clock.AdvanceUntilAsync(next, Step);
        (await next).Dispose();
    }

    [Fact]
    public async Task TakeAsync_WallClockSteppedBack_WaitsNoLonger()
    {
        // The fake clock's timestamps follow its time, so a clock of its own steps the wall back.
        var clock = new SteppedClock();
        var limiter = new HostLimiter(Second, clock);
        await StartAsync(limiter, clock, [], 0);
        clock.Wall = TimeSpan.FromHours(-1);

        var next = limiter.TakeAsync(Usual, TestContext.Current.CancellationToken);
        await clock.Steady.AdvanceUntilAsync(next, Step);

        (await next).Dispose();
    }

    private static async Task StartAsync(
        HostLimiter limiter,
        TimeProvider clock,
        List<(int, DateTimeOffset)> starts,
        int caller,
        Urgency? urgency = null
    )
    {
        using var turn = await limiter.TakeAsync(urgency ?? Usual, TestContext.Current.CancellationToken);
        await SendAsync(limiter);
        starts.Add((caller, clock.GetUtcNow()));
    }

    [Fact]
    public async Task TakeAsync_H5ThatComesLast_GoesBeforeH30BeforeTheRestInTheSpacing()
    {
        var clock = new CountedClock(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));
        var limiter = new HostLimiter(Second, clock);
        var starts = new List<(int Caller, DateTimeOffset At)>();
        RequestUrgency[] asked =
        [
            RequestUrgency.Usual,
            RequestUrgency.Usual,
            RequestUrgency.Usual,
            RequestUrgency.H30,
            RequestUrgency.Usual,
            RequestUrgency.H30,
            RequestUrgency.H5,
            RequestUrgency.H5,
        ];
        // The first starts at once, so that the second has its turn and waits for the distance when the others come.
        var callers = asked.Select((level, caller) => StartAsync(limiter, clock, starts, caller, new Urgency(level))).ToArray();

        await clock.AdvanceUntilAsync(Task.WhenAll(callers), Step);

        starts.Select(start => start.Caller).ShouldBe([0, 6, 7, 3, 5, 1, 2, 4]);
        starts.Zip(starts.Skip(1), (a, b) => b.At - a.At).ShouldAllBe(gap => gap >= Second && gap < Second + 4 * Step);
    }

    [Fact]
    public async Task TakeAsync_UrgencyRaisedWhileItWaits_CountsAsItThenIs()
    {
        var clock = new FakeTimeProvider();
        var limiter = new HostLimiter(Second, clock);
        var starts = new List<(int Caller, DateTimeOffset At)>();
        var programme = new Urgency(RequestUrgency.Usual);
        Urgency[] asked = [Usual, new(RequestUrgency.H30), new(RequestUrgency.H30), programme];
        var callers = asked.Select((urgency, caller) => StartAsync(limiter, clock, starts, caller, urgency)).ToArray();

        programme.Raise(RequestUrgency.H5);
        programme.Raise(RequestUrgency.H30);
        await clock.AdvanceUntilAsync(Task.WhenAll(callers), Step);

        starts.Select(start => start.Caller).ShouldBe([0, 3, 1, 2]);
    }

    [Fact]
    public async Task TakeAsync_OvertakenOneGivesUp_TheOthersGoOn()
    {
        var clock = new FakeTimeProvider();
        var limiter = new HostLimiter(Second, clock);
        await StartAsync(limiter, clock, [], 0);
        using var giveUp = new CancellationTokenSource();
        var overtaken = limiter.TakeAsync(Usual, giveUp.Token);
        var urgent = limiter.TakeAsync(new Urgency(RequestUrgency.H5), TestContext.Current.CancellationToken);
        var last = limiter.TakeAsync(Usual, TestContext.Current.CancellationToken);
        await clock.AdvanceUntilAsync(urgent, Step);

        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(overtaken);
        last.IsCompleted.ShouldBeFalse();
        (await urgent).Dispose();
        await clock.AdvanceUntilAsync(last, Step);
        (await last).Dispose();
    }

    private static Urgency Usual => new(RequestUrgency.Usual);

    private static async Task SendAsync(HostLimiter limiter)
    {
        using var start = await limiter.StartAsync(Usual, TestContext.Current.CancellationToken);
        start.Sent();
    }

    private sealed class SteppedClock : TimeProvider
    {
        public FakeTimeProvider Steady { get; } = new();
        public TimeSpan Wall { get; set; }
        public override long TimestampFrequency => Steady.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => Steady.GetUtcNow() + Wall;

        public override long GetTimestamp() => Steady.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            Steady.CreateTimer(callback, state, dueTime, period);
    }
}
