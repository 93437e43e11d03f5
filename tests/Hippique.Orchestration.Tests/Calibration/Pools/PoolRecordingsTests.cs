using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Pools;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Calibration.Pools;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Calibration.Pools;

public sealed class PoolRecordingsTests
{
    private static readonly double[] Shares = [.30, .20, .15, .12, .09, .07, .04, .03];
    private readonly MemoryArtifactStore _store = new();

    [Fact]
    public async Task Read_ARecordedRace_IsJudgedAtBothMoments()
    {
        await PlanAsync();
        await PutAsync(ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H5), Look(Phase.H5));
        await PutAsync(ArtifactPaths.Close(InventedRaces.Id), Close(2));
        await PutAsync(ArtifactPaths.Result(InventedRaces.Id), Result());

        var result = Judge(await ReadAsync());

        result.RecordedDays.ShouldBe(1);
        result
            .Tables.Select(table => (table.Pool, table.Moment, table.All.Bets, table.All.Won))
            .ShouldBe([(Pool.PmuInternet, PriceMoment.H5, 8, 3), (Pool.PmuInternet, PriceMoment.Close, 8, 3)]);
        result.LeftOut.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_OtherDays_AreNot()
    {
        await PlanAsync();
        (await ReadAsync(InventedRaces.Day.AddDays(1))).Days.ShouldBe(0);
    }

    [Fact]
    public async Task Read_AHorseWithdrawnInBetween_IsNoBetAtH5AndNoStarterAtTheClose()
    {
        await PlanAsync();
        await PutAsync(ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H5), Look(Phase.H5));
        await PutAsync(ArtifactPaths.Close(InventedRaces.Id), Close(2));
        await PutAsync(ArtifactPaths.Result(InventedRaces.Id), Result() with { NonRunners = [8] });
        // Eight were declared: three places are paid for seven that start.
        Judge(await ReadAsync()).Tables.Select(table => (table.All.Bets, table.All.Won)).ShouldBe([(7, 3), (7, 3)]);
    }

    [Fact]
    public async Task Read_StakesOfBeforeTheOff_AreNotTheLast()
    {
        await PlanAsync();
        await PutAsync(ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H5), Look(Phase.H5));
        await PutAsync(ArtifactPaths.Close(InventedRaces.Id), Close(-1));
        await PutAsync(ArtifactPaths.Result(InventedRaces.Id), Result());
        Judge(await ReadAsync()).LeftOut.ShouldBe([new LeftOut(PriceMoment.Close, PoolGap.OldStakes, 1)]);
    }

    [Fact]
    public async Task Read_DividendsOfAnotherPool_PayNothingHere()
    {
        await PlanAsync();
        await PutAsync(ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H5), Look(Phase.H5));
        await PutAsync(ArtifactPaths.Result(InventedRaces.Id), Result() with { Pool = Pool.PmuNational });
        Judge(await ReadAsync())
            .LeftOut.ShouldBe([new LeftOut(PriceMoment.H5, PoolGap.NoDividends, 1), new LeftOut(PriceMoment.Close, PoolGap.NotSeen, 1)]);
    }

    [Fact]
    public async Task Read_WhatIsMissing_IsCountedByReason()
    {
        await PlanAsync();
        Judge(await ReadAsync()).LeftOut.ShouldBe(Both(PoolGap.NoResult));
        await PutAsync(ArtifactPaths.Result(InventedRaces.Id), Result());
        Judge(await ReadAsync()).LeftOut.ShouldBe(Both(PoolGap.NotSeen));
        await PutAsync(ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H30), InventedRaces.Snapshot(Phase.H30));
        await PutAsync(ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H5), InventedRaces.Snapshot(Phase.H5));
        Judge(await ReadAsync())
            .LeftOut.ShouldBe([new LeftOut(PriceMoment.H5, PoolGap.NoStakes, 1), new LeftOut(PriceMoment.Close, PoolGap.NotSeen, 1)]);
    }

    [Fact]
    public async Task Read_InventedDays_AreNoEvidence()
    {
        await PlanAsync(simulated: true);
        Judge(await ReadAsync()).LeftOut.ShouldBe(Both(PoolGap.Simulated));
    }

    private static LeftOut[] Both(PoolGap gap) => [new LeftOut(PriceMoment.H5, gap, 1), new LeftOut(PriceMoment.Close, gap, 1)];

    private static PoolsEvaluation Judge(PoolRecording recorded) =>
        PoolsEvaluation.Of(GpiModels.Default, files: null, recorded, TestContext.Current.CancellationToken);

    private Task<PoolRecording> ReadAsync(DateOnly? from = null) =>
        new PoolRecordings(_store, new PlanStore(_store)).ReadAsync(
            from ?? InventedRaces.Day,
            DateOnly.MaxValue,
            TestContext.Current.CancellationToken
        );

    private Task<PutOutcome> PlanAsync(bool simulated = false) =>
        PutAsync(
            ArtifactPaths.Plan(InventedRaces.Day),
            new DayPlan
            {
                Date = InventedRaces.Day,
                Simulated = simulated,
                Refused = [],
                Notes = [],
                Races =
                [
                    new PlannedRace
                    {
                        Id = InventedRaces.Id,
                        Meeting = "VALMOREL",
                        Country = "FRA",
                        Name = "PRIX DES TILLEULS",
                        Off = InventedRaces.Off,
                        Links = [new RaceLink("pmu", InventedRaces.Day, InventedRaces.Id.Code, "")],
                        OffClaims = [],
                    },
                ],
            }
        );

    private Task<PutOutcome> PutAsync<T>(string path, T value) =>
        _store.PutIfAbsentAsync(path, ArtifactJson.Write(value), TestContext.Current.CancellationToken);

    private static Snapshot Look(Phase phase) => InventedRaces.Snapshot(phase) with { Pools = [Prices(-5)] };

    private static PoolPrices Prices(int minutesAfterOff) =>
        InventedRaces.Win(Pool.PmuInternet, InventedRaces.Off.AddMinutes(minutesAfterOff)) with
        {
            Stakes = [Stakes(BetType.SimpleGagnant, minutesAfterOff), Stakes(BetType.SimplePlace, minutesAfterOff)],
        };

    private static BetStakes Stakes(BetType bet, int minutesAfterOff) =>
        new()
        {
            Bet = bet,
            At = InventedRaces.Off.AddMinutes(minutesAfterOff),
            Total = new Euro(10_000),
            Stakes = [.. Shares.Select((share, i) => new CombinationStake([i + 1], new Euro((decimal)share * 10_000)))],
        };

    private static ClosingPrices Close(int minutesAfterOff) =>
        new()
        {
            Race = InventedRaces.Id,
            Off = InventedRaces.Off,
            PlannedAt = InventedRaces.Off.AddMinutes(5),
            Source = "pmu",
            Pools = [Prices(minutesAfterOff)],
            NonRunners = [],
            Notes = [],
        };

    private static RaceResult Result() =>
        new()
        {
            Id = InventedRaces.Id,
            Pool = Pool.PmuInternet,
            State = ResultState.Official,
            Arrival =
            [
                [1],
                [3],
                [2],
                [4],
            ],
            NonRunners = [],
            Dividends = [.. new[] { 1, 3, 2 }.Select(number => new Dividend(BetType.SimplePlace, [number], 1.6m))],
        };
}
