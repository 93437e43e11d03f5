using Hippique.Exports;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Exports;
using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Racing;
using Parquet;
using Parquet.Schema;

namespace Hippique.Tests.Exports;

/// <summary>Looks as a Parquet file, read by the library's reader.</summary>
public sealed class SnapshotsParquetTests
{
    private static readonly DateTimeOffset H5 = InventedRaces.Off.AddMinutes(-5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_is_a_runner_in_a_pool_at_a_look()
    {
        var file = await FileAsync(await StoreAsync());

        (file.Rows, file.Days.Single()).ShouldBe((3 * InventedRaces.Runners, InventedRaces.Day));
        // H-30 has the national pool; H-5 that and the internet's.
        file.Column("phase").Distinct().ShouldBe(["h30", "h5"]);
        file.Column("pool")
            .Chunk(InventedRaces.Runners)
            .Select(chunk => chunk.Distinct().Single())
            .ShouldBe(["pmu_national", "pmu_internet", "pmu_national"]);
        var at = InventedRaces.Runners;
        file.Column("date")[at].ShouldBe(InventedRaces.Day.ToDateTime(TimeOnly.MinValue));
        file.Column("race")[at].ShouldBe("R1C3");
        file.Column("number")[at].ShouldBe(1);
        file.Column("off")[at].ShouldBe(InventedRaces.Off.UtcDateTime);
        file.Column("taken_at")[at].ShouldBe(H5.AddSeconds(4).UtcDateTime);
        file.Column("odds_at")[at].ShouldBe(H5.AddSeconds(-20).UtcDateTime);
        (file.Column("win_odds")[at], file.Column("place_low")[at], file.Column("place_high")[at]).ShouldBe((3.0, 1.1, 1.6));
        (file.Column("win_stake")[at], file.Column("win_pool")[at], file.Column("place_stake")[at]).ShouldBe((120.55m, 1000.10m, null));
        (file.Column("origin")[at], file.Column("simulated")[at]).ShouldBe(("live", false));
        // The national pool shows no money: that is null, not zero.
        file.Column("win_stake")[0].ShouldBeNull();
    }

    [Fact]
    public async Task Close_and_result_stand_beside_each_runner_of_their_own_pool()
    {
        var file = await FileAsync(await StoreAsync());

        var internet = InventedRaces.Runners;
        (file.Column("finish")[internet + 1], file.Column("finish")[internet + 2], file.Column("finish")[internet]).ShouldBe((1, 2, null));
        (file.Column("win_dividend")[internet + 1], file.Column("win_dividend")[internet]).ShouldBe((4.1m, null));
        // The result's own pool is the internet's; the national one has a close of its own.
        (file.Column("closing_odds")[internet + 1], file.Column("closing_odds")[1]).ShouldBe((4.0, 4.4));
        file.Column("win_dividend")[1].ShouldBeNull();
        (file.Column("did_not_run")[internet + 4], file.Column("did_not_run")[internet + 1]).ShouldBe((true, false));
        (file.Column("non_runner")[internet + 4], file.Column("result")[0]).ShouldBe((false, "official"));
    }

    [Fact]
    public async Task What_is_not_known_is_null()
    {
        var file = await FileAsync(await StoreAsync(withResult: false));
        foreach (var column in (string[])["closing_odds", "result", "did_not_run", "finish", "win_dividend"])
            file.Column(column).ShouldAllBe(value => value == null, column);
    }

    [Fact]
    public async Task The_schema_is_that_which_is_documented()
    {
        var docs = await File.ReadAllTextAsync(Path.Combine(Testing.Checkout.Folder!, "docs", "exports.md"), Cancel);
        var table = docs[
            docs.IndexOf("## export snapshots", StringComparison.Ordinal)..docs.IndexOf("## export races", StringComparison.Ordinal)
        ];
        var documented = table
            .Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split(',').Select(name => name.Trim().Trim('`')));
        documented.ShouldBe((await FileAsync(await StoreAsync())).Names);
    }

