using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Pools;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Calibration.Pools;
using Hippique.Racing;

namespace Hippique.Orchestration.Tests.Calibration.Pools;

public sealed class PoolFilesTests : IDisposable
{
    private const string Five = """{"1":50000,"2":30000,"3":20000,"4":10000,"5":5000}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-pools-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_IsJoinedByPoolDayAndRace()
    {
        var files = Read(
            [Stakes("R1C1"), Stakes("R1C2"), Stakes("R1C3", pool: "pmu_national")],
            [Paid("R1C1", """{"1":1.5,"2":2.0}"""), Paid("R1C3", """{"1":1.5,"2":2.0}""")]
        );
        files.Races.Select(race => race.Dividends.Count(paid => paid.Bet == BetType.SimplePlace)).ShouldBe([2, 0, 0]);
        var race = files.Races[0];
        (race.Pool, race.Moment, race.Look.Card.Declared).ShouldBe((Pool.PmuInternet, PriceMoment.Close, 6));
        race.Arrival.ShouldBe([
            [1],
            [2],
        ]);
        // The sixth was declared and has no stake: it was withdrawn.
        race.Look.Card.Runners.Select(runner => runner.Number).ShouldBe([1, 2, 3, 4, 5]);
        Judge(files).LeftOut.ShouldBe([new LeftOut(PriceMoment.Close, PoolGap.NoDividends, 2)]);
    }

    [Fact]
    public void Read_ARaceInTwoLines_CountsOnce() =>
        Read([Stakes("R1C1"), Stakes("R1C1")], [Paid("R1C1", """{"1":1.5,"2":2.0}""")]).Races.Count.ShouldBe(1);

    [Fact]
    public void Read_StakesThatAreNotTheLast_AreLeftOut()
    {
        var files = Read([Stakes("R1C1", more: ",\"after_close\":false")], [Paid("R1C1", """{"1":1.5,"2":2.0}""")]);
        files.Races.ShouldBeEmpty();
        Judge(files).LeftOut.ShouldBe([new LeftOut(PriceMoment.Close, PoolGap.OldStakes, 1)]);
    }

    [Fact]
    public void Read_ACutList_HasTheOthersFromTheDividendsFile()
    {
        // The total says that a horse is not listed.
        var files = Read(
            [Stakes("R1C1", more: ",\"win_total_cents\":120000,\"place_total_cents\":125000")],
            [Paid("R1C1", """{"1":1.5,"2":2.0}""")]
        );
        files.Races[0].Look.Card.Runners.Select(runner => runner.Number).ShouldBe([1, 2, 3, 4, 5, 6]);
        var table = Judge(files).Tables.ShouldHaveSingleItem();
        table.All.Bets.ShouldBe(5);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"win_total_cents\":120000,\"place_total_cents\":125000")]
    public void Read_AHorseThatTheLineCallsWithdrawn_IsNoStarter_AndItsStakesArePaidBack(string totals)
    {
        var files = Read([Stakes("R1C1", more: $",\"declared\":6,\"non_runners\":[3]{totals}")], []);
        files.Races[0].Look.Card.Runners.Select(runner => runner.Number).ShouldNotContain(3);
        files.Races[0].Look.Pools[0].Stakes![0].Stakes.ShouldContain(stake => stake.Numbers[0] == 3);
    }

    [Fact]
    public void Read_TheDisciplineAndTheDeclaredOfTheLine_ComeFirst()
    {
        var files = Read(
            [Stakes("R1C1", more: ",\"discipline\":\"harness\",\"declared\":8"), Stakes("R1C2")],
            [Paid("R1C1", """{"1":1.5,"2":2.0}""")],
            Discipline.Flat
        );
        files
            .Races.Select(race => (race.Look.Card.Discipline, race.Look.Card.Declared))
            .ShouldBe([(Discipline.Harness, 8), (Discipline.Flat, 5)]);
        // Eight declared pay three places, and two dividends are known.
        Judge(files).LeftOut.ShouldContain(new LeftOut(PriceMoment.Close, PoolGap.PlacesDiffer, 1));
    }

    [Fact]
    public void Read_WithoutDividends_HasNothingToJudge() =>
        Judge(Read([Stakes("R1C1")], null)).LeftOut.ShouldBe([new LeftOut(PriceMoment.Close, PoolGap.NoDividends, 1)]);

    private static PoolsEvaluation Judge(PoolFiles files) =>
        PoolsEvaluation.Of(GpiModels.Default, files, recorded: null, TestContext.Current.CancellationToken);

    private static string Stakes(string race, string pool = "pmu_internet", string more = "") =>
        $$"""{"date":"2023-01-05","race":"{{race}}","pool":"{{pool}}","win_stakes_cents":{{Five}},"place_stakes_cents":{{Five}}{{more}}}""";

    private static string Paid(string race, string place) =>
        $$"""{"date":"2023-01-05","race":"{{race}}","pool":"pmu_internet","win":{"1":2.0},"place":{{place}},"runners":[{"number":1,"finish":1,"odds_close":2.0},{"number":2,"finish":2,"odds_close":3.4},{"number":3,"odds_close":5.0},{"number":4,"odds_close":9.0},{"number":5,"odds_close":19.0},{"number":6,"odds_close":25.0}]}""";

    private PoolFiles Read(string[] stakes, string[]? paid, Discipline discipline = Discipline.Unknown)
    {
        var token = TestContext.Current.CancellationToken;
        var dividends = paid is null ? null : DividendFiles.Read([Write("paid.jsonl", paid)], token);
        return PoolFiles.Read([Write("stakes.jsonl", stakes)], dividends, discipline, token);
    }

    private string Write(string name, string[] lines)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return path;
    }
}
