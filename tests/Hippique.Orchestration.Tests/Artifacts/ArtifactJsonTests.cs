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
        lines[0].ShouldBe("race,phase,planned_at,pool,origin,number,horse,non_runner,win_odds,place_low,place_high,simulated");
        lines[1].ShouldBe("2025-11-22/R1C3,H30,2025-11-22T12:05:00Z,pmu_national,live,1,\"Ligne, Droite\",false,3,,,false");
    }
}
