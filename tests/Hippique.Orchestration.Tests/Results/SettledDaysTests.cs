using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Statistics;
using Hippique.Orchestration.Tests.Exposure;
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

        (await _bench.TextAsync("2025-11-22/R1C3/result.json", Token))!.ShouldContain("\"state\": \"official\"");
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

    [Theory]
    [InlineData(2, false, 1)]
    [InlineData(2, true, 1)]
    [InlineData(3, false, 0)]
    [InlineData(3, true, 0)]
    public async Task ExtendAsync_RaceWithoutATicketOlderThanThreeDays_IsGivenUp(int later, bool onceADay, int asked)
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();

        (await ExtendAsync(Tomorrow.AddDays(later), onceADay: onceADay)).New.ShouldBe(asked);

        _bench.ZEturf.ResultsAsked.Count.ShouldBe(asked);
    }

    /// <summary>The record has the race from a file that the user imported, so its result is not missing.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ExtendAsync_RaceThatIsInTheRecord_IsNotAskedFor(bool onceADay)
    {
        await SeenAsync();
        var past = PastRace.From(InventedRaces.Card(), Result().Arrival, [], Result().Times, [], [])!;
        await new HistoryStore(_bench.Store).ImportAsync([past], Token);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();

        (await ExtendAsync(Tomorrow, onceADay: onceADay)).ShouldBe(default);

        _bench.ZEturf.ResultsAsked.ShouldBeEmpty();
    }

    [Fact]
    public async Task ExtendAsync_RaceWithItsEnd_IsAskedForAgainOnlyIfItHasATicket()
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();
        await ExtendAsync(Tomorrow, onceADay: true);
        await ExtendAsync(Tomorrow, onceADay: true);
        _bench.ZEturf.ResultsAsked.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ExtendAsync_RaceThatTheSimulatorInvented_IsNotRecorded()
    {
        await SeenAsync();
        var path = ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H30);
        var there = (await _bench.Store.GetAsync(path, Token))!;
        var seen = ArtifactJson.Read<Snapshot>(path, there.Content) with { Simulated = true };
        await _bench.Store.PutIfUnchangedAsync(path, ArtifactJson.Write(seen), there.Version, Token);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();

        (await ExtendAsync(Tomorrow)).ShouldBe(default);

        (await _bench.TextAsync(Record, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task ExtendAsync_RaceThatWasNeverLookedAt_IsNotAskedFor()
    {
        await _bench.ScheduledAsync(Token);
        (await ExtendAsync(Tomorrow)).ShouldBe(default);
        _bench.ZEturf.ResultsAsked.ShouldBeEmpty();
    }

    [Fact]
    public async Task ExtendAsync_ArrivalThatIsNotOfficial_IsKeptAsSuchAndAskedForAgain()
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result() with { State = ResultState.Provisional };

        (await ExtendAsync(Tomorrow)).ShouldBe(default);
        (await ExtendAsync(Tomorrow)).ShouldBe(default);

        (await _bench.TextAsync("2025-11-22/R1C3/result.json", Token))!.ShouldContain("\"state\": \"provisional\"");
        (await _bench.TextAsync("2025-11-22/R1C3/result_2.json", Token)).ShouldBeNull();
        _bench.ZEturf.ResultsAsked.Count.ShouldBe(2);

        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();
        (await ExtendAsync(Tomorrow)).New.ShouldBe(1);
        (await _bench.TextAsync("2025-11-22/R1C3/result_2.json", Token))!.ShouldContain("\"state\": \"official\"");
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
        (await _bench.TextAsync("2025-11-22/R1C3/result.json", Token)).ShouldBeNull();
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
    public async Task ExtendAsync_ResultWithoutAnyHorse_IsKeptAndNotRecorded()
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result() with { Arrival = [] };

        (await ExtendAsync(Tomorrow)).ShouldBe(default);
        (await ExtendAsync(Tomorrow)).ShouldBe(default);

        (await _bench.TextAsync("2025-11-22/R1C3/result.json", Token))!.ShouldContain("\"state\": \"nobody_classified\"");
        (await _bench.TextAsync(Record, Token)).ShouldBeNull();
        _bench.ZEturf.ResultsAsked.Count.ShouldBe(1);
    }

    /// <summary>A file that somebody changed by hand costs its own race, and no other race or day.</summary>
    [Fact]
    public async Task ExtendAsync_FileOfOneRaceThatDoesNotRead_CostsThatRaceAlone()
    {
        _bench.Pmu.With("R1C4", "VALMOREL", InventedRaces.Off.AddMinutes(30), "PRIX DES AULNES");
        await SeenAsync();
        var other = new RaceId(InventedRaces.Day, RaceCode.Parse("R1C4").Value);
        var seen = InventedRaces.Snapshot(Phase.H30) with { Card = InventedRaces.Card(other) };
        await _bench.Store.PutIfAbsentAsync(ArtifactPaths.Snapshot(other, Phase.H30), ArtifactJson.Write(seen), Token);
        _bench.Pmu.Results[other.Code] = Result() with { Id = other };
        await _bench.Store.PutIfAbsentAsync(ArtifactPaths.Result(InventedRaces.Id), "{"u8.ToArray(), Token);

        var error = await Should.ThrowAsync<ArtifactException>(() => ExtendAsync(Tomorrow));

        error.Message.ShouldStartWith("2025-11-22/R1C3/result.json");
        (await _bench.TextAsync(Record, Token))!.ShouldContain("\"race\":\"R1C4\"");
    }

    [Fact]
    public async Task ExtendAsync_RecordOfOneDayThatDoesNotRead_CostsNoOtherDay()
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();
        var dayBefore = InventedRaces.Day.AddDays(-1);
        await _bench.Plans.UpdateAsync(dayBefore, _ => Plan(dayBefore), Token);
        await _bench.Store.PutIfAbsentAsync("history/2025-11-21.jsonl", "{"u8.ToArray(), Token);

        (await Should.ThrowAsync<UnreadableFileException>(() => ExtendAsync(Tomorrow))).Message.ShouldStartWith("history/2025-11-21.jsonl");

        (await _bench.TextAsync(Record, Token)).ShouldNotBeNull();

        static DayPlan Plan(DateOnly date) =>
            new()
            {
                Date = date,
                Races = [],
                Refused = [],
                Notes = [],
            };
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

    /// <summary>Books on paper propose before the questions, so that what they lack is asked for, and settle on the answers.</summary>
    [Fact]
    public async Task ExtendAsync_BooksOnPaper_ProposeBeforeTheQuestionsAndSettleAfterThem()
    {
        await SeenAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result();
        var paper = new PaperOf(_bench, PlayedDays.Ticket(InventedRaces.Id, InventedRaces.Off, 2));

        // Longer ago than a race without a ticket is asked for.
        await _bench.ExtendAsync(Tomorrow.AddDays(9), InventedRaces.Off.AddDays(10), onceADay: true, paper: paper);

        paper.AskedBefore.ShouldBe([0, 1]);
        (await _bench.TextAsync("2025-11-22/R1C3/result.json", Token)).ShouldNotBeNull();
    }

    /// <summary>Has one open ticket; remembers how many questions had been put at each of its steps.</summary>
    private sealed class PaperOf(PhaseBench bench, Ticket ticket) : IPaperBooks
    {
        public List<int> AskedBefore { get; } = [];

        public Task<ILookup<RaceId, Ticket>> ProposeAsync(DateOnly today, CancellationToken cancellationToken)
        {
            AskedBefore.Add(bench.ZEturf.ResultsAsked.Count);
            return Task.FromResult(new[] { ticket }.ToLookup(one => one.Race));
        }

        public Task SettleAsync(DateOnly today, CancellationToken cancellationToken)
        {
            AskedBefore.Add(bench.ZEturf.ResultsAsked.Count);
            return Task.CompletedTask;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static RaceResult Result() =>
        new()
        {
            Id = InventedRaces.Id,
            Pool = Pool.ZEturf,
            State = ResultState.Official,
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

    private Task<HistoryImport> ExtendAsync(
        DateOnly today,
        DateTimeOffset? now = null,
        IArtifactStore? store = null,
        bool onceADay = false
    ) => _bench.ExtendAsync(today, now ?? InventedRaces.Off.AddHours(7), store, onceADay);
}
