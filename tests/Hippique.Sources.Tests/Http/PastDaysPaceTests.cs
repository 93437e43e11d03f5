using Hippique.Sources.Http;
using Hippique.Sources.Tests.Recording;
using Hippique.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

/// <summary>Requests for past days: a count of their own, and behind everybody else, of this process or another.</summary>
public sealed class PastDaysPaceTests : IDisposable
{
    private const double Distance = 1.01;
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly WaitCount _waits = new();
    private readonly TemporaryFolder _folder = new();
    private readonly FakeWire _wire;

    public PastDaysPaceTests() => _wire = new FakeWire { Clock = _clock };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task They_start_three_distances_apart_robots_txt_among_them()
    {
        using var client = Client();
        for (var request = 0; request < 3; request++)
            await FoundAsync(client, RequestUrgency.PastDays);

        Gaps().Count.ShouldBe(3);
        Gaps().ShouldAllBe(gap => gap >= 3 * Distance);
    }

    [Fact]
    public async Task They_leave_it_to_what_another_process_asked_and_that_process_leaves_one_to_them()
    {
        using var live = Client();
        using var past = Client();
        await FoundAsync(live, RequestUrgency.Usual);
        await FoundAsync(past, RequestUrgency.PastDays);
        // No more time than this passes, however long the test takes.
        await FoundAsync(live, RequestUrgency.H5, most: Distance + 0.1);

        // Two are for robots.txt of the two processes.
        var gaps = Gaps();
        gaps.Count.ShouldBe(4);
        gaps[1].ShouldBeGreaterThanOrEqualTo(3 * Distance);
        gaps[2].ShouldBeGreaterThanOrEqualTo(3 * Distance);
        gaps[3].ShouldBeInRange(Distance, Distance + 0.1);
    }

    [Fact]
    public async Task What_they_spend_is_theirs_alone()
    {
        using var client = Client(most: 100, past: 3);
        await FoundAsync(client, RequestUrgency.PastDays);
        await FoundAsync(client, RequestUrgency.PastDays);
        var spent = await RefusedAsync(client, RequestUrgency.PastDays);

        spent.Kind.ShouldBe(SourceErrorKind.BudgetSpent);
        spent.Missing.ToString().ShouldContain("BACKFILL_REQUESTS_PER_DAY");
        await FoundAsync(client, RequestUrgency.Usual);
        var count = (await HostCounts.ReadAsync(_folder.Store, new DateOnly(2026, 3, 10), Token)).ShouldHaveSingleItem();
        (count.Requests, count.PastDayRequests).ShouldBe((1, 3));
    }

    [Fact]
    public async Task A_day_that_is_spent_for_looks_is_not_for_them_and_begins_anew_at_four()
    {
        using var client = Client(most: 2, past: 1);
        await FoundAsync(client, RequestUrgency.Usual);
        await RefusedAsync(client, RequestUrgency.Usual);
        await FoundAsync(client, RequestUrgency.PastDays);
        await RefusedAsync(client, RequestUrgency.PastDays);

        _clock.SetUtcNow(new DateTimeOffset(2026, 3, 11, 3, 0, 0, TimeSpan.Zero));
        await FoundAsync(client, RequestUrgency.PastDays);
    }

    [Fact]
    public async Task A_start_in_the_future_was_noted_by_a_clock_that_was_ahead()
    {
        using (var ahead = Client())
        {
            _clock.Advance(TimeSpan.FromHours(2));
            await FoundAsync(ahead, RequestUrgency.Usual);
        }
        var back = new FakeTimeProvider(Noon);
        using var client = Client(clock: back);
        var asking = client.GetAsync(Page(RequestUrgency.PastDays), Token);

        (await PassAsync(back, asking, most: 8 * Distance)).ShouldBeOfType<SourceAnswer<PoliteAnswer>.Found>();
    }

    private static PoliteRequest Page(RequestUrgency urgency) =>
        new()
        {
            Source = "pmu",
            Address = new Uri("https://site.example/page"),
            Urgency = new Urgency(urgency),
        };

    private PoliteClient Client(int most = 2000, int past = 1500, FakeTimeProvider? clock = null) =>
        new(
            new SourceHttpOptions
            {
                Retries = 0,
                RequestsPerDay = most,
                PastDayRequestsPerDay = past,
                SpacingFolder = Path.Combine(_folder.Path, HostCounts.FolderName),
            },
            clock ?? _clock,
            _waits,
            _wire,
            store: _folder.Store
        );

    private List<double> Gaps() =>
        [.. _wire.Starts.Zip(_wire.Starts.Skip(1)).Select(pair => _clock.GetElapsedTime(pair.First, pair.Second).TotalSeconds)];

    private async Task FoundAsync(PoliteClient client, RequestUrgency urgency, double most = 3600) =>
        (await AnswerAsync(client, urgency, most)).ShouldBeOfType<SourceAnswer<PoliteAnswer>.Found>();

    private async Task<SourceError> RefusedAsync(PoliteClient client, RequestUrgency urgency) =>
        (await AnswerAsync(client, urgency, 3600)).ShouldBeOfType<SourceAnswer<PoliteAnswer>.Refused>().Error;

    private Task<SourceAnswer<PoliteAnswer>> AnswerAsync(PoliteClient client, RequestUrgency urgency, double most) =>
        PassAsync(_clock, client.GetAsync(Page(urgency), Token), most);

    /// <summary>Time passes while the client waits for its host, and at no other moment: no request can take too long.</summary>
    private Task<T> PassAsync<T>(FakeTimeProvider clock, Task<T> asking, double most)
    {
        var end = clock.GetUtcNow().AddSeconds(most);
        return BoundedWait.EndAsync(
            asking,
            () =>
            {
                if (_waits.Any && clock.GetUtcNow() < end)
                    clock.Advance(TimeSpan.FromMilliseconds(50));
            }
        );
    }

    private sealed class WaitCount : IClockActivity
    {
        private int _waiting;

        public bool Any => Volatile.Read(ref _waiting) > 0;

        public IDisposable Work() => new Wait(() => { });

        public IDisposable LimiterWait()
        {
            Interlocked.Increment(ref _waiting);
            return new Wait(() => Interlocked.Decrement(ref _waiting));
        }

        private sealed class Wait(Action ended) : IDisposable
        {
            public void Dispose() => ended();
        }
    }
}
