using System.Text;
using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Exports;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Replay;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.RaceArchive;
using Hippique.Sources.Recording;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Hippique.Testing.Replay;
using Hippique.Testing.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Exports;

/// <summary>The service's own days as recorded races: what is read of them is what was seen.</summary>
public sealed class SeenRaceLineTests : IDisposable
{
    private static readonly DateOnly Day = new(2031, 3, 14);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-seen-");
    private readonly List<IDisposable> _services = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var services in _services)
            services.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>A day over the program's own client: two pools, the money in them, place ranges and prices of pairs; each look a little after its instant.</summary>
    [Fact]
    public async Task A_replay_of_the_exported_day_decides_as_the_day_did()
    {
        var offs = RecordedPmuDay.Every(new TimeOnly(13, 0), 12, 11);
        var mirror = MirroredDay.Open(RecordedPmuDay.WriteWithPools(_folder.FullName, offs), Cancel);
        await Runner()
            .RunSourcesAsync(
                new ReplayedDay(RecordedPmuDay.Day, clock => Sources(mirror, clock), ParisTime.At(RecordedPmuDay.Day, new TimeOnly(9, 0))),
                At("live"),
                Cancel
            );

        await ExportAsync("live", "races.jsonl");
        await Runner().RunDayAsync(At("races.jsonl"), RecordedPmuDay.Day, At("again"), null, Cancel);

        (await ShouldAgreeAsync("live", "again")).ShouldBe(offs.Count);
        var prices = (await SnapshotAsync("live", RecordedPmuDay.Day, Phase.H5)).Pools;
        prices.ShouldContain(pool => pool.Stakes != null && pool.Place.Count > 0);
        ArtifactJson.Write((await SnapshotAsync("again", RecordedPmuDay.Day, Phase.H5)).Pools).ShouldBe(ArtifactJson.Write(prices));
    }

    /// <summary>A day of recorded races, with reference prices, and with modelled ones, which stay so.</summary>
    [Fact]
    public async Task A_replayed_day_is_exported_and_replayed_again()
    {
        InventedDay.Write(At("first.jsonl"), InventedDay.Lines(Day, 9));
        var first = await Runner().RunDayAsync(At("first.jsonl"), Day, At("live"), null, Cancel);

        await ExportAsync("live", "races.jsonl");
        var again = await Runner().RunDayAsync(At("races.jsonl"), Day, At("again"), null, Cancel);

        (await ShouldAgreeAsync("live", "again")).ShouldBe(9);
        again.Total.Odds.ShouldBe(first.Total.Odds);
        again.Total.Decisions.ShouldBe(first.Total.Decisions);
    }

    [Fact]
    public async Task Fits_read_the_prices_and_the_arrival_that_they_read_in_the_recording()
    {
        InventedDay.Write(At("first.jsonl"), InventedDay.Lines(Day, 9));
        await Runner().RunDayAsync(At("first.jsonl"), Day, At("live"), null, Cancel);
        // A replay asks for results of races with tickets alone; the service asks for all.
        var recorded = RecordedRaces.ReadDay(At("first.jsonl"), Day, Cancel).ShouldBeOfType<SourceAnswer<RecordedDay>.Found>().Value;
        using (var store = new DiskArtifactStore(At("live")))
            foreach (var race in recorded.Races)
                await store.PutIfAbsentAsync(ArtifactPaths.Result(race.Card.Id), ArtifactJson.Write(ResultOf(race)), Cancel);

        await ExportAsync("live", "races.jsonl");

        var (read, expected) = (Races("races.jsonl"), Races("first.jsonl"));
        read.Count.ShouldBe(9);
        foreach (var (one, other) in read.Zip(expected))
        {
            (one.Id, one.Pool, one.Discipline, one.Declared).ShouldBe((other.Id, other.Pool, other.Discipline, other.Declared));
            one.IsH30Seen.ShouldBe(other.IsH30Seen);
            one.H30.ShouldBe(other.H30);
            one.H5.ShouldBe(other.H5);
            one.Close.ShouldBe(other.Close);
            one.Order.ShouldBe(other.Order);
            one.Placed.ShouldBe(other.Placed);
        }
        read.ShouldContain(race => race.H5 != null);
    }

    [Fact]
    public void A_horse_withdrawn_after_H30_runs_at_that_look_and_in_no_fit()
    {
        var early = InventedRaces.Snapshot(Phase.H30);
        var late = Without(InventedRaces.Snapshot(Phase.H5), 3);

        var race = Read(Line(early, late));

        var at = race.Looks.ToDictionary(look => look.Phase);
        (Runner(at[Phase.H30].Card, 3).NonRunner, Runner(at[Phase.H5].Card, 3).NonRunner, Runner(race.Card, 3).NonRunner).ShouldBe(
            (false, true, true)
        );
        at[Phase.H30].Pools[0].Win.ShouldContain(price => price.Number == 3);
        race.Pools[0].Live.ShouldAllBe(state => state.Win.All(price => price.Number != 3));
        race.IsAfterClose.ShouldBeFalse();
    }

    [Fact]
    public void A_price_stamped_between_the_instant_and_the_look_is_that_of_the_instant()
    {
        Snapshot At(Phase phase, int seconds)
        {
            var look = InventedRaces.Snapshot(phase);
            var at = look.PlannedAt.AddSeconds(seconds);
            return look with { TakenAt = at, Pools = [InventedRaces.Win(Pool.PmuNational, at)] };
        }

        var inTime = Read(Line(At(Phase.H30, -40), At(Phase.H5, 3)));
        inTime
            .Pools[0]
            .Live.Select(state => state.At)
            .ShouldBe([InventedRaces.Off.AddMinutes(-30).AddSeconds(-40), InventedRaces.Off.AddMinutes(-5)]);
        // The look itself keeps its stamps.
        inTime.Looks[1].Pools[0].At.ShouldBe(InventedRaces.Off.AddMinutes(-5).AddSeconds(3));
        // One that came late was no price of H-5.
        Read(Line(At(Phase.H30, 0), At(Phase.H5, 100))).Pools[0].Live[1].At.ShouldBe(InventedRaces.Off.AddMinutes(-5).AddSeconds(100));
    }

    [Fact]
    public void A_race_without_a_look_or_without_the_pool_has_no_line()
    {
        var race = Seen(InventedRaces.Snapshot(Phase.H30), InventedRaces.Snapshot(Phase.H5));
        SeenRaceLine.Of(race with { H30 = null, H5 = null }, null).ShouldBeNull();
        SeenRaceLine.Of(race, Pool.ZEturf).ShouldBeNull();
        SeenRaceLine.Of(race with { H30 = null }, Pool.PmuNational).ShouldNotBeNull();
    }

    private static string Line(Snapshot early, Snapshot late) => SeenRaceLine.Of(Seen(early, late), null).ShouldNotBeNull();

    private static SeenRace Seen(Snapshot early, Snapshot late) =>
        new()
        {
            Race = new PlannedRace
            {
                Id = InventedRaces.Id,
                Meeting = "VALMOREL",
                Country = "FRA",
                Name = "PRIX DES ORMES",
                Off = InventedRaces.Off,
                Links = [],
                OffClaims = [],
            },
            H30 = early,
            H5 = late,
            Sheet = null,
            Close = null,
            Result = null,
        };

    private static Snapshot Without(Snapshot look, int number) =>
        look with
        {
            Card = look.Card with
            {
                Runners = [.. look.Card.Runners.Select(runner => runner.Number == number ? runner with { NonRunner = true } : runner)],
            },
        };

    private static Runner Runner(RaceCard card, int number) => card.Runners.Single(runner => runner.Number == number);

    private RecordedRace Read(string line)
    {
        File.WriteAllText(At("one.jsonl"), line + "\n");
        return RecordedRaces
            .ReadDay(At("one.jsonl"), InventedRaces.Day, Cancel)
            .ShouldBeOfType<SourceAnswer<RecordedDay>.Found>()
            .Value.Races.ShouldHaveSingleItem();
    }

    private static RaceResult ResultOf(RecordedRace race) =>
        new()
        {
            Id = race.Card.Id,
            Pool = race.Pools[0].Pool,
            State = ResultState.Official,
            Arrival = race.Result!.Arrival,
            NonRunners = [],
            Dividends = [],
            Close = race.Pools[0].Close,
        };

    private IReadOnlyList<Gpi.Calibration.CalibrationRace> Races(string file) => RaceFiles.Read([At(file)], [], Cancel).Races();

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private static ReplayRunner Runner() =>
        new(new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value), PhaseBench.Settings, NullLoggerFactory.Instance);

    private IReadOnlyList<IRaceSource> Sources(IMirroredDay day, TimeProvider clock)
    {
        var services = RecordedSite.Pmu(
            clock,
            new Uri("https://pmu.example/rest/client/61/"),
            At("recorded"),
            new MirroredSite(day, clock)
        );
        _services.Add(services);
        return [.. services.GetServices<IRaceSource>()];
    }

    private async Task ExportAsync(string folder, string file)
    {
        using var store = new DiskArtifactStore(At(folder));
        var days = new SeenDays(store, new PlanStore(store));
        var text = new StringBuilder();
        await foreach (var day in days.ReadAsync(await days.DatesAsync(DayRange.All, Cancel), Cancel))
        foreach (var race in day.Races)
            text.Append(SeenRaceLine.Of(race, null).ShouldNotBeNull()).Append('\n');
        await File.WriteAllTextAsync(At(file), text.ToString(), Cancel);
    }

    private async Task<Snapshot> SnapshotAsync(string folder, DateOnly day, Phase phase)
    {
        var path = ArtifactPaths.Snapshot(new RaceId(day, new RaceCode(1, 1)), phase);
        return ArtifactJson.Read<Snapshot>(path, await File.ReadAllBytesAsync(Path.Combine(At(folder), path), Cancel));
    }

    /// <summary>Every step of every analysis, and the tickets: only the hashes of the inputs name another source.</summary>
    /// <returns>How many there are.</returns>
    private async Task<int> ShouldAgreeAsync(string one, string other)
    {
        var paths = Directory.GetFiles(At(one), "analysis_h5.json", SearchOption.AllDirectories);
        foreach (var path in paths)
        {
            var (was, now) = (await ReadAsync(path), await ReadAsync(Path.Combine(At(other), Path.GetRelativePath(At(one), path))));
            Encoding.UTF8.GetString(ArtifactJson.Write(now)).ShouldBe(Encoding.UTF8.GetString(ArtifactJson.Write(was)), path);
        }
        return paths.Length;

        static async Task<RaceAnalysis> ReadAsync(string path) =>
            ArtifactJson.Read<RaceAnalysis>(path, await File.ReadAllBytesAsync(path, Cancel)) with
            {
                Inputs = new Dictionary<string, string>(),
            };
    }
}
