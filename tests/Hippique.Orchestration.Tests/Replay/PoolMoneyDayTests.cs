using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Results;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Hippique.Testing.Gpi;
using Hippique.Testing.Phases;
using Hippique.Testing.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Replay;

/// <summary>A whole day with the money in PMU's pools, over the program's own client: a rehearsal, and a replay of what it recorded.</summary>
public sealed class PoolMoneyDayTests : IDisposable
{
    private static readonly Uri Site = new("https://pmu.example/rest/client/61/");

    // No two looks of the day are at one moment. The last two races are of the second meeting, which has no citations.
    private static readonly TimeOnly[] Offs = [.. RecordedPmuDay.Every(new TimeOnly(13, 0), 12, 11)];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-pools-");
    private readonly List<IDisposable> _services = [];
    private MirroredSite? _site;
    private IMirroredDay? _day;

    public void Dispose()
    {
        foreach (var services in _services)
            services.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_look_costs_four_requests_at_most_and_its_snapshot_has_the_money()
    {
        await RehearseAsync();

        // Looks and closes, at their instants: nothing else is asked for then.
        int[] requests = [.. Offs.SelectMany(off => (int[])[Requests(off, -30), Requests(off, -5), Requests(off, 5)])];
        requests.ShouldAllBe(count => count >= 3 && count <= 4);

        for (var index = 0; index < Offs.Length; index++)
        {
            var race = new RaceId(RecordedPmuDay.Day, new RaceCode(index / 9 + 1, index % 9 + 1));
            var hasCitations = race.Code.Meeting == 1;
            var (early, late) = (Internet(await SnapshotAsync(race, Phase.H30)), Internet(await SnapshotAsync(race, Phase.H5)));
            (early.Win.Count, early.Place.Count).ShouldBe((8, 0));
            Bets(early).ShouldBe(Bets(late));
            Bets(late).ShouldBe(hasCitations ? [BetType.SimpleGagnant, BetType.SimplePlace] : [BetType.SimplePlace]);
            late.Stakes!.ShouldAllBe(bet => bet.At < ParisTime.At(RecordedPmuDay.Day, Offs[index]));
            late.Place.Count.ShouldBe(hasCitations ? 8 : 0);
            (late.PlaceAt is not null).ShouldBe(hasCitations);

            var close = ArtifactJson.Read<ClosingPrices>("close.json", await BytesAsync(ArtifactPaths.Close(race)));
            var final = close.Pools.Single(pool => pool.Pool == Pool.PmuInternet).Stakes!.Single(bet => bet.Bet == BetType.SimplePlace);
            final.At.ShouldBe(ParisTime.At(RecordedPmuDay.Day, Offs[index]).AddMinutes(3));
        }
        // The totals come to their turn where the meeting was found to have no citations.
        var unlisted = Internet(await SnapshotAsync(new RaceId(RecordedPmuDay.Day, new RaceCode(2, 2)), Phase.H5)).Stakes!.Single();
        unlisted.Stakes.Count.ShouldBe(5);
        unlisted.Total!.Value.Amount.ShouldBeGreaterThan(unlisted.Stakes.Sum(stake => stake.Amount.Amount));
    }

    [Fact]
    public async Task A_replay_of_the_recorded_answers_gives_the_same_bytes()
    {
        var live = await RehearseAsync();
        var pages = RecordedPages.Load(Path.Combine(Recorded, ArtifactPaths.Day(RecordedPmuDay.Day)));
        string[] kinds = ["/citations?", "/combinaisons?", "/masse-enjeu?", "/rapports/E_SIMPLE_PLACE?"];
        foreach (var kind in kinds)
        {
            // As it was sent, to the byte.
            var kept = pages.All.First(exchange => exchange.Status == 200 && exchange.Url.Contains(kind, StringComparison.Ordinal));
            pages.Body(kept).ShouldBe(_day!.At(new Uri(kept.Url).PathAndQuery, kept.At)!.Body);
        }

        var again = await ReplayAsync("again");

        again.Total.ArtifactsSha256.ShouldBe(live.Total.ArtifactsSha256);
    }

    /// <summary>An earlier version recorded none, and its days are replayed as they were.</summary>
    [Fact]
    public async Task A_replay_of_a_day_that_was_recorded_without_them_says_nothing_of_them()
    {
        await RehearseAsync();
        string[] others = ["/citations?", "/combinaisons?", "/masse-enjeu?", "/rapports/"];
        Index = [.. Index.Where(line => !others.Any(other => line.Contains(other, StringComparison.Ordinal)))];

        await ReplayAsync("again");

        var snapshot = await SnapshotAsync(new RaceId(RecordedPmuDay.Day, new RaceCode(1, 1)), Phase.H5, "again");
        snapshot.Notes.ShouldBeEmpty();
        snapshot.Pools.Select(pool => (pool.Win.Count, pool.Stakes)).ShouldBe([(8, null), (8, null)]);
    }

    [Fact]
    public async Task A_mirror_that_has_no_such_answers_costs_the_looks_nothing()
    {
        await RehearseAsync(RecordedPmuDay.Write(_folder.FullName, Offs));

        var snapshot = await SnapshotAsync(new RaceId(RecordedPmuDay.Day, new RaceCode(1, 1)), Phase.H5);
        snapshot.Notes.ShouldNotContain(note => note.Contains("citations", StringComparison.Ordinal));
        snapshot.Pools.ShouldAllBe(pool => pool.Stakes == null);
    }

    private string[] Index
    {
        get => File.ReadAllLines(IndexFile);
        set => File.WriteAllLines(IndexFile, value);
    }

    private string IndexFile =>
        Path.Combine(Recorded, ArtifactPaths.Day(RecordedPmuDay.Day), PageArchive.FolderName, PageArchive.IndexName);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateTimeOffset Nine => ParisTime.At(RecordedPmuDay.Day, new TimeOnly(9, 0));

    private string Recorded => Path.Combine(_folder.FullName, "recorded");

    private static ReplayRunner Runner() => new(new FakeAnalyser(), PhaseBench.Settings, NullLoggerFactory.Instance);

    private static PoolPrices Internet(Snapshot snapshot) => snapshot.Pools.Single(pool => pool.Pool == Pool.PmuInternet);

    private static IEnumerable<BetType> Bets(PoolPrices pool) => pool.Stakes!.Select(bet => bet.Bet);

    private Task<ReplayReport> RehearseAsync(string? file = null)
    {
        var day = _day = MirroredDay.Open(file ?? RecordedPmuDay.WriteWithPools(_folder.FullName, Offs), Token);
        return Runner()
            .RunSourcesAsync(
                new ReplayedDay(RecordedPmuDay.Day, clock => Sources(day, clock), Nine),
                Path.Combine(_folder.FullName, "live"),
                Token
            );
    }

    private Task<ReplayReport> ReplayAsync(string folder)
    {
        var pages = RecordedPages.Load(Path.Combine(Recorded, ArtifactPaths.Day(RecordedPmuDay.Day)));
        var sites = new Dictionary<string, Uri> { ["pmu"] = Site };
        return Runner()
            .RunSourcesAsync(
                new ReplayedDay(RecordedPmuDay.Day, clock => Kept(new RecordedSources(pages, clock, ["pmu"], sites)).InOrder, Nine),
                Path.Combine(_folder.FullName, folder),
                Token
            );
    }

    private IReadOnlyList<IRaceSource> Sources(IMirroredDay day, TimeProvider clock)
    {
        _site = new MirroredSite(day, clock);
        return [.. Kept(RecordedSite.Pmu(clock, Site, Recorded, _site)).GetServices<IRaceSource>()];
    }

    private T Kept<T>(T services)
        where T : IDisposable
    {
        _services.Add(services);
        return services;
    }

    private int Requests(TimeOnly off, int minutes) =>
        _site!.Asked.Count(asked => asked.At == ParisTime.At(RecordedPmuDay.Day, off).AddMinutes(minutes));

    private async Task<Snapshot> SnapshotAsync(RaceId race, Phase phase, string folder = "live") =>
        ArtifactJson.Read<Snapshot>("snapshot", await BytesAsync(ArtifactPaths.Snapshot(race, phase), folder));

    private Task<byte[]> BytesAsync(string path, string folder = "live") =>
        File.ReadAllBytesAsync(Path.Combine(_folder.FullName, folder, path), Token);
}
