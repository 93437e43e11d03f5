using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Artifacts;

public sealed class ArtifactJsonTests
{
    private sealed record Everything(
        RaceId Race,
        RaceCode Code,
        DateOnly Date,
        DateTimeOffset At,
        Euro Money,
        Pool PoolOne,
        BetType Bet,
        Odds Odds,
        PlaceRange Place,
        string? Nothing
    );

    [Fact]
    public void Write_EveryKindOfValue_HasTheDocumentedShape()
    {
        var value = new Everything(
            new RaceId(new DateOnly(2025, 11, 22), new RaceCode(1, 3)),
            new RaceCode(1, 3),
            new DateOnly(2025, 11, 22),
            new DateTimeOffset(2025, 11, 22, 13, 35, 0, TimeSpan.FromHours(1)),
            new Euro(3m),
            Pool.PmuInternet,
            BetType.SimplePlace,
            new Odds(2.9),
            new PlaceRange(1.1, 1.8),
            null
        );
        var bytes = ArtifactJson.Write(value);
        Encoding
            .UTF8.GetString(bytes)
            .ShouldBe(
                """
                {
                  "race": "2025-11-22/R1C3",
                  "code": "R1C3",
                  "date": "2025-11-22",
                  "at": "2025-11-22T12:35:00Z",
                  "money": 3.00,
                  "pool_one": "pmu_internet",
                  "bet": "simple_place",
                  "odds": 2.9,
                  "place": {
                    "low": 1.1,
                    "high": 1.8
                  },
                  "nothing": null
                }

                """.ReplaceLineEndings("\n")
            );
        ArtifactJson.Read<Everything>("x.json", bytes).ShouldBe(value);
    }

