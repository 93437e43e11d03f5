using Hippique.Dashboard.Live;
using Hippique.Embedded.Nodes;
using Hippique.Embedded.Postgres;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Tests.Dashboard;

/// <summary>What is done with what another node says; no database is asked.</summary>
public sealed class EventRelayTests : IAsyncDisposable
{
    private static readonly RaceId Race = new(new DateOnly(2025, 11, 22), RaceCode.Parse("R1C3").Value);
    private static readonly DateTimeOffset Now = new(2025, 11, 22, 12, 35, 0, 120, TimeSpan.Zero);
    private readonly DayVersions _versions = new();
    private readonly EventFeed _feed = new(new FakeTimeProvider(Now));
    private readonly PostgresDatabase _database;
    private readonly NodeChannel _channel;
    private readonly EventRelay _relay;

    public EventRelayTests()
    {
        var options = new PostgresOptions
        {
            Database = DatabaseAddress.Parse(DatabaseAddress.Example).Value,
            Node = NodeIdentity.New("one", "9.9.9"),
        };
        _database = new PostgresDatabase(options);
        _channel = new NodeChannel(_database, options.Node, new NodeChannelOptions(), NullLogger<NodeChannel>.Instance);
        _relay = new EventRelay(_feed, _versions, _channel);
    }

    public static TheoryData<HippiqueEvent> Events =>
        [
            new HippiqueEvent.DayPlanned(Race.Date, 8, 0),
            new HippiqueEvent.RaceSettled(Race, 2, 0, new Euro(4), new Euro(7.2m)),
            new HippiqueEvent.TicketSaid(Race, 1, Played: true),
            new HippiqueEvent.QueuePaused(),
            new HippiqueEvent.TaskEnded(Task, new TaskEnd.Late(12)),
        ];

    private static PlannedTask Task =>
        new()
        {
            Name = TaskName.Run(Race, Phase.H5),
            Kind = TaskKind.H5,
            Date = Race.Date,
            Race = Race,
            DueAt = Now,
            Off = Now.AddMinutes(5),
            GraceUntil = Now.AddMinutes(4),
        };

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task An_event_of_another_node_is_told_as_it_was_there(HippiqueEvent happened)
    {
        var there = happened with { At = Now };

        (await ToldAsync(() => _relay.Said(EventRelay.TextOf(there)))).ShouldBe(LiveEvent.Of(there));
    }

    [Fact]
    public async Task What_is_kept_of_its_day_is_out_of_date_before_a_page_hears_of_it()
    {
        var version = _versions.Of("2025-11-22");

        await ToldAsync(() => _relay.Said(EventRelay.TextOf(new HippiqueEvent.DayPlanned(Race.Date, 8, 0))));

        _versions.Of("2025-11-22").ShouldBeGreaterThan(version);
    }

    [Fact]
    public async Task A_task_that_waits_or_begins_has_changed_no_file()
    {
        var version = _versions.Of("2025-11-22");

        await ToldAsync(() => _relay.Said(EventRelay.TextOf(new HippiqueEvent.TaskPlanned(Task))));
        await ToldAsync(() => _relay.Said(EventRelay.TextOf(new HippiqueEvent.TaskBegun(Task, "two"))));

        _versions.Of("2025-11-22").ShouldBe(version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no event")]
    [InlineData("""{"kind":"race_decided","at":"2025-11-22T12:35:00Z","correlation_id":"x","outcome":"of another version"}""")]
    public async Task What_this_version_does_not_know_makes_pages_look_again(string text)
    {
        var version = _versions.Of("2025-11-22");

        (await ToldAsync(() => _relay.Said(text))).Kind.ShouldBe("reset");
        _versions.Of("2025-11-22").ShouldBeGreaterThan(version);
    }

    [Fact]
    public async Task What_may_have_been_missed_makes_pages_look_again() => (await ToldAsync(_relay.MayHaveMissed)).Kind.ShouldBe("reset");

    private async Task<LiveEvent> ToldAsync(Action cause)
    {
        using var end = new CancellationTokenSource();
        await using var events = _feed.ListenAsync(null, end.Token).GetAsyncEnumerator(end.Token);
        (await events.MoveNextAsync()).ShouldBeTrue();
        cause();
        (await events.MoveNextAsync()).ShouldBeTrue();
        var told = events.Current.Data;
        await end.CancelAsync();
        return told;
    }
}
