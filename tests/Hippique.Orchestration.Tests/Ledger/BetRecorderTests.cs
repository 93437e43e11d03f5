using Hippique.Orchestration.Events;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Racing;

namespace Hippique.Orchestration.Tests.Ledger;

public sealed class BetRecorderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Played_AsProposed_TakesStakeOddsAndPoolOfTheProposal()
    {
        var bench = await LedgerBench.ProposedAsync();
        var recorded = (await bench.PlayedAsync("R1C1")).ShouldBeOfType<BetResult.Recorded>();
        recorded.IsNews.ShouldBeTrue();
        var played = recorded.Tickets.ShouldHaveSingleItem().Played.ShouldNotBeNull();
        (played.Pool, played.Stake).ShouldBe((Pool.ZEturf, new Euro(2)));
        played.Legs.ShouldHaveSingleItem().Odds.ShouldBe(4);
        played.Said.ShouldBe(new Saying(PlayedDays.Off("13:50"), "marie", SayingWay.Cli));
        (await bench.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Played_WithOtherTerms_KeepsThem()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.PlayedAsync("R1C1-1", stake: 1.5m, odds: 3.1m, pool: Pool.PmuInternet);
        var played = (await bench.TicketAsync("R1C1-1")).Played.ShouldNotBeNull();
        (played.Pool, played.Stake, played.Legs[0].Odds).ShouldBe((Pool.PmuInternet, new Euro(1.5m), 3.1));
    }

    [Fact]
    public async Task SaidTwice_IsEnteredOnce()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.PlayedAsync("R1C1", 1);
        var lines = await bench.LinesAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        (await bench.PlayedAsync("R1C1-1", 1)).ShouldBeOfType<BetResult.Recorded>().IsNews.ShouldBeFalse();
        (await bench.LinesAsync()).ShouldBe(lines);
    }

    [Fact]
    public async Task WhatIsSaid_IsToldOnce_AndWhatIsRefusedNever()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.PlayedAsync("R1C1", 1);
        await bench.PlayedAsync("R1C1-1", 1);
        await bench.PlayedAsync("R1C2", -1);
        await bench.SkipAsync("R1C1");

        bench
            .Events.Of<HippiqueEvent.TicketSaid>()
            .Select(said => (said.Race, said.Tickets, said.Played, said.CorrelationId))
            .ShouldBe([
                (PlayedDays.Id("R1C1"), 1, true, TaskName.Results(LedgerBench.Day, PlayedDays.Id("R1C1").Code)),
                (PlayedDays.Id("R1C1"), 1, false, TaskName.Results(LedgerBench.Day, PlayedDays.Id("R1C1").Code)),
            ]);
    }

    [Fact]
    public async Task SaidOtherwise_CorrectsTheEntryBefore()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.PlayedAsync("R1C1");
        await bench.PlayedAsync("R1C1", 5);
        await bench.SkipAsync("R1C1");
        var entries = (await bench.Ledger.ReadAsync(LedgerBench.Day, Cancel)).Entries;
        entries
            .Skip(3)
            .Select(entry => (entry.Key, entry.Corrects))
            .ShouldBe([
                ("2031-03-14/R1C1-1/said", null),
                ("2031-03-14/R1C1-1/said/2", "2031-03-14/R1C1-1/said"),
                ("2031-03-14/R1C1-1/said/3", "2031-03-14/R1C1-1/said/2"),
            ]);
        (await bench.TicketAsync("R1C1-1")).Said!.Fact.ShouldBeOfType<LedgerFact.NotPlayed>();
        (await bench.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Played_AfterTheSettlement_IsSettledAtOnce()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.SettleAsync("R1C1", SettledState.Won, 3.7m, close: 3.6);
        await bench.PlayedAsync("R1C1", stake: 3, odds: 4.5m);
        var ticket = await bench.TicketAsync("R1C1-1");
        var own = ticket.SettledIn(LedgerBookKind.Played).ShouldNotBeNull();
        (own.Stake, own.Returned, own.Outcome).ShouldBe((new Euro(3), new Euro(11.1m), SettledState.Won));
        own.Legs[0].ClosingLineValue!.Value.ShouldBe(Math.Log(4.5 / 3.6), 1e-12);
        // On paper it stays what was proposed.
        ticket.SettledIn(LedgerBookKind.Paper)!.Returned.ShouldBe(new Euro(7.4m));
        (await bench.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stake_CorrectedAfterTheSettlement_StatesTheDifference()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.PlayedAsync("R1C1", 1);
        await bench.SettleAsync("R1C1", SettledState.Won, 3.7m);
        await bench.PlayedAsync("R1C1", 2);
        var settled = (await bench.TicketAsync("R1C1-1")).PlayedSettlement.ShouldNotBeNull();
        (settled.Number, settled.Fact.Difference, settled.Fact.Ticket.Returned).ShouldBe((2, new Euro(3.7m), new Euro(7.4m)));
        (await bench.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Skipped_AfterItWasSettledAsPlayed_CountsNoMore()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.PlayedAsync("R1C1");
        await bench.SettleAsync("R1C1", SettledState.Lost);
        await bench.SkipAsync("R1C1");
        LedgerTotals.Of((await bench.BookAsync()).Tickets, LedgerBookKind.Played).ShouldBe(LedgerTotals.None);
        (await bench.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("-1", null, "no stake")]
    [InlineData("1.005", null, "no stake")]
    [InlineData("10000.01", null, "no stake")]
    [InlineData(null, "0.9", "no odds")]
    [InlineData("0", null, "nothing was staked")]
    public async Task Amounts_ThatCannotBe_AreRefused(string? stake, string? odds, string why)
    {
        var bench = await LedgerBench.ProposedAsync();
        var lines = await bench.LinesAsync();
        var refused = await bench.PlayedAsync("R1C1", Amount(stake), Amount(odds));
        refused.ShouldBeOfType<BetResult.Refused>().Why.ToString().ShouldContain(why);
        (await bench.LinesAsync()).ShouldBe(lines);
    }

    [Fact]
    public async Task Leg_ThatTheTicketHasNot_IsRefused()
    {
        var bench = await LedgerBench.ProposedAsync();
        var order = new BetOrder
        {
            Race = default,
            Played = true,
            Stakes = [new LegAmount([6], 1)],
            By = "marie",
            Way = SayingWay.Api,
        };
        (await bench.SayAsync("R1C1", order)).ShouldBeOfType<BetResult.Refused>().Why.ToString().ShouldBe("R1C1-1 has no leg 6, only 5");
    }

    [Fact]
    public async Task Tickets_ThatWereNotProposed_AreUnknown()
    {
        var bench = await LedgerBench.ProposedAsync();
        (await bench.PlayedAsync("R1C1-2"))
            .ShouldBeOfType<BetResult.Unknown>()
            .Why.ToString()
            .ShouldBe("no ticket R1C1-2 was proposed on 2031-03-14");
        (await bench.PlayedAsync("R4C4")).ShouldBeOfType<BetResult.Unknown>().Why.ToString().ShouldBe("the plan of 2031-03-14 has no R4C4");
    }

    private static decimal? Amount(string? text) =>
        text is null ? null : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