    [Fact]
    public void Read_SnapshotWrittenBefore_GivesTheSameBytes()
    {
        var bytes = ArtifactJson.Write(InventedRaces.Snapshot(Phase.H5));
        ArtifactJson.Write(ArtifactJson.Read<Snapshot>("s.json", bytes)).ShouldBe(bytes);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"schema\":1}")]
    public void Read_WhatItIsNot_NamesTheFile(string text) =>
        Should
            .Throw<ArtifactException>(() => ArtifactJson.Read<Snapshot>("2025-11-22/R1C3/snapshot_h5.json", Encoding.UTF8.GetBytes(text)))
            .Message.ShouldStartWith("2025-11-22/R1C3/snapshot_h5.json: ");

    [Fact]
    public void Cotes_TwoPhases_OneRowPerRunnerAndPhase()
    {
        var text = Encoding.UTF8.GetString(CotesCsv.Write([InventedRaces.Snapshot(Phase.H30), InventedRaces.Snapshot(Phase.H5)]));
        var lines = text.TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(1 + 2 * InventedRaces.Runners);
        lines[0]
            .ShouldBe(
                "race,phase,planned_at,pool,origin,number,horse,non_runner,win_odds,place_low,place_high,simulated,taken_at,odds_at,win_stake,place_stake,win_pool,place_pool,stakes_at"
            );
        lines[1]
            .ShouldBe(
                "2025-11-22/R1C3,H30,2025-11-22T12:05:00Z,pmu_national,live,1,\"Ligne, Droite\",false,3,,,false,2025-11-22T12:05:00Z,2025-11-22T12:05:00Z,,,,,"
            );
    }

    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+1", "'+1")]
    [InlineData("-1+2", "'-1+2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "' =1")]
    [InlineData("\u001b[31m=1", "'=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("=1,\"a\"", "\"'=1,\"\"a\"\"\"")]
    [InlineData("L'ÉTOILE-D'OR", "L'ÉTOILE-D'OR")]
    public void Cotes_ANameThatBeginsLikeAFormula_IsText(string horse, string cell)
    {
        var look = InventedRaces.Snapshot(Phase.H30);
        look = look with { Card = look.Card with { Runners = [look.Card.Runners[0] with { Horse = horse }] } };
        Encoding.UTF8.GetString(CotesCsv.Write([look])).Split('\n')[1].ShouldContain($",live,1,{cell},false,3,");
    }

    [Fact]
    public void Read_TextOfAFileThatWasWrittenRaw_IsClean()
    {
        var look = InventedRaces.Snapshot(Phase.H30);
        var raw = ArtifactJson.Write(look with { Notes = ["a\u001b[31mb\u202ec\nd"] });
        ArtifactJson.Read<Snapshot>("s.json", raw).Notes.ShouldBe(["abc\nd"]);
    }

    [Fact]
    public void Cotes_APoolThatShowsItsMoney_HasItBesideThePrices()
    {
        var look = InventedRaces.Snapshot(Phase.H5);
        var pool = look.Pools[0];
        BetStakes On(BetType bet, int number, decimal euros, decimal? total) =>
            new()
            {
                Bet = bet,
                At = look.PlannedAt,
                Total = total is { } all ? new Euro(all) : null,
                Stakes = [new CombinationStake([number], new Euro(euros))],
            };
        var pair = new BetStakes
        {
            Bet = BetType.CoupleGagnant,
            At = null,
            Total = null,
            Stakes = [new CombinationStake([1, 2], new Euro(7))],
        };
        PoolPrices[] pools =
        [
            pool with
            {
                Stakes = [On(BetType.SimpleGagnant, 1, 1234567.5m, null), On(BetType.SimplePlace, 2, 0, 46200), pair],
            },
        ];
        var lines = Encoding.UTF8.GetString(CotesCsv.Write([look with { Pools = pools }])).Split('\n');
        lines[1].ShouldEndWith(",1234567.50,,,46200.00,2025-11-22T12:30:00Z");
        lines[2].ShouldEndWith(",,0.00,,46200.00,2025-11-22T12:30:00Z");
    }

    [Fact]
    public void Cotes_ALookOfItsOwnMoment_ShowItAndTheStampOfEachPrice()
    {
        var look = InventedRaces.Snapshot(Phase.H5);
        var taken = look.PlannedAt.AddSeconds(200);
        var pool = look.Pools[0];
        var stamped = pool with { Win = [pool.Win[0] with { At = taken.AddMinutes(-61) }, .. pool.Win.Skip(1)] };
        var lines = Encoding.UTF8.GetString(CotesCsv.Write([look with { TakenAt = taken, Pools = [stamped] }])).Split('\n');
        lines[1].ShouldEndWith(",false,2025-11-22T12:33:20Z,2025-11-22T11:32:20Z,,,,,");
        lines[2].ShouldEndWith(",false,2025-11-22T12:33:20Z,2025-11-22T12:30:00Z,,,,,");
        lines[1].ShouldStartWith("2025-11-22/R1C3,H5,2025-11-22T12:30:00Z,");
    }

    [Fact]
    public void Read_SnapshotOfAVersionWithoutTakenAt_GivesThePlannedInstant()
    {
        var look = InventedRaces.Snapshot(Phase.H5) with { TakenAt = InventedRaces.Off.AddSeconds(-100) };
        var text = Encoding.UTF8.GetString(ArtifactJson.Write(look));
        text.ShouldContain("\"taken_at\": \"2025-11-22T12:33:20Z\"");
        // A price without a stamp of its own has none in the file either.
        text.ShouldNotContain("\"at\": null");
        ArtifactJson.Read<Snapshot>("s.json", Encoding.UTF8.GetBytes(text)).TakenAt.ShouldBe(look.TakenAt);
        var old = text.Replace("  \"taken_at\": \"2025-11-22T12:33:20Z\",\n", "", StringComparison.Ordinal);
        old.ShouldNotBe(text);
        ArtifactJson.Read<Snapshot>("s.json", Encoding.UTF8.GetBytes(old)).TakenAt.ShouldBe(look.PlannedAt);
    }

    [Fact]
    public void Read_APriceWithItsStamp_KeepsIt()
    {
        var price = new WinPrice(3, new Odds(4.5), InventedRaces.Off.AddMinutes(-9));
        ArtifactJson.Read<WinPrice>("p.json", ArtifactJson.Write(price)).ShouldBe(price);
    }
}
