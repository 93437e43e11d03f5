using System.Net.ServerSentEvents;
using Hippique.Dashboard.Live;
using Hippique.Orchestration.Events;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Tests.Dashboard;

public sealed class EventFeedTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly EventFeed _feed;

    public EventFeedTests() => _feed = new EventFeed(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Listener_is_greeted_and_hears_what_happens_in_its_order()
    {
        await using var listener = new Listener(_feed, null);
        (await listener.NextAsync()).Data.Kind.ShouldBe("hello");

        Happen(races: 1);
        Happen(races: 2);

        (await listener.NextAsync()).Data.Kind.ShouldBe("day_planned");
        var second = (await listener.NextAsync()).Data;
        (second.Date, second.CorrelationId).ShouldBe((new DateOnly(2025, 11, 2), "plan-20251102"));
    }

    [Fact]
    public async Task What_was_missed_comes_first_after_a_cut()
    {
        string last;
        await using (var cut = new Listener(_feed, null))
        {
            await cut.NextAsync();
            Happen(races: 1);
            last = (await cut.NextAsync()).EventId!;
        }
        Happen(races: 2);
        Happen(races: 3);

        await using var back = new Listener(_feed, last);

        (await back.NextAsync()).Data.Kind.ShouldBe("hello");
        (await back.NextAsync()).Data.Date.ShouldBe(new DateOnly(2025, 11, 2));
        (await back.NextAsync()).Data.Date.ShouldBe(new DateOnly(2025, 11, 3));
    }

    [Theory]
    [InlineData("another-7")]
    [InlineData("no id")]
    [InlineData("-")]
    public async Task After_an_id_that_is_not_known_the_listener_is_told_that_something_may_be_missing(string last)
    {
        Happen(races: 1);

        await using var listener = new Listener(_feed, last);

        (await listener.NextAsync()).Data.Kind.ShouldBe("reset");
    }

    [Fact]
    public async Task After_more_than_is_kept_too()
    {
        string first;
        await using (var cut = new Listener(_feed, null))
            first = (await cut.NextAsync()).EventId!;
        for (var day = 0; day < 300; day++)
            Happen(races: 1);

        await using var late = new Listener(_feed, first);

        (await late.NextAsync()).Data.Kind.ShouldBe("reset");
    }

    [Fact]
    public async Task While_nothing_happens_there_is_a_pulse()
    {
        await using var listener = new Listener(_feed, null);
        await listener.NextAsync();
        var next = listener.NextAsync().AsTask();

        while (!next.IsCompleted)
        {
            _clock.Advance(EventFeed.Pulse);
            await Task.Yield();
        }

        (await next).Data.Kind.ShouldBe("pulse");
    }

    [Fact]
    public async Task Listener_that_does_not_read_delays_nobody_and_misses_the_oldest()
    {
        await using var slow = new Listener(_feed, null);
        await slow.NextAsync();
        await using var quick = new Listener(_feed, null);
        await quick.NextAsync();
        for (var day = 1; day <= 200; day++)
        {
            Happen(races: day);
            (await quick.NextAsync()).Data.Date.ShouldBe(Day(day));
        }

        (await slow.NextAsync()).Data.Date.ShouldBe(Day(200 - 63));
    }

    [Fact]
    public async Task Listener_that_has_gone_is_forgotten()
    {
        await using (var gone = new Listener(_feed, null))
        {
            await gone.NextAsync();
            _feed.Listeners.ShouldBe(1);
        }

        _feed.Listeners.ShouldBe(0);
    }

    private static DateOnly Day(int number) => new DateOnly(2025, 10, 31).AddDays(number);

    private void Happen(int races) => _feed.Heard(new HippiqueEvent.DayPlanned(Day(races), races, 0));

    /// <summary>One connection.</summary>
    private sealed class Listener(EventFeed feed, string? last) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        private IAsyncEnumerator<SseItem<LiveEvent>>? _events;

        public async ValueTask<SseItem<LiveEvent>> NextAsync()
        {
            _events ??= feed.ListenAsync(last, _end.Token).GetAsyncEnumerator(_end.Token);
            (await _events.MoveNextAsync()).ShouldBeTrue();
            return _events.Current;
        }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            if (_events is not null)
                await _events.DisposeAsync();
            _end.Dispose();
        }
    }
}
