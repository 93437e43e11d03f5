using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tests.Ledger;
using Hippique.Racing;
using Hippique.Testing.Phases;
using static Hippique.Orchestration.Tests.Exposure.PlayedDays;

namespace Hippique.Orchestration.Tests.Exposure;

/// <summary>A proposed ticket counts until it expires, and after that only if it was played; on paper it counts always.</summary>
public sealed class MoneyAtStakeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>R1C1 at 14:00 and R1C2 at 14:30 are proposed at 2 € each; asked for a race at 15:00, at a moment.</summary>
    private static async Task<decimal> StakedAsync(LedgerBench bench, string at) =>
        (
            await PlayersOf(bench.Store, new PlanStore(bench.Store), HistoryOf(bench.Store, bench.Plans), Settings)
                .OfAsync(Card(Id("R1C3"), Off("15:00")), Off(at), Cancel)
        )
            .DayStaked
            .Amount;

    private static PhaseSettings Settings => PhaseBench.Settings with { DailyLimit = new Euro(20) };

    [Fact]
    public async Task OnPaper_EveryProposalCounts()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.SkipAsync("R1C2");
        (await StakedAsync(bench, "14:55")).ShouldBe(4);
    }

    [Fact]
    public async Task Played_CountsWithWhatWasStaked_AndSkippedNotAtAll()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.PlayedAsync("R1C1", 5);
        await bench.SkipAsync("R1C2");
        (await StakedAsync(bench, "14:55")).ShouldBe(5);
    }

    [Fact]
    public async Task NothingSaid_CountsUntilTheTicketExpires()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.PlayedAsync("R1C1", 5);
        // 14:29 is the last moment of R1C2.
        (await StakedAsync(bench, "14:28")).ShouldBe(7);
        (await StakedAsync(bench, "14:29")).ShouldBe(5);
    }

    [Fact]
    public async Task ExpectedProfit_GoesWithTheStake_AndVarianceWithItsSquare()
    {
        var bench = new LedgerBench();
        await bench.Store.PlanAsync(Day, "R1C1 VALMOREL 14:00", "R1C3 VALMOREL 15:00");
        await bench.Store.TicketAsync(Id("R1C1"), Off("14:00"), 2, .5, 10);
        await bench.PlayedAsync("R1C1", 1);
        var state = await PlayersOf(bench.Store, bench.Plans, HistoryOf(bench.Store, bench.Plans), Settings)
            .OfAsync(Card(Id("R1C3"), Off("15:00")), Off("14:55"), Cancel);
        (state.DayExpectedProfit, state.DayVariance).ShouldBe((.25, 2.5));
    }

    [Fact]
    public async Task DaysBefore_CountWithWhatWasPlayed()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.PlayedAsync("R1C1", 5);
        var days = await HistoryOf(bench.Store, bench.Plans).BeforeAsync(Day.AddDays(1), Cancel);
        days[0].Staked.ShouldBe(new Euro(5));
    }

    /// <summary>R1C1 won 7.40 € on 2 €; R1C2 has no result: 2 €, less 5.40 € won.</summary>
    [Fact]
    public async Task Losses_CountWhatHasNoResultAsLost()
    {
        var bench = await LedgerBench.ProposedAsync();
        (await LossAsync(bench)).ShouldBe((4, 4));
        await bench.SettleAsync("R1C1", SettledState.Won, 3.7m);
        (await LossAsync(bench)).ShouldBe((-3.4m, -3.4m));
        await bench.SettleAsync("R1C2", SettledState.Refunded);
        (await LossAsync(bench)).ShouldBe((-5.4m, -5.4m));
    }

    [Fact]
    public async Task Losses_AreThoseOfWhatWasPlayed()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.PlayedAsync("R1C1", 5);
        await bench.SkipAsync("R1C2");
        await bench.SettleAsync("R1C1", SettledState.Lost);
        await bench.SettleAsync("R1C2", SettledState.Won, 9m);
        (await LossAsync(bench)).ShouldBe((5, 5));
        // The day after, it is a loss of the week alone.
        (await LossAsync(bench, Day.AddDays(1))).ShouldBe((0, 5));
    }

    private static async Task<(decimal Day, decimal Week)> LossAsync(LedgerBench bench, DateOnly? day = null)
    {
        var limited = PhaseBench.Settings with { DailyLossLimit = new Euro(100) };
        var state = await PlayersOf(bench.Store, new PlanStore(bench.Store), HistoryOf(bench.Store, new PlanStore(bench.Store)), limited)
            .OfAsync(Card(Id("R1C3", day), Off("15:00", day)), Off("14:15", day), Cancel);
        state.DailyLossLimit.ShouldBe(new Euro(100));
        return (state.DayLoss!.Value.Amount, state.WeekLoss!.Value.Amount);
    }

    [Fact]
    public async Task DamagedLedger_CountsEveryProposal()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.SkipAsync("R1C2");
        await bench.PlayedAsync("R1C1", 1);
        (await StakedAsync(bench, "14:55")).ShouldBe(1);
        await bench.WriteLinesAsync((await bench.LinesAsync()).Append("{}"));
        (await StakedAsync(bench, "14:55")).ShouldBe(4);
    }
}
