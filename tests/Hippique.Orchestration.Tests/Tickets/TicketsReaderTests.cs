using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Tickets;

public sealed class TicketsReaderTests
{
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
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        var analysis = bench.Analyser.Analyse(
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
        analysis = analysis with
        {
            Outcome = Outcome.Abstain,
            Reason = GuardCode.RoiMinSp,
            Tickets = [],
            Closest = new ClosestCall(8, "HUITIEME ESSAI", 6, 6.6, .1),
        };
        await bench.Store.PutIfAbsentAsync(ArtifactPaths.Analysis(InventedRaces.Id), ArtifactJson.Write(analysis), Cancel);
        var reader = new TicketsReader(bench.Store, bench.Plans);
        (await reader.ReadAsync(InventedRaces.Day, Cancel))!.Races.ShouldBe(0);
        await bench.Store.PutIfAbsentAsync(ArtifactPaths.Tickets(InventedRaces.Id), ArtifactJson.Write(TicketSheet.Of(analysis)), Cancel);
        var day = (await reader.ReadAsync(InventedRaces.Day, Cancel))!;
        day.Abstain.ShouldBe(1);
        var call = day.ClosestCalls.ShouldHaveSingleItem();
        (call.Race, call.Number, call.Horse, call.Price, call.PlayableFrom).ShouldBe((InventedRaces.Id, 8, "HUITIEME ESSAI", 6, 6.6));
        call.Reason.ShouldBe(GuardCode.RoiMinSp);
    }
}
