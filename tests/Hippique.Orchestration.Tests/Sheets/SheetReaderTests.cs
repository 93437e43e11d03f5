using System.Text;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Sheets;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;
using Hippique.Testing.Gpi;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using static Hippique.Orchestration.Tests.Exposure.PlayedDays;

namespace Hippique.Orchestration.Tests.Sheets;

/// <summary>Which horses of which look stand on the day's sheet, and what stands there if none does.</summary>
public sealed class SheetReaderTests
{
    private static readonly DateTimeOffset Evening = Off("22:00");
    private readonly MemoryArtifactStore _store = new();

    /// <summary>What the analysis says of a look that has none stored; by default as that of H-5.</summary>
    private readonly AnalyserOf _analyser = new(Analysis);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_DayWithoutAPlan_IsNull() => (await ReadAsync()).ShouldBeNull();

    [Fact]
    public async Task Read_RaceNotSeen_SaysWhetherItsTimeIsOver()
    {
        await _store.PlanAsync(Day, "R1C1 VALMOREL 14:00");

        var noon = (await ReadAsync(Off("12:00")))!.Races.ShouldHaveSingleItem();
        (noon.H30.State, noon.H5.State).ShouldBe((SheetState.ToCome, SheetState.ToCome));
        (noon.H30.At, noon.H5.At).ShouldBe((Off("13:30"), Off("13:55")));
        var between = (await ReadAsync(Off("13:50")))!.Races[0];
        (between.H30.State, between.H5.State).ShouldBe((SheetState.NotMade, SheetState.ToCome));
        (await ReadAsync())!.Races[0].H5.State.ShouldBe(SheetState.NotMade);
    }

    [Fact]
    public async Task Read_RaceSeenAndNotAnalysed_SaysSo()
    {
        await _store.PlanAsync(Day, "R1C1 VALMOREL 14:00");
        await SeenAsync("R1C1", Phase.H5);

        (await ReadAsync())!.Races[0].H5.State.ShouldBe(SheetState.NotAnalysed);
    }

