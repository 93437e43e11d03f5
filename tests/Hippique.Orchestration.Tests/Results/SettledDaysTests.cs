using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Results;

public sealed class SettledDaysTests
{
    private const string Record = "history/2025-11-22.jsonl";
    private static readonly DateOnly Tomorrow = InventedRaces.Day.AddDays(1);
    private readonly PhaseBench _bench = new();

    [Fact]
    public async Task ExtendAsync_ResultOfYesterday_IsKeptAndInTheRecordOfTodayOnly()
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();

        (await ExtendAsync(Tomorrow)).ShouldBe(new HistoryImport(1, 0));

        (await _bench.TextAsync("2025-11-22/R1C3/result.json", Token))!.ShouldContain("\"official\": true");
        var history = await new HistoryStore(_bench.Store).LoadAsync(Token);
        history.Of(InventedRaces.Card(new RaceId(Tomorrow, InventedRaces.Id.Code))).ShouldNotBeEmpty();
        history.Of(InventedRaces.Card()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ExtendAsync_Again_AsksForNothingAndChangesNothing()
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();
        await ExtendAsync(Tomorrow);
        var before = await _bench.TextAsync(Record, Token);

        (await ExtendAsync(Tomorrow)).ShouldBe(default);

        _bench.ZEturf.ResultsAsked.Count.ShouldBe(1);
        (await _bench.TextAsync(Record, Token)).ShouldBe(before);
    }

    [Fact]
    public async Task ExtendAsync_PricesOfBothMoments_AreOfOnePool()
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result() with
        {
            Pool = Pool.PmuInternet,
            Close = [new WinPrice(1, new Odds(9))],
            Others = [new PoolResult(Pool.ZEturf, [], [new WinPrice(1, new Odds(2.5))])],
            Times = new Dictionary<int, double> { [2] = 73.4 },
        };

        await ExtendAsync(Tomorrow);

