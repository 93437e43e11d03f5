using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Racing;
using Hippique.Testing.Artifacts;

namespace Hippique.Orchestration.Tests.Ledger;

public sealed class RaceBooksTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Proposal_IsEnteredOnceWithWhatABalanceNeeds()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.Books.BringUpAsync(PlayedDays.Id("R1C1"), Cancel);
        var book = await bench.BookAsync();
        book.Tickets.Select(ticket => ticket.Id).ShouldBe(["R1C1-1", "R1C2-1", "R1C3-1"]);
        var proposed = book.Tickets[0].Proposed;
        (proposed.Meeting, proposed.Rules, proposed.Off, proposed.ExpiresAt).ShouldBe(
            ("VALMOREL", "gpi-v5.1", PlayedDays.Off("14:00"), PlayedDays.Off("13:59"))
        );
        (proposed.Pool, proposed.Bet, proposed.Stake).ShouldBe((Pool.ZEturf, BetType.SimpleGagnant, new Euro(2)));
    }

    [Fact]
    public async Task Settlement_IsEnteredBehindItsResult_AndACorrectionWithItsDifference()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.SettleAsync("R1C1", SettledState.Lost);
        await bench.SettleAsync("R1C1", SettledState.Won, 3.7m);
        var entries = (await bench.Ledger.ReadAsync(LedgerBench.Day, Cancel)).Entries.Skip(3).ToList();
        entries.Select(entry => entry.Key).ShouldBe(["2031-03-14/R1C1/result", "2031-03-14/R1C1-1/paper", "2031-03-14/R1C1-1/paper/2"]);
        entries[2].Fact.ShouldBeOfType<LedgerFact.Settled>().Difference.ShouldBe(new Euro(7.4m));
        (await bench.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task OpenTicket_IsNotEnteredAsSettled_UnlessItWasBefore()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.SettleAsync("R1C1", SettledState.Unsettled);
        (await bench.TicketAsync("R1C1-1")).Paper.ShouldBeNull();
        await bench.SettleAsync("R1C1", SettledState.Won, 3m);
        await bench.SettleAsync("R1C1", SettledState.Unsettled);
        var paper = (await bench.TicketAsync("R1C1-1")).Paper.ShouldNotBeNull();
        (paper.Number, paper.Fact.Difference).ShouldBe((2, new Euro(-6)));
        var totals = (await bench.CheckAsync()).Paper;
        (totals.Open, totals.Returned, totals.Profit).ShouldBe((new Euro(6), Euro.Zero, Euro.Zero));
    }

    [Fact]
    public async Task RaceCalledOff_WithdrawsWhatNobodySpokeOf_AndRefundsWhatWasPlayed()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.PlayedAsync("R1C2");
        foreach (var code in (string[])["R1C1", "R1C2"])
            await bench.SettleAsync(code, SettledState.Refunded, state: ResultState.CalledOff);
        (await bench.TicketAsync("R1C1-1")).Said!.Fact.ShouldBeOfType<LedgerFact.Withdrawn>();
        var played = await bench.TicketAsync("R1C2-1");
        played.SettledIn(LedgerBookKind.Played)!.Returned.ShouldBe(new Euro(2));
        var result = await bench.CheckAsync();
        result.Problems.ShouldBeEmpty();
        (result.Played.Refunded, result.Played.Profit).ShouldBe((new Euro(2), Euro.Zero));
    }

    [Fact]
    public async Task Disk_ThatIsFullAtTheEntry_LosesNothing()
    {
        var inner = new MemoryArtifactStore();
        var bench = new LedgerBench(inner);
        await bench.Store.PlanAsync(LedgerBench.Day, "R1C1 VALMOREL 14:00");
        await bench.Store.TicketAsync(PlayedDays.Id("R1C1"), PlayedDays.Off("14:00"), 2);
        var broken = new LedgerBench(new BreakingStore(inner, 1));
        // Nothing is thrown: tickets do not wait for the ledger.
        await broken.Books.BookAsync(PlayedDays.Id("R1C1"), Cancel);
        (await bench.BookAsync()).Tickets.ShouldBeEmpty();
        (await bench.CheckAsync()).NotEntered.ShouldBe(1);
        await bench.Books.BookAsync(PlayedDays.Id("R1C1"), Cancel);
        (await bench.CheckAsync()).NotEntered.ShouldBe(0);
    }

    [Fact]
    public async Task Fill_EntersWhatAVersionWithoutALedgerHasPlayed()
    {
        var bench = new LedgerBench();
        await bench.Store.PlanAsync(LedgerBench.Day, "R1C1 VALMOREL 14:00", "R1C2 VALMOREL 14:30");
        await bench.Store.TicketAsync(PlayedDays.Id("R1C1"), PlayedDays.Off("14:00"), 2);
        await bench.Store.TicketAsync(PlayedDays.Id("R1C2"), PlayedDays.Off("14:30"), 0);
        var fill = new LedgerFill(bench.Store, bench.Plans, bench.Books);
        (await fill.RunAsync(Cancel)).ShouldBe((1, 1));
        (await fill.RunAsync(Cancel)).ShouldBe((0, 0));
        (await bench.BookAsync()).Tickets.ShouldHaveSingleItem();
    }
}