    private static async Task<MemoryArtifactStore> StoreAsync(bool withResult = true)
    {
        var store = new MemoryArtifactStore();
        var race = InventedRaces.Id;
        await store.PutIfAbsentAsync(
            ArtifactPaths.Plan(race.Date),
            ArtifactJson.Write(
                new DayPlan
                {
                    Date = race.Date,
                    Refused = [],
                    Notes = [],
                    Races =
                    [
                        new PlannedRace
                        {
                            Id = race,
                            Meeting = "VALMOREL",
                            Country = "FRA",
                            Name = "PRIX DES ORMES",
                            Off = InventedRaces.Off,
                            Links = [new RaceLink("pmu", race.Date, race.Code, "https://pmu.example.invalid/")],
                            OffClaims = [],
                        },
                    ],
                }
            ),
            Cancel
        );
        await store.PutIfAbsentAsync(
            ArtifactPaths.Snapshot(race, Phase.H30),
            ArtifactJson.Write(InventedRaces.Snapshot(Phase.H30)),
            Cancel
        );
        var late = InventedRaces.Snapshot(Phase.H5);
        var internet = InventedRaces.Win(Pool.PmuInternet, H5.AddSeconds(-20)) with
        {
            Place = [new PlacePrice(1, new PlaceRange(1.1, 1.6))],
            Stakes =
            [
                new BetStakes
                {
                    Bet = BetType.SimpleGagnant,
                    At = H5.AddSeconds(-20),
                    Total = new Euro(1000.10m),
                    Stakes = [new CombinationStake([1], new Euro(120.55m))],
                },
            ],
        };
        late = late with { TakenAt = H5.AddSeconds(4), Pools = [internet, .. late.Pools] };
        await store.PutIfAbsentAsync(ArtifactPaths.Snapshot(race, Phase.H5), ArtifactJson.Write(late), Cancel);
        if (withResult)
            await store.PutIfAbsentAsync(ArtifactPaths.Result(race), ArtifactJson.Write(Result()), Cancel);
        return store;
    }

    private static RaceResult Result() =>
        new()
        {
            Id = InventedRaces.Id,
            Pool = Pool.PmuInternet,
            State = ResultState.Official,
            Arrival =
            [
                [2],
                [3],
            ],
            NonRunners = [5],
            Dividends = [new Dividend(BetType.SimpleGagnant, [2], 4.1m)],
            Close = [new WinPrice(2, new Odds(4.0))],
            Others = [new PoolResult(Pool.PmuNational, [], [new WinPrice(2, new Odds(4.4))])],
        };

    private static async Task<ReadParquet> FileAsync(MemoryArtifactStore store)
    {
        var days = new SeenDays(store, new PlanStore(store));
        using var file = new MemoryStream();
        var (written, rows) = await SnapshotsParquet.WriteAsync(
            file,
            days.ReadAsync(await days.DatesAsync(DayRange.All, Cancel), Cancel),
            Cancel
        );
        return await ReadParquet.OfAsync(file.ToArray(), written, rows);
    }

    /// <summary>The columns of a file of one row group.</summary>
    private sealed record ReadParquet(IReadOnlyList<DateOnly> Days, int Rows, Dictionary<string, object?[]> Columns)
    {
        public IEnumerable<string> Names => Columns.Keys;

        public object?[] Column(string name) => Columns[name];

        public static async Task<ReadParquet> OfAsync(byte[] content, IReadOnlyList<DateOnly> days, int rows)
        {
            await using var reader = await ParquetReader.CreateAsync(new MemoryStream(content), cancellationToken: Cancel);
            using var group = reader.OpenRowGroupReader(0);
            reader.RowGroupCount.ShouldBe(1);
            var columns = new Dictionary<string, object?[]>();
            foreach (var field in reader.Schema.DataFields)
                columns[field.Name] = await ReadAsync(group, field, rows);
            return new ReadParquet(days, rows, columns);
        }

        private static async Task<object?[]> ReadAsync(ParquetRowGroupReader group, DataField field, int rows)
        {
            if (field.ClrType == typeof(ReadOnlyMemory<char>))
            {
                var texts = new string?[rows];
                await group.ReadAsync(field, texts.AsMemory(), cancellationToken: Cancel);
                return [.. texts];
            }
            return field.ClrType switch
            {
                var type when type == typeof(int) => await ReadAsync<int>(group, field, rows),
                var type when type == typeof(double) => await ReadAsync<double>(group, field, rows),
                var type when type == typeof(bool) => await ReadAsync<bool>(group, field, rows),
                var type when type == typeof(decimal) => await ReadAsync<decimal>(group, field, rows),
                var type when type == typeof(DateOnly) => await ReadAsync<DateOnly>(group, field, rows),
                var type when type == typeof(DateTime) => await ReadAsync<DateTime>(group, field, rows),
                var other => throw new InvalidDataException(other.Name),
            };
        }

        private static async Task<object?[]> ReadAsync<T>(ParquetRowGroupReader group, DataField field, int rows)
            where T : struct
        {
            var values = new T?[rows];
            await group.ReadAsync<T>(field, values.AsMemory(), cancellationToken: Cancel);
            return [.. values.Select(value => (object?)value)];
        }
    }
}