        // Seen at H-30: ZEturf at 3, not PMU's internet pool.
        var record = (await _bench.TextAsync(Record, Token))!;
        record.ShouldContain("\"odds_h30\":3,\"odds_close\":2.5}");
        record.ShouldNotContain("\"odds_close\":9");
        record.ShouldContain("\"won\":true,\"seconds_per_km\":73.4");
    }

    /// <summary>The day's own plan runs again while races are over: nothing of them may come back into the day.</summary>
    [Fact]
    public async Task ExtendAsync_RacesOfTheDayItself_AreNotAskedFor()
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();

        (await ExtendAsync(InventedRaces.Day)).ShouldBe(default);

        _bench.ZEturf.ResultsAsked.ShouldBeEmpty();
        (await _bench.TextAsync(Record, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task ExtendAsync_NoResultYet_NextPlanAsksAgain()
    {
        await SeenAsync();
        (await ExtendAsync(Tomorrow)).ShouldBe(default);
        (await _bench.TextAsync("2025-11-22/R1C3/result.json", Token)).ShouldBeNull();

        _bench.Pmu.Results[InventedRaces.Id.Code] = Result();
        (await ExtendAsync(Tomorrow.AddDays(2))).New.ShouldBe(1);
    }

    [Fact]
    public async Task ExtendAsync_OlderThanThreeDays_IsGivenUp()
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();

        (await ExtendAsync(Tomorrow.AddDays(3))).ShouldBe(default);

        _bench.ZEturf.ResultsAsked.ShouldBeEmpty();
    }

    [Fact]
    public async Task ExtendAsync_RaceThatWasNeverLookedAt_IsNotAskedFor()
    {
        await _bench.ScheduledAsync(Token);
        (await ExtendAsync(Tomorrow)).ShouldBe(default);
        _bench.ZEturf.ResultsAsked.ShouldBeEmpty();
    }

    [Fact]
    public async Task ExtendAsync_ArrivalThatIsNotOfficial_IsNotKept()
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result() with { Official = false };

        (await ExtendAsync(Tomorrow)).ShouldBe(default);

        (await _bench.TextAsync("2025-11-22/R1C3/result.json", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task ExtendAsync_WinnerWhoIsNotOnTheCard_IsAnotherRaceAndNotRecorded()
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result() with
        {
            Arrival =
            [
                [17],
                [2],
            ],
        };
        (await ExtendAsync(Tomorrow)).ShouldBe(default);
        (await _bench.TextAsync(Record, Token)).ShouldBeNull();
    }

    /// <summary>Stopped between the two writes: the kept result is enough.</summary>
    [Fact]
    public async Task ExtendAsync_ResultKeptButNotRecorded_IsRecordedWithoutAsking()
    {
        await SeenAsync();
        await _bench.Store.PutIfAbsentAsync(ArtifactPaths.Result(InventedRaces.Id), ArtifactJson.Write(Result()), Token);

        (await ExtendAsync(Tomorrow)).New.ShouldBe(1);

        _bench.ZEturf.ResultsAsked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SourceErrorKind.Forbidden, 1)]
    [InlineData(SourceErrorKind.Unreachable, 1)]
    [InlineData(SourceErrorKind.BudgetSpent, 1)]
    [InlineData(SourceErrorKind.NoResultYet, 2)]
    public async Task ExtendAsync_SourceThatRefuses_IsAskedAgainOnlyWhereTheReasonIsTheRaces(SourceErrorKind kind, int asked)
    {
        _bench.Pmu.With("R1C4", "VALMOREL", InventedRaces.Off.AddMinutes(30), "PRIX DES AULNES");
        await SeenAsync();
        var other = new RaceId(InventedRaces.Day, RaceCode.Parse("R1C4").Value);
        var seen = InventedRaces.Snapshot(Phase.H30) with { Card = InventedRaces.Card(other) };
        await _bench.Store.PutIfAbsentAsync(ArtifactPaths.Snapshot(other, Phase.H30), ArtifactJson.Write(seen), Token);
        _bench.Pmu.ResultError = kind;

        await ExtendAsync(Tomorrow);

        _bench.Pmu.ResultsAsked.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task ExtendAsync_PlanOfSimulatedRaces_IsPassedOver()
    {
        await SeenAsync();
        await _bench.Plans.UpdateAsync(InventedRaces.Day, plan => plan! with { Simulated = true }, Token);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();

        (await ExtendAsync(Tomorrow)).ShouldBe(default);

        _bench.ZEturf.ResultsAsked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(29, 0)]
    [InlineData(30, 1)]
    public async Task ExtendAsync_RaceThatIsJustOver_IsAskedForHalfAnHourAfterItsOff(int minutes, int asked)
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();

        await ExtendAsync(Tomorrow, InventedRaces.Off.AddMinutes(minutes));

        _bench.ZEturf.ResultsAsked.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task ExtendAsync_ResultWithoutAnyHorse_IsNeitherKeptNorRecorded()
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result() with { Arrival = [] };

        (await ExtendAsync(Tomorrow)).ShouldBe(default);

        (await _bench.TextAsync("2025-11-22/R1C3/result.json", Token)).ShouldBeNull();
        (await _bench.TextAsync(Record, Token)).ShouldBeNull();
    }

    /// <summary>The result is written first, so that a disk that fails in between loses no request.</summary>
    [Fact]
    public async Task ExtendAsync_RecordCannotBeWritten_NextRunUsesTheKeptResult()
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();
        var disk = new BreakingStore(_bench.Store, failAt: 2);

        await Should.ThrowAsync<ArtifactException>(() => ExtendAsync(Tomorrow, store: disk));
        disk.Mended = true;

        (await ExtendAsync(Tomorrow, store: disk)).ShouldBe(new HistoryImport(1, 0));
        _bench.ZEturf.ResultsAsked.Count.ShouldBe(1);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static RaceResult Result() =>
        new()
        {
            Id = InventedRaces.Id,
            Pool = Pool.ZEturf,
            Official = true,
            Arrival =
            [
                [2],
                [1],
                [5],
            ],
            NonRunners = [],
            Dividends = [],
        };

    private async Task SeenAsync()
    {
        await _bench.ScheduledAsync(Token);
        await _bench.RunAsync(Phase.H30, Token);
    }

    private Task<HistoryImport> ExtendAsync(DateOnly today, DateTimeOffset? now = null, IArtifactStore? store = null) =>
        _bench.ExtendAsync(today, now ?? InventedRaces.Off.AddHours(7), store);
}
