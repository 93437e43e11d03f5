using System.Text.Json;
using CsCheck;
using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Hippique.Sources.Pmu;
using Hippique.Sources.Recording;
using Hippique.Sources.Storage;
using Hippique.Sources.Tests.Recording;
using Hippique.Sources.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Pmu;

/// <summary>A process that was replaced: the programme that it fetched last, the next one takes from the recorded pages, with its instants.</summary>
public sealed class EarlierProgrammesTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 3, 10);
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly TemporaryFolder _folder = new();
    private readonly InventedPmu _site;
    private readonly List<PoliteClient> _clients = [];

    public EarlierProgrammesTests() => _site = new InventedPmu(Day, _clock);

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        _site.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Look_of_a_new_process_rests_on_the_programme_of_the_old_one()
    {
        await PlanAsync(Process());
        _clock.Advance(TimeSpan.FromMinutes(3));

        var look = await LookAsync(Process());

        (look.RaceAt, look.Card.Name).ShouldBe((Noon, "PRIX DE 110000"));
        _site.Programmes.ShouldBe([Noon]);
    }

    [Fact]
    public async Task Age_of_the_programme_goes_on_where_it_was()
    {
        await PlanAsync(Process());
        _clock.Advance(TimeSpan.FromMinutes(3));
        var next = Process();
        await LookAsync(next);
        _clock.Advance(TimeSpan.FromMinutes(2));

        (await LookAsync(next)).RaceAt.ShouldBe(Noon.AddMinutes(5));

        _site.Programmes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Plan_of_a_new_process_asks_anew()
    {
        await PlanAsync(Process());

        await PlanAsync(Process());

        _site.Programmes.Count.ShouldBe(2);
    }

    /// <summary>The wall clock alone is known across processes: one that stands before the page says nothing of its age.</summary>
    [Fact]
    public async Task Clock_that_was_put_back_behind_the_page_costs_a_request()
    {
        await PlanAsync(Process());
        var back = new FakeTimeProvider(Noon.AddSeconds(-1));

        await LookAsync(Process(clock: back), Noon.AddSeconds(-1));

        _site.Programmes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Clock_that_was_put_back_behind_anything_that_was_recorded_costs_a_request()
    {
        var old = Process();
        await PlanAsync(old);
        _clock.Advance(TimeSpan.FromMinutes(4));
        await LookAsync(old);
        var back = new FakeTimeProvider(Noon.AddMinutes(1));

        await LookAsync(Process(clock: back), Noon.AddMinutes(1));

        _site.Programmes.Count.ShouldBe(2);
    }

    /// <summary>A process that lives through the step knows by its monotonic clock how old its own page is; the note would say otherwise.</summary>
    [Fact]
    public async Task Clock_that_is_put_back_makes_no_page_of_this_process_younger()
    {
        var clock = new PutBackClock(_clock);
        var process = Process(clock: clock);
        await PlanAsync(process);
        _clock.Advance(TimeSpan.FromMinutes(20));
        clock.Back = TimeSpan.FromMinutes(18);

        await LookAsync(process, Noon.AddMinutes(2));

        _site.Programmes.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("note")]
    [InlineData("half a note")]
    [InlineData("index")]
    [InlineData("page")]
    [InlineData("other page")]
    public async Task What_cannot_be_taken_up_costs_one_request_and_nothing_else(string fault)
    {
        await PlanAsync(Process());
        _clock.Advance(TimeSpan.FromMinutes(3));
        await BreakAsync(fault);
        var next = Process();

        (await LookAsync(next)).RaceAt.ShouldBe(Noon.AddMinutes(3));
        await LookAsync(next);

        _site.Programmes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Recording_that_is_switched_off_costs_one_request_and_nothing_else()
    {
        await PlanAsync(Process(records: false));

        await LookAsync(Process());

        _site.Programmes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Store_that_cannot_be_used_costs_one_request_and_nothing_else()
    {
        await PlanAsync(Process());

        (await LookAsync(Process(store: new BrokenSourceStore()))).RaceAt.ShouldBe(Noon);

        _site.Programmes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Source_that_is_asked_elsewhere_has_no_programme_yet()
    {
        await PlanAsync(Process());

        await LookAsync(Process(root: "https://mirror.example/rest/client/61/"));

        _site.Programmes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Programme_that_lacked_a_race_does_not_come_back()
    {
        _site.Race = 2;
        var old = Process();
        await PlanAsync(old);
        (await old.RaceAsync(Query(Noon), Token)).ShouldBeOfType<SourceAnswer<RaceView>.Refused>();
        _site.Race = 1;
        _clock.Advance(TimeSpan.FromMinutes(1));

        (await LookAsync(Process())).RaceAt.ShouldBe(Noon.AddMinutes(1));
    }

    [Fact]
    public async Task Notes_are_of_the_last_four_days_that_were_read()
    {
        var notes = new ProgrammeNotes(_folder.Store);
        for (var day = 0; day < 6; day++)
            await notes.NoteAsync(
                new ProgrammeNote
                {
                    Date = Day.AddDays(day),
                    For = Noon,
                    At = Noon.AddMinutes(day),
                    Url = "https://site.example/",
                },
                Token
            );

        (await notes.OfAsync(Day.AddDays(1), Token)).ShouldBeNull();
        (await notes.OfAsync(Day.AddDays(2), Token)).ShouldNotBeNull().At.ShouldBe(Noon.AddMinutes(2));
        (await notes.OfAsync(Day.AddDays(5), Token)).ShouldNotBeNull();
    }

    /// <summary>Looks and plans at their minutes, each with or without a restart before it.</summary>
    [Fact]
    public async Task Restarts_at_any_instants_of_a_day_change_no_byte_of_what_the_looks_saw() =>
        await Gen.Select(Gen.Int[1, 7], Gen.Int[0, 5], Gen.Bool)
            .List[1, 25]
            .SampleAsync(
                async steps =>
                {
                    var alone = await WalkAsync(steps, restarts: false);
                    var replaced = await WalkAsync(steps, restarts: true);
                    replaced.ShouldBe(alone);
                },
                iter: 25
            );

    private async Task<(string Seen, string Asked)> WalkAsync(List<(int Minutes, int What, bool Restart)> steps, bool restarts)
    {
        var clock = new FakeTimeProvider(Noon);
        using var folder = new TemporaryFolder();
        using var site = new InventedPmu(Day, clock);
        var process = Process(clock, folder.Store, site: site);
        var seen = new List<string>();
        foreach (var (minutes, what, restart) in steps)
        {
            clock.Advance(TimeSpan.FromMinutes(minutes));
            if (restart && restarts)
                process = Process(clock, folder.Store, site: site);
            // One in six plans, and some look late.
            if (what == 0)
                await PlanAsync(process);
            else
                seen.Add(JsonSerializer.Serialize(await LookAsync(process, clock.GetUtcNow().AddSeconds(what > 4 ? -40 : 0))));
        }
        return (string.Join('\n', seen), string.Join(' ', site.Programmes));
    }

    private async Task BreakAsync(string fault)
    {
        var note = Path.Combine(_folder.Path, ProgrammeNotes.Path);
        var pages = Path.Combine(_folder.Path, "2026-03-10", PageArchive.FolderName);
        if (fault == "note")
            File.Delete(note);
        if (fault == "half a note")
            await File.WriteAllTextAsync(note, (await File.ReadAllTextAsync(note, Token))[..40], Token);
        if (fault == "index")
            File.Delete(Path.Combine(pages, PageArchive.IndexName));
        foreach (var page in Directory.GetFiles(pages, "*.gz", SearchOption.AllDirectories))
        {
            if (fault == "page")
                File.Delete(page);
            if (fault == "other page")
                await File.WriteAllTextAsync(page, "<html>", Token);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PmuSource Process(
        TimeProvider? clock = null,
        ISourceStore? store = null,
        bool records = true,
        string root = "https://pmu.example/rest/client/61/",
        InventedPmu? site = null
    )
    {
        var (time, kept) = (clock ?? _clock, store ?? _folder.Store);
        var options = new SourceHttpOptions
        {
            RequestsPerSecond = 1e9,
            Retries = 0,
            BaseUrls = new Dictionary<string, Uri> { ["pmu"] = new Uri(root) },
        };
        var wire = site ?? _site;
        var client = new PoliteClient(
            options,
            time,
            RealTime.Instance,
            records
                ? new RecordingHandler(new PageArchive(kept), time, NullLogger<RecordingHandler>.Instance) { InnerHandler = wire }
                : wire,
            store: kept
        );
        // Several walks at the same time.
        lock (_clients)
            _clients.Add(client);
        return new PmuSource(client, options, time, RealTime.Instance, kept);
    }

    private static RaceQuery Query(DateTimeOffset plannedAt) =>
        new(new RaceLink("pmu", Day, new RaceCode(1, 1), "https://www.pmu.fr/"), Phase.H30, plannedAt);

    private static async Task PlanAsync(PmuSource source) =>
        (await source.ProgrammeAsync(Day, Token)).ShouldBeOfType<SourceAnswer<Programme>.Found>();

    private async Task<RaceView> LookAsync(PmuSource source, DateTimeOffset? plannedAt = null) =>
        (await source.RaceAsync(Query(plannedAt ?? _clock.GetUtcNow()), Token)).ShouldBeOfType<SourceAnswer<RaceView>.Found>().Value;

    /// <summary>Its wall clock alone is put back.</summary>
    private sealed class PutBackClock(FakeTimeProvider clock) : TimeProvider
    {
        public TimeSpan Back { get; set; }
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() - Back;

        public override long GetTimestamp() => clock.GetTimestamp();
    }
}
