using Hippique.Sources.Http;
using Hippique.Sources.Tests.Recording;
using Hippique.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

/// <summary>
/// When requests leave, by a clock that stands but where the test moves it: what a busy machine does to a request on its way is here a wait of known length before it. The
/// same at a site and by the machine's clocks is measured by <c>bench/wire rates</c>.
/// </summary>
public sealed class RequestStartTests : IDisposable
{
    /// <summary>The clock is moved while a busy machine may not have come to an answer yet.</summary>
    private static readonly TimeSpan Ample = TimeSpan.FromDays(1);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 10, 11, 0, 0, TimeSpan.Zero));
    private readonly TemporaryFolder _folder = new();
    private readonly FakeWire _wire;

    public RequestStartTests() => _wire = new FakeWire { Clock = _clock };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1, 1000)]
    [InlineData(1, 3, 1000)]
    [InlineData(50, 1, 20)]
    [InlineData(50, 3, 20)]
    public async Task Hundred_phases_start_no_two_requests_closer_than_the_limit_whatever_their_connections_take(
        double perSecond,
        int processes,
        double milliseconds
    )
    {
        // Nothing, up to three times the distance: connections overtake each other.
        var turn = 0;
        _wire.Connecting = () => Task.Delay(TimeSpan.FromMilliseconds(Interlocked.Increment(ref turn) * 7 % 13 / 4 * milliseconds), _clock);
        // Clients with nothing in common but the folder, as processes are.
        var clients = Enumerable.Range(0, processes).Select(_ => Client(perSecond)).ToList();

        var asking = Task.WhenAll(Enumerable.Range(0, 100).Select(phase => clients[phase % processes].GetAsync(Page(phase), Token)));
        await _clock.AdvanceUntilAsync(asking, TimeSpan.FromMilliseconds(milliseconds / 4));

        (await asking).ShouldAllBe(answer => answer is SourceAnswer<PoliteAnswer>.Found);
        var starts = _wire.Starts.ToList();
        // Each process asks for robots.txt too.
        starts.Count.ShouldBe(100 + processes);
        starts.Zip(starts.Skip(1), _clock.GetElapsedTime).Min().ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(milliseconds));
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Request_that_finds_no_connection_does_not_hold_up_the_others_and_keeps_the_distance_when_it_comes()
    {
        using var client = Client(1);
        await _clock.AdvanceUntilAsync(client.GetAsync(Page(0), Token), TimeSpan.FromMilliseconds(250));
        var connection = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _wire.Connecting = () => connection.Task;
        var stuck = client.GetAsync(Page(1), Token);
        // robots.txt, the page before, and this one.
        await _clock.AdvanceUntilAsync(BeganAsync(3), TimeSpan.FromMilliseconds(250));
        _wire.Connecting = null;

        await _clock.AdvanceUntilAsync(client.GetAsync(Page(2), Token), TimeSpan.FromMilliseconds(250));
        connection.SetResult();
        await _clock.AdvanceUntilAsync(stuck, TimeSpan.FromMilliseconds(250));

        (await stuck).ShouldBeOfType<SourceAnswer<PoliteAnswer>.Found>();
        var starts = _wire.Starts.ToList();
        starts.Count.ShouldBe(4);
        starts.Zip(starts.Skip(1), _clock.GetElapsedTime).Min().ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Over_sockets_no_byte_of_the_next_request_comes_before_its_time()
    {
        await using var site = new LoopbackSite();
        site.Answers("*", 200, "page");
        using var client = new PoliteClient(new SourceHttpOptions { RequestsPerSecond = 1 }, _clock, RealTime.Instance);
        var asking = Task.WhenAll(
            Enumerable.Range(0, 3).Select(page => client.GetAsync(Page(page) with { Address = new Uri(site.Address, $"/{page}") }, Token))
        );

        // robots.txt, and each page a good second after what came before it.
        for (var seen = 1; seen <= 4; seen++)
        {
            while (site.Requests.Count < seen)
                await Steps.BreathAsync();
            // On the standing clock: time enough for a request that did not wait, and none too little for one that does.
            for (var breath = 0; breath < 20; breath++)
                await Steps.BreathAsync();
            site.Requests.Count.ShouldBe(seen);
            _clock.Advance(TimeSpan.FromSeconds(1.011));
        }
        (await asking).ShouldAllBe(answer => answer is SourceAnswer<PoliteAnswer>.Found);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static PoliteRequest Page(int number) =>
        new()
        {
            Source = "zeturf",
            Address = new Uri($"https://site.example/{number}"),
            Timeout = Ample,
        };

    private PoliteClient Client(double perSecond) =>
        new(
            new SourceHttpOptions
            {
                RequestsPerSecond = perSecond,
                SpacingFolder = Path.Combine(_folder.Path, HostCounts.FolderName),
                Timeouts = new Dictionary<string, TimeSpan> { ["site.example"] = Ample },
            },
            _clock,
            RealTime.Instance,
            _wire,
            store: _folder.Store
        );

    private async Task BeganAsync(int requests)
    {
        while (_wire.Began < requests)
            await Steps.BreathAsync();
    }
}
