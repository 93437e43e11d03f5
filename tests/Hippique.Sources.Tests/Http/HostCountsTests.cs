using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Sources.Http;
using Hippique.Sources.Storage;
using Hippique.Sources.Tests.Storage;
using Hippique.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

/// <summary>What processes of one installation know together about a host, and what a restart finds.</summary>
public sealed class HostCountsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 10);
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly ArtifactSourceStore _store = new(new MemoryArtifactStore());
    private readonly LinesLogger<PoliteClient> _log = new();

    [Fact]
    public async Task Requests_of_two_processes_add_up_and_outlive_both()
    {
        HostLedger[] processes = [Ledger(), Ledger()];
        for (var request = 0; request < 6; request++)
            await processes[request % 2].CountAsync(RequestUrgency.Usual, Token);

        (await processes[0].TodayAsync(Token)).Requests.ShouldBe(6);
        (await Ledger().TodayAsync(Token)).Requests.ShouldBe(6);
    }

    [Fact]
    public async Task Two_processes_that_count_at_once_lose_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("hippique-test-").FullName;
        using DiskArtifactStore one = new(folder, durable: false),
            other = new(folder, durable: false);
        HostLedger[] processes = [Ledger(new ArtifactSourceStore(one)), Ledger(new ArtifactSourceStore(other))];

        await Task.WhenAll(
            Enumerable.Range(0, 40).Select(request => Task.Run(() => processes[request % 2].CountAsync(RequestUrgency.Usual, Token)))
        );

        (await Ledger(new ArtifactSourceStore(one)).TodayAsync(Token)).Requests.ShouldBe(40);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Hold_outlives_the_day_and_the_count_does_not()
    {
        var until = Noon.AddDays(1);
        await Ledger().CountAsync(RequestUrgency.Usual, Token);
        await Ledger().ChangeAsync(count => count with { HeldUntil = until }, Token);
        // 3:59 in Paris, the last minute of the programme day, and 4:00.
        _clock.SetUtcNow(new DateTimeOffset(2026, 3, 11, 2, 59, 0, TimeSpan.Zero));
        (await Ledger().TodayAsync(Token)).Requests.ShouldBe(1);
        _clock.SetUtcNow(new DateTimeOffset(2026, 3, 11, 3, 0, 0, TimeSpan.Zero));

        var next = await Ledger().TodayAsync(Token);

        (next.Day, next.Requests, next.HeldUntil).ShouldBe((Today.AddDays(1), 0, until));
    }

    [Fact]
    public async Task File_has_the_names_that_are_documented()
    {
        await Ledger().CountAsync(RequestUrgency.Usual, Token);
        await Ledger().ChangeAsync(count => count with { HeldUntil = Noon.AddMinutes(1), CircuitOpenUntil = Noon.AddMinutes(2) }, Token);

        Encoding
            .UTF8.GetString((await _store.GetAsync("hosts/site.example_8080.json", Token))!.Value.Span)
            .ShouldBe(
                """{"host":"site.example:8080","day":"2026-03-10","requests":1,"last_start":"2026-03-10T11:00:00+00:00","held_until":"2026-03-10T11:01:00+00:00","left_alone_until":"2026-03-10T11:02:00+00:00"}"""
                    + "\n"
            );
    }

    [Fact]
    public async Task File_of_an_earlier_version_is_read()
    {
        var line =
            """{"host":"site.example:8080","day":"2026-03-10","requests":41,"last_start":null,"held_until":null,"left_alone_until":null}""";
        await _store.PutIfAbsentAsync("hosts/site.example_8080.json", Encoding.UTF8.GetBytes(line.PadRight(511) + "\n"), Token);

        (await Ledger().TodayAsync(Token)).Requests.ShouldBe(41);
        await Ledger().CountAsync(RequestUrgency.Usual, Token);
        (await Ledger().TodayAsync(Token)).Requests.ShouldBe(42);
    }

    [Fact]
    public async Task Only_counts_of_the_day_are_listed_by_host()
    {
        await Ledger().CountAsync(RequestUrgency.Usual, Token);
        await new HostLedger(_store, "another.example", _clock, RealTime.Instance, _log).CountAsync(RequestUrgency.Usual, Token);
        await _store.PutIfAbsentAsync("hosts/notes.txt", "a person's"u8.ToArray(), Token);
        await _store.PutIfAbsentAsync("hosts/broken.json", "{"u8.ToArray(), Token);

        (await HostCounts.ReadAsync(_store, Today, Token)).Select(count => count.Host).ShouldBe(["another.example", "site.example:8080"]);
        (await HostCounts.ReadAsync(_store, Today.AddDays(1), Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Store_that_breaks_leaves_the_count_to_the_process_and_is_left_out_for_a_minute()
    {
        var broken = new BrokenSourceStore();
        var ledger = Ledger(broken);
        for (var request = 0; request < 3; request++)
            await ledger.CountAsync(RequestUrgency.Usual, Token);
        await ledger.ChangeAsync(count => count with { HeldUntil = Noon.AddMinutes(1) }, Token);

        var count = await ledger.TodayAsync(Token);

        (count.Requests, count.HeldUntil, count.LastStart).ShouldBe((3, Noon.AddMinutes(1), Noon));
        broken.Calls.ShouldBe(1);
        _log.Lines.ShouldHaveSingleItem().ShouldContain("counted by this process alone");
        _clock.Advance(HostLedger.TriedAgainAfter);
        (await ledger.TodayAsync(Token)).Requests.ShouldBe(3);
        broken.Calls.ShouldBe(2);
        _log.Lines.ShouldHaveSingleItem("it is said once");
    }

    [Fact]
    public async Task Store_that_works_again_gets_what_was_counted_alone_in_the_meantime()
    {
        await Ledger().CountAsync(RequestUrgency.Usual, Token);
        var failing = new FailingOnceStore(_store);
        var ledger = Ledger(failing);
        for (var request = 0; request < 3; request++)
            await ledger.CountAsync(RequestUrgency.Usual, Token);
        (await Ledger().TodayAsync(Token)).Requests.ShouldBe(1);
        _clock.Advance(HostLedger.TriedAgainAfter);

        (await ledger.TodayAsync(Token)).Requests.ShouldBe(4);
        await ledger.CountAsync(RequestUrgency.Usual, Token);
        await ledger.CountAsync(RequestUrgency.Usual, Token);

        (await ledger.TodayAsync(Token)).Requests.ShouldBe(6);
        (await Ledger().TodayAsync(Token)).Requests.ShouldBe(6);
    }

    [Fact]
    public async Task Requests_counted_alone_yesterday_are_not_todays()
    {
        await Ledger().CountAsync(RequestUrgency.Usual, Token);
        var ledger = Ledger(new FailingOnceStore(_store));
        await ledger.CountAsync(RequestUrgency.Usual, Token);
        _clock.Advance(TimeSpan.FromDays(1));

        await ledger.CountAsync(RequestUrgency.Usual, Token);

        (await Ledger().TodayAsync(Token)).Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Process_without_a_store_counts_by_the_day()
    {
        var ledger = Ledger(null);
        await ledger.CountAsync(RequestUrgency.Usual, Token);
        (await ledger.TodayAsync(Token)).Requests.ShouldBe(1);
        _clock.Advance(TimeSpan.FromDays(1));

        (await ledger.TodayAsync(Token)).Requests.ShouldBe(0);
        _log.Lines.ShouldBeEmpty();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HostLedger Ledger() => Ledger(_store);

    private HostLedger Ledger(ISourceStore? store) => new(store, "site.example:8080", _clock, RealTime.Instance, _log);
}
