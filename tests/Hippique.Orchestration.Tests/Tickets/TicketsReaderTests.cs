using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;
using Hippique.Testing.Gpi;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using static Hippique.Orchestration.Tests.Exposure.PlayedDays;

namespace Hippique.Orchestration.Tests.Tickets;

public sealed class TicketsReaderTests
{
    private readonly MemoryArtifactStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_DayWithoutAPlan_IsNull() =>
        (await new TicketsReader(new MemoryArtifactStore(), new PhaseBench().Plans).ReadAsync(InventedRaces.Day, Cancel)).ShouldBeNull();

    [Fact]
    public async Task Read_AfterH5_ShowsTheTicketWithItsLimits()
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        await bench.RunAsync(Phase.H5, Cancel);
        var day = (await new TicketsReader(bench.Store, bench.Plans).ReadAsync(InventedRaces.Day, Cancel))!;
        (day.Races, day.Play, day.Abstain, day.Unplayable).ShouldBe((1, 1, 0, 0));
        var line = day.Tickets.ShouldHaveSingleItem();
        line.Meeting.ShouldBe("VALMOREL");
        line.Ticket.ExpiresAt.ShouldBe(InventedRaces.Off.AddSeconds(-60));
        line.Ticket.Legs.ShouldHaveSingleItem().MinimumOdds.ShouldBe(3);
        day.ClosestCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_RaceWithoutATicket_ShowsItsClosestCall()
    {
        await PlanAsync("R1C1 VALMOREL 14:00");
        await WriteAsync("R1C1", Refused(.1) with { Closest = new ClosestCall(8, "HUITIEME ESSAI", 6, 6.6, .1) });
        var day = await ReadAsync();
        day.Abstain.ShouldBe(1);
        day.Tickets.ShouldBeEmpty();
        var call = day.ClosestCalls.ShouldHaveSingleItem();
        (call.Race, call.Number, call.Horse, call.Price, call.PlayableFrom).ShouldBe((Id("R1C1"), 8, "HUITIEME ESSAI", 6, 6.6));
        (call.Reason, call.Market, call.Meeting).ShouldBe((GuardCode.RoiMinSp, BetType.SimpleGagnant, "VALMOREL"));
    }

    /// <summary>The analysis is written before the tickets: until both are there, the race has not been decided.</summary>
    [Fact]
    public async Task Read_AnalysisWithoutTicketsOrTicketsWithoutAnalysis_DoesNotCount()
    {
        await PlanAsync("R1C1 VALMOREL 14:00", "R1C2 VALMOREL 14:30");
        await _store.PutIfAbsentAsync(ArtifactPaths.Analysis(Id("R1C1")), ArtifactJson.Write(Refused(.1)), Cancel);
        await _store.PutIfAbsentAsync(ArtifactPaths.Tickets(Id("R1C2")), ArtifactJson.Write(TicketSheet.Of(Refused(.1))), Cancel);
        (await ReadAsync()).Races.ShouldBe(0);
    }

    [Fact]
    public async Task Read_ManyRacesWithoutATicket_ShowsTheFiveNearestTheNearestFirst()
    {
        await PlanAsync([.. Enumerable.Range(1, 7).Select(i => $"R1C{i} VALMOREL 1{i}:00")]);
        foreach (var i in Enumerable.Range(1, 7))
            await WriteAsync($"R1C{i}", Refused(gap: i == 7 ? .01 : .1 * (1 + i % 2)));
        var day = await ReadAsync();
        (day.Races, day.Abstain).ShouldBe((7, 7));
        // R1C7 is the nearest; of equals the first race.
        day.ClosestCalls.Select(call => call.Race.Code.ToString()).ShouldBe(["R1C7", "R1C2", "R1C4", "R1C6", "R1C1"]);
    }

    [Fact]
    public async Task Read_RaceThatWasPlayedOrCouldNotBeJudged_HasNoClosestCall()
    {
        await PlanAsync("R1C1 VALMOREL 14:00", "R1C2 VALMOREL 14:30", "R1C3 VALMOREL 15:00");
        await WriteAsync("R1C1", Refused(.1) with { Outcome = Outcome.Unplayable });
        await WriteAsync("R1C2", Refused(.1) with { Closest = null });
        // The horse that was measured is a bet at no price of the window.
        await WriteAsync("R1C3", Refused(.1) with { Closest = new ClosestCall(8, "HUITIEME ESSAI", 13, null, null) });
        var day = await ReadAsync();
        (day.Unplayable, day.Abstain).ShouldBe((1, 2));
        day.ClosestCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_ModelledPricesOfOneRace_MarkTheDay()
    {
        await PlanAsync("R1C1 VALMOREL 14:00", "R1C2 VALMOREL 14:30");
        await WriteAsync("R1C1", Refused(.1));
        (await ReadAsync()).ModelledPrices.ShouldBeFalse();
        await WriteAsync("R1C2", Refused(.1) with { ModelledPrices = true });
        (await ReadAsync()).ModelledPrices.ShouldBeTrue();
    }

    [Fact]
    public async Task Read_AnalysisThatDoesNotRead_IsNamed()
    {
        await PlanAsync("R1C1 VALMOREL 14:00");
        await WriteAsync("R1C1", Refused(.1), "{"u8.ToArray());
        var error = await Should.ThrowAsync<ArtifactException>(ReadAsync);
        error.Message.ShouldContain("2031-03-14/R1C1/analysis_h5.json");
    }

    [Fact]
    public void Sheet_OfAnAnalysis_HasItsOutcomeAndItsTickets()
    {
        var sheet = TicketSheet.Of(Refused(.1) with { Simulated = true });
        (sheet.Outcome, sheet.Reason, sheet.Rules, sheet.Simulated).ShouldBe((Outcome.Abstain, GuardCode.RoiMinSp, "fake", true));
        sheet.Tickets.ShouldBeEmpty();
        sheet.Totals.ShouldBeNull();
    }

    private Task PlanAsync(params string[] races) => _store.PlanAsync(Day, races);

    private async Task<DayTickets> ReadAsync() => (await new TicketsReader(_store, new PlanStore(_store)).ReadAsync(Day, Cancel))!;

    private async Task WriteAsync(string code, RaceAnalysis analysis, byte[]? analysisBytes = null)
    {
        var race = Id(code);
        await _store.PutIfAbsentAsync(
            ArtifactPaths.Analysis(race),
            analysisBytes ?? ArtifactJson.Write(analysis with { Race = race }),
            Cancel
        );
        await _store.PutIfAbsentAsync(
            ArtifactPaths.Tickets(race),
            ArtifactJson.Write(TicketSheet.Of(analysis with { Race = race })),
            Cancel
        );
    }

    /// <summary>A race that missed a ticket by <paramref name="gap"/>.</summary>
    private static RaceAnalysis Refused(double gap) =>
        new FakeAnalyser().Analyse(
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
        ) with
        {
            Outcome = Outcome.Abstain,
            Reason = GuardCode.RoiMinSp,
            Tickets = [],
            Closest = new ClosestCall(8, "HUITIEME ESSAI", 6, 6 * (1 + gap), gap),
        };
}
