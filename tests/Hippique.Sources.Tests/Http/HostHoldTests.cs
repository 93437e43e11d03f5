using System.Net;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Hippique.Sources.Tests.Recording;
using Hippique.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

/// <summary>A host that sends <c>Retry-After</c> is asked by nobody before that time, and not only by the request that was told so.</summary>
public sealed class HostHoldTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(90);
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly TemporaryFolder _folder = new();
    private readonly FakeWire _wire = new();
    private readonly LinesLogger<PoliteClient> _log = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData((HttpStatusCode)420)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task No_task_of_any_process_asks_the_host_before_its_time(HttpStatusCode status)
    {
        using var client = await HeldAsync(status);
        using var other = Client();
        _wire.Status = HttpStatusCode.OK;

        foreach (var asking in new[] { client, other })
        {
            var error = await RefusedAsync(asking, "https://site.example/other");
            (error.Kind, error.Code, error.IsTransient, error.RetryAfter).ShouldBe(
                (SourceErrorKind.AskedToWait, "asked_to_wait", true, RetryAfter)
            );
        }
        _clock.Advance(TimeSpan.FromSeconds(30));
        (await RefusedAsync(client)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(60));

        _wire.Pages.ShouldBe(1);
        _log.Lines.ShouldHaveSingleItem().ShouldContain("site.example answered " + (int)status + " with Retry-After");
        _clock.Advance(TimeSpan.FromSeconds(60));
        await FoundAsync(client);
        await FoundAsync(other);
    }

    [Fact]
    public async Task Another_host_is_asked_meanwhile()
    {
        using var client = await HeldAsync(HttpStatusCode.TooManyRequests);
        (_wire.Status, _wire.RetryAfter) = (HttpStatusCode.OK, null);

        await FoundAsync(client, "https://other.example/page");
    }

    [Fact]
    public async Task Error_of_another_kind_holds_nobody()
    {
        (_wire.Status, _wire.RetryAfter) = (HttpStatusCode.InternalServerError, RetryAfter);
        using var client = Client();
        (await RefusedAsync(client)).RetryAfter.ShouldBe(RetryAfter);
        _wire.Status = HttpStatusCode.OK;

        await FoundAsync(client);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_a_day()
    {
        (_wire.Status, _wire.RetryAfter) = (HttpStatusCode.TooManyRequests, TimeSpan.FromDays(365));
        using var client = Client();
        await RefusedAsync(client);

        (await RefusedAsync(client)).RetryAfter.ShouldBe(TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task Queue_at_the_host_is_refused_when_its_turn_comes()
    {
        // One request in front of three others, and told to wait while they stand in the queue.
        _wire.Held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (_wire.Status, _wire.RetryAfter) = (HttpStatusCode.TooManyRequests, RetryAfter);
        using var client = Client(perSecond: 1);
        var first = client.GetAsync(Page(), Token);
        // robots.txt, then the page a spacing later.
        while (_wire.Pages == 0)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Steps.BreathAsync();
        }
        var queue = Enumerable.Range(0, 3).Select(_ => client.GetAsync(Page(), Token)).ToList();

        _wire.Held.SetResult();
        await first;
        await _clock.AdvanceUntilAsync(Task.WhenAll(queue), TimeSpan.FromMilliseconds(100));

        foreach (var waiting in queue)
            (await waiting).ShouldBeOfType<SourceAnswer<PoliteAnswer>.Refused>().Error.Kind.ShouldBe(SourceErrorKind.AskedToWait);
        _wire.Pages.ShouldBe(1);
    }

    [Fact]
    public async Task Wait_opens_no_circuit_and_closes_none()
    {
        using var client = await HeldAsync(HttpStatusCode.TooManyRequests);
        for (var request = 0; request < 20; request++)
            (await RefusedAsync(client)).Kind.ShouldBe(SourceErrorKind.AskedToWait);
        (_wire.Status, _wire.RetryAfter) = (HttpStatusCode.InternalServerError, null);
        _clock.Advance(RetryAfter);

        // With robots.txt five were answered, and four of them failed: the twenty that were not sent count for nothing.
        for (var request = 0; request < 3; request++)
            (await RefusedAsync(client)).Kind.ShouldBe(SourceErrorKind.ServerError);
        (await RefusedAsync(client)).Kind.ShouldBe(SourceErrorKind.CircuitOpen);
        (await CountAsync()).CircuitOpenUntil.ShouldBe(_clock.GetUtcNow().AddSeconds(60));
    }

    [Fact]
    public async Task Circuit_that_closes_is_seen_by_other_processes()
    {
        (_wire.Status, _wire.RetryAfter) = (HttpStatusCode.InternalServerError, null);
        using var client = Client();
        for (var request = 0; request < 5; request++)
            await RefusedAsync(client);
        (await CountAsync()).CircuitOpenUntil.ShouldBe(Noon.AddSeconds(60));
        _wire.Status = HttpStatusCode.OK;
        _clock.Advance(TimeSpan.FromSeconds(61));

        await FoundAsync(client);

        (await CountAsync()).CircuitOpenUntil.ShouldBeNull();
    }

    [Fact]
    public async Task Wait_is_recorded_and_replayed_with_the_same_words()
    {
        using var client = await HeldAsync(HttpStatusCode.TooManyRequests);
        _clock.Advance(TimeSpan.FromSeconds(3));
        var live = await RefusedAsync(client);

        using var replayed = new PoliteClient(
            new SourceHttpOptions
            {
                RequestsPerSecond = 1e9,
                Retries = 0,
                MaxRetryAfter = TimeSpan.Zero,
            },
            _clock,
            RealTime.Instance,
            new RecordedPagesHandler(RecordedPages.Load(Path.Combine(_folder.Path, "2026-03-10")), _clock)
        );
        (await RefusedAsync(replayed)).ShouldBe(live);
        live.RetryAfter.ShouldBe(TimeSpan.FromSeconds(87));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Hosts => Path.Combine(_folder.Path, HostCounts.FolderName);

    private static PoliteRequest Page(string address = "https://site.example/page") =>
        new()
        {
            Source = "zeturf",
            Address = new Uri(address),
            // The clock is moved by hand, also while an answer is on its way.
            Timeout = TimeSpan.FromDays(1),
        };

    private PoliteClient Client(double perSecond = 1e9) =>
        new(
            new SourceHttpOptions
            {
                RequestsPerSecond = perSecond,
                Retries = 0,
                SpacingFolder = Hosts,
                Timeouts = new Dictionary<string, TimeSpan> { ["site.example"] = TimeSpan.FromDays(1) },
            },
            _clock,
            RealTime.Instance,
            _wire,
            new UnsentRecorder(new PageArchive(_folder.Store), _clock, NullLogger<UnsentRecorder>.Instance),
            _log,
            _folder.Store
        );

    private async Task<PoliteClient> HeldAsync(HttpStatusCode status)
    {
        (_wire.Status, _wire.RetryAfter) = (status, RetryAfter);
        var client = Client();
        (await RefusedAsync(client)).RetryAfter.ShouldBe(RetryAfter);
        return client;
    }

    private async Task<HostCount> CountAsync() =>
        (await HostCounts.ReadAsync(_folder.Store, new DateOnly(2026, 3, 10), Token)).ShouldHaveSingleItem();

    private static async Task FoundAsync(PoliteClient client, string address = "https://site.example/page") =>
        (await client.GetAsync(Page(address), Token)).ShouldBeOfType<SourceAnswer<PoliteAnswer>.Found>();

    private static async Task<SourceError> RefusedAsync(PoliteClient client, string address = "https://site.example/page") =>
        (await client.GetAsync(Page(address), Token)).ShouldBeOfType<SourceAnswer<PoliteAnswer>.Refused>().Error;
}