    [Fact]
    public async Task Read_AfterH5_ShowsTheNearestHorsesOfTheStoredAnalysis()
    {
        await AnalysedAsync(Analysis with { Closest = new ClosestCall(4, "QUATRE", 4, 6, .5) });

        var pool = (await ReadAsync())!.Races[0].H5.Pools.ShouldHaveSingleItem();
        (pool.Pool, pool.Bet, pool.Reason).ShouldBe((Pool.ZEturf, BetType.SimpleGagnant, GuardCode.RoiMinSp));
        // The one that the guards measured, then by what the price lacks; 5 would have to more than double, 6 is a bet at no price.
        pool.Nearest.Select(horse => horse.Number).ShouldBe([4, 2, 3]);
        (pool.Nearest[1].Price, pool.Nearest[1].PlayableFrom).ShouldBe((3, 3.3));
        _analyser.Given.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_NearestHorse_IsShownHoweverFar()
    {
        await AnalysedAsync(Analysis with { Runners = [Runner(5, 3, 9), Runner(6, 3, null)] });

        (await ReadAsync())!.Races[0].H5.Pools[0].Nearest.ShouldHaveSingleItem().Number.ShouldBe(5);
    }

    /// <summary>A reader would play the price of a race in which nothing may be played.</summary>
    [Theory]
    [InlineData(GuardCode.Limits, Outcome.Abstain)]
    [InlineData(GuardCode.RunnersMin, Outcome.Unplayable)]
    public async Task Read_RaceThatNoPriceMakesABet_HasNoHorse(GuardCode code, Outcome outcome)
    {
        await AnalysedAsync(Analysis with { Outcome = outcome, Reason = GuardCode.RoiMinSp, Guards = [Failed(code, GuardScope.All)] });

        var pool = (await ReadAsync())!.Races[0].H5.Pools[0];
        (pool.Reason, pool.Nearest.Count).ShouldBe((code, 0));
    }

    [Fact]
    public async Task Read_RaceWithATicket_ShowsItAndTheOtherHorses()
    {
        var ticket = Ticket(Id("R1C1"), Off("14:00"), 2);
        ticket.Legs.ShouldHaveSingleItem().Numbers.ShouldBe([5]);
        await AnalysedAsync(
            Analysis with
            {
                Outcome = Outcome.Play,
                Reason = null,
                Tickets = [ticket],
                Runners = [Runner(2, 3, 3.3), Runner(5, 4, 3.5)],
            }
        );

        var race = (await ReadAsync())!.Races[0];
        race.Tickets.ShouldHaveSingleItem().Id.ShouldBe(ticket.Id);
        race.H5.Pools[0].Nearest.ShouldHaveSingleItem().Number.ShouldBe(2);
    }

    [Fact]
    public async Task Read_H30_IsAnalysedAsItWasSeenThenAndKeepsNothing()
    {
        await _store.PlanAsync(Day, "R1C1 VALMOREL 14:00");
        await SeenAsync("R1C1", Phase.H30);
        var files = await _store.ListAsync("", Cancel);
        // No earlier look: the rules refuse every race for it, and at H-30 that is no reason.
        _analyser.Makes = Analysis with
        {
            Outcome = Outcome.Unplayable,
            Reason = GuardCode.SameField,
            Guards =
            [
                Failed(GuardCode.SameField, GuardScope.All) with
                {
                    Note = GuardRemark.NoH30,
                },
                Failed(GuardCode.RoiMinSp, GuardScope.Leg),
            ],
        };

        var look = (await ReadAsync())!.Races[0].H30;
        (look.Phase, look.State, look.At).ShouldBe((Phase.H30, SheetState.Analysed, Off("13:30").AddSeconds(2)));
        (look.Pools[0].Reason, look.Pools[0].Nearest.Count).ShouldBe((GuardCode.RoiMinSp, 3));
        var input = _analyser.Given.ShouldHaveSingleItem();
        (input.H5.Phase, input.H30, input.Operators.Single()).ShouldBe((Phase.H30, null, Pool.ZEturf));
        (await _store.ListAsync("", Cancel)).ShouldBe(files);
    }

    /// <summary>An analysis without an earlier look at H-5 stays refused.</summary>
    [Fact]
    public async Task Read_H5WithoutH30_IsRefused()
    {
        await AnalysedAsync(
            Analysis with
            {
                Outcome = Outcome.Unplayable,
                Reason = GuardCode.SameField,
                Guards = [Failed(GuardCode.SameField, GuardScope.All) with { Note = GuardRemark.NoH30 }],
            }
        );

        (await ReadAsync())!.Races[0].H5.Pools[0].Reason.ShouldBe(GuardCode.SameField);
    }

    [Fact]
    public async Task Read_SecondPoolOfTheUser_IsAnalysedWithWhatWasKnownThen()
    {
        var player = new PlayerState { DayStaked = new Euro(3) };
        await AnalysedAsync(Analysis with { Player = player });
        _analyser.Makes = Analysis with { Pool = Pool.PmuInternet };

        var sheet = (await ReadAsync(operators: [Pool.ZEturf, Pool.PmuInternet, Pool.Genybet]))!;
        sheet.Pools.ShouldBe([Pool.ZEturf, Pool.PmuInternet]);
        sheet.Unpriced.ShouldBe([Pool.Genybet]);
        sheet.Races[0].H5.Pools.Select(pool => pool.Pool).ShouldBe([Pool.ZEturf, Pool.PmuInternet]);
        var input = _analyser.Given.ShouldHaveSingleItem();
        (input.Operators.Single(), input.Player.DayStaked).ShouldBe((Pool.PmuInternet, player.DayStaked));
        input.Statistics.Select(figures => figures.Number).ShouldBe(Analysis.Runners.Select(runner => runner.Number));
    }

    [Fact]
    public async Task Read_SecondPoolAfterTheRulesChanged_IsNotComparedWithTheFirst()
    {
        await AnalysedAsync(Analysis with { RulesSha256 = "before" });
        _analyser.Makes = Analysis with { Pool = Pool.PmuInternet, RulesSha256 = "after" };

        var pools = (await ReadAsync(operators: [Pool.ZEturf, Pool.PmuInternet]))!.Races[0].H5.Pools;
        pools.Select(pool => (pool.OtherRules, pool.Nearest.Count)).ShouldBe([(false, 3), (true, 0)]);
    }

    [Fact]
    public async Task Read_RaceInNoneOfTheUsersPools_SaysSo()
    {
        await _store.PlanAsync(Day, "R1C1 VALMOREL 14:00");
        await SeenAsync("R1C1", Phase.H30);

        var pool = (await ReadAsync(operators: [Pool.Genybet]))!.Races[0].H30.Pools.ShouldHaveSingleItem();
        (pool.Pool, pool.Reason).ShouldBe((null, GuardCode.RaceOffered));
    }

    [Fact]
    public async Task Read_RacesAbroad_AreCountedAndLeftOut()
    {
        await _store.PlanAsync(Day, "R1C1 VALMOREL 14:00", "R2C1 ELSEWHERE 14:30");

        var sheet = (await ReadAsync(countries: ["BEL"]))!;
        (sheet.Races.Count, sheet.Abroad).ShouldBe((0, 2));
    }

    [Fact]
    public async Task Csv_HasARowForEachHorseAndEachReason()
    {
        var ticket = Ticket(Id("R1C1"), Off("14:00"), 2);
        await AnalysedAsync(
            Analysis with
            {
                Outcome = Outcome.Play,
                Reason = null,
                Tickets = [ticket],
                Runners = [Runner(2, 3, 3.3) with { Horse = "=1+1, \"x\"" }],
            }
        );

        var lines = Encoding.UTF8.GetString(SheetCsv.Write((await ReadAsync())!)).TrimEnd('\n').Split('\n');
        lines[0]
            .ShouldBe(
                "date,race,meeting,off,look,at,state,pool,bet,rank,number,horse,price,priced_by,playable_from,stake,reason,simulated,modelled"
            );
        lines.Length.ShouldBe(4);
        lines[1].ShouldContain(",ticket,zeturf,simple_gagnant,,5,");
        lines[2].ShouldContain(",h30,2031-03-14T12:30:00Z,not_made,");
        lines[3].ShouldContain(",nearest,zeturf,simple_gagnant,1,2,\"'=1+1, \"\"x\"\"\",3,odds,3.3,,,false,false");
    }

    private async Task<DaySheet?> ReadAsync(DateTimeOffset? now = null, Pool[]? operators = null, string[]? countries = null)
    {
        var settings = PhaseBench.Settings with { Operators = operators ?? [Pool.ZEturf], Countries = countries ?? [] };
        return await new SheetReader(_store, new PlanStore(_store), _analyser, settings).ReadAsync(Day, now ?? Evening, Cancel);
    }

    /// <summary>R1C1 at 14:00, seen at H-5 in two pools.</summary>
    private async Task AnalysedAsync(RaceAnalysis analysis)
    {
        await _store.PlanAsync(Day, "R1C1 VALMOREL 14:00");
        await SeenAsync("R1C1", Phase.H5);
        var own = analysis with { Race = Id("R1C1") };
        await _store.PutIfAbsentAsync(ArtifactPaths.Analysis(own.Race), ArtifactJson.Write(own), Cancel);
        await _store.PutIfAbsentAsync(ArtifactPaths.Tickets(own.Race), ArtifactJson.Write(TicketSheet.Of(own)), Cancel);
    }

    private async Task SeenAsync(string code, Phase phase)
    {
        var (race, off) = (Id(code), Off("14:00"));
        var at = off - phase.BeforeOff();
        var snapshot = InventedRaces.Snapshot(phase) with
        {
            PlannedAt = at,
            TakenAt = at.AddSeconds(2),
            Card = InventedRaces.Card(race, off),
            Pools = [InventedRaces.Win(Pool.ZEturf, at), InventedRaces.Win(Pool.PmuInternet, at)],
        };
        await _store.PutIfAbsentAsync(ArtifactPaths.Snapshot(race, phase), ArtifactJson.Write(snapshot), Cancel);
    }

    private static GuardVerdict Failed(GuardCode code, GuardScope blocks) =>
        new()
        {
            Code = code,
            Value = 0,
            Threshold = 1,
            Passed = false,
            Blocks = blocks,
        };

    private static RunnerAnalysis Runner(int number, double price, double? from) =>
        Made.Runners[0] with
        {
            Number = number,
            Horse = $"CHEVAL {number}",
            Price = price,
            PricedBy = PriceSource.Odds,
            PlayableFrom = from,
        };

    private static readonly RaceAnalysis Made = new FakeAnalyser().Analyse(
        new AnalysisInput
        {
            H5 = InventedRaces.Snapshot(Phase.H5),
            Operators = [],
            Countries = [],
            Bankroll = new Euro(500),
            BudgetPerRace = new Euro(5),
            ProgramVersion = "3.0.0",
            InputHashes = new Dictionary<string, string>(),
        }
    );

    private static RaceAnalysis Analysis { get; } =
        Made with
        {
            Pool = Pool.ZEturf,
            Outcome = Outcome.Abstain,
            Reason = GuardCode.RoiMinSp,
            Tickets = [],
            Runners = [Runner(2, 3, 3.3), Runner(3, 4, 5), Runner(4, 4, 6), Runner(5, 3, 6.1), Runner(6, 3, null), Runner(7, 5, 9)],
        };

    /// <summary>Answers every look with one analysis.</summary>
    private sealed class AnalyserOf(RaceAnalysis makes) : IRaceAnalyser
    {
        public RaceAnalysis Makes { get; set; } = makes;
        public List<AnalysisInput> Given { get; } = [];

        public RaceAnalysis Analyse(AnalysisInput input)
        {
            Given.Add(input);
            return Makes;
        }

        public RaceAnalysis Refuse(UnseenRace race) => throw new InvalidOperationException();
    }
}
