using System.Text;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;

namespace Hippique.Sources.Tests.RaceArchive;

public sealed class PoolStakesTests
{
    private const string Race = """
        {"date":"2023-01-02","race":"R1C3","pool":"pmu_internet","win_stakes_cents":{"5":689900,"1":636700},"place_stakes_cents":{"1":548400,"5":533050}}
        """;

    [Fact]
    public void Read_ALine_HasTheStakesInEuros()
    {
        var race = Read(Race).Races.ShouldHaveSingleItem();
        (race.Id.ToString(), race.Pool, race.Discipline, race.Declared, race.IsLast).ShouldBe(
            ("2023-01-02/R1C3", Pool.PmuInternet, Discipline.Unknown, null, true)
        );
        race.Stakes.Select(stakes => (stakes.Bet, stakes.Total)).ShouldBe([(BetType.SimpleGagnant, null), (BetType.SimplePlace, null)]);
        race.Stakes[1].Stakes.Select(stake => (stake.Numbers[0], stake.Amount.Amount)).ShouldBe([(1, 5484m), (5, 5330.5m)]);
        race.Listed.ShouldBe([1, 5]);
        race.MayBeCut.ShouldBeFalse();
    }

    [Fact]
    public void Read_WhatALaterFileAdds_IsTaken()
    {
        var race = Read(
            """
            {"date":"2023-01-02","race":"R1C3","pool":"pmu","declared":9,"discipline":"harness","after_close":true,"win_stakes_cents":{"5":100},"win_total_cents":150,"couple_place_stakes_cents":{"5-3":70},"couple_place_total_cents":90}
            """
        )
            .Races.ShouldHaveSingleItem();
        (race.Declared, race.Discipline, race.IsLast, race.MayBeCut).ShouldBe((9, Discipline.Harness, true, true));
        race.Stakes[0].Total.ShouldBe(new Euro(1.5m));
        race.Stakes[1].Bet.ShouldBe(BetType.CouplePlace);
        race.Stakes[1].Stakes[0].Numbers.ShouldBe([3, 5]);
        race.Listed.ShouldBe([5]);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(",\"win_total_cents\":1200", false)]
    [InlineData(",\"win_total_cents\":1201", true)]
    public void Read_TwelveHorses_MayBeCutUnlessTheirTotalSaysThatTheyAreAll(string total, bool cut)
    {
        var twelve = string.Join(',', Enumerable.Range(1, 12).Select(number => $"\"{number}\":100"));
        Read($$"""{"date":"2023-01-02","race":"R1C3","pool":"pmu_internet","win_stakes_cents":{{{twelve}}}{{total}}}""")
            .Races[0]
            .MayBeCut.ShouldBe(cut);
    }

    [Fact]
    public void Read_StakesThatWereStillTaken_AreNotTheLast() =>
        Read(Race.TrimEnd().Replace("\"pool\"", "\"after_close\":false,\"pool\"", StringComparison.Ordinal))
            .Races[0]
            .IsLast.ShouldBeFalse();

    [Theory]
    [InlineData("""{"date":"2023-01-02","race":"R1C3","pool":"pmu_internet"}""")]
    [InlineData("""{"date":"2023-01-02","race":"R1C3","pool":"elsewhere","win_stakes_cents":{"5":1}}""")]
    [InlineData("""{"date":"2023-01-02","race":"R1C3","pool":"pmu_internet","win_stakes_cents":{"five":1}}""")]
    [InlineData("""{"date":"2023-01-02","race":"R1C3","pool":"pmu_internet","win_stakes_cents":{"5":-1}}""")]
    [InlineData("""{"date":"2023-01-02","race":"R1C3","pool":"pmu_internet","couple_place_stakes_cents":{"5-5":1}}""")]
    [InlineData("""{"date":"2023-01-02","race":"R1C3","pool":"pmu_internet","couple_place_stakes_cents":{"3-5":1,"5-3":1}}""")]
    [InlineData("junk")]
    public void Read_LineThatIsNoRace_IsNamedAndTheOthersStand(string line)
    {
        var file = Read(Race + "\n" + line);
        file.Races.Count.ShouldBe(1);
        file.Refused.ShouldHaveSingleItem().Where.Split(':')[^1].ShouldBe("2");
    }

    private static PoolStakesFile Read(string content)
    {
        using var file = new TemporaryFile(Encoding.UTF8.GetBytes(content.Trim()));
        return PoolStakes.Read(file.Path, TestContext.Current.CancellationToken).ShouldBeOfType<SourceAnswer<PoolStakesFile>.Found>().Value;
    }
}
