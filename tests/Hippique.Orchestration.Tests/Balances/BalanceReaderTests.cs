using CsCheck;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Orchestration.Tests.Ledger;
using Hippique.Racing;

namespace Hippique.Orchestration.Tests.Balances;

public sealed class BalanceReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Paper_and_played_are_told_apart()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.SettleAsync("R1C1", SettledState.Won, 3.7m);
        await bench.SettleAsync("R1C2", SettledState.Lost);
        var paper = await ReadAsync(bench);
        (paper.PaperMode, paper.Played.Totals).ShouldBe((true, LedgerTotals.None));
        (paper.Paper.Totals.Staked, paper.Paper.Totals.Open, paper.Paper.Totals.Profit).ShouldBe(
            (new Euro(6), new Euro(2), new Euro(3.4m))
        );

        bench.Clock.SetUtcNow(PlayedDays.Off("14:10"));
        await bench.PlayedAsync("R1C2", 5);
        var played = await ReadAsync(bench);
        played.PaperMode.ShouldBeFalse();
        // R1C2 starts at 14:30; R1C1 is never said.
        played.SaidAfterOff.ShouldBe(0);
        (played.Played.Figures.Bets, played.Played.Figures.Profit).ShouldBe((1, new Euro(-5)));
        played.Paper.ShouldBe(paper.Paper with { Groups = played.Paper.Groups, Figures = played.Paper.Figures });
        played.Paper.Figures.Profit.ShouldBe(paper.Paper.Figures.Profit);
    }

    [Fact]
    public async Task What_is_said_after_the_off_is_counted()
    {
        var bench = await LedgerBench.ProposedAsync();
        bench.Clock.SetUtcNow(PlayedDays.Off("14:31"));
        await bench.PlayedAsync("R1C1");
        await bench.SkipAsync("R1C2");
        await bench.PlayedAsync("R1C3");
        (await ReadAsync(bench)).SaidAfterOff.ShouldBe(2);
    }

    [Fact]
    public async Task Month_that_something_else_has_changed_is_named()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.WriteLinesAsync((await bench.LinesAsync())[1..]);
        (
            await new BalanceReader(new StoredLedger(bench.Store), new ImportedBets(bench.Store), bench.Mode).ReadAsync(null, null, Cancel)
        ).Changed.ShouldBe([LedgerBench.File]);
    }

    /// <summary>Money is neither made nor lost: whatever is proposed, said, settled and corrected, and however it is divided.</summary>
    [Fact]
    public void Whatever_happens_the_sums_agree_and_the_ledger_balances() =>
        LedgerSteps.Any.Sample(steps => CheckAsync(steps).GetAwaiter().GetResult(), iter: 60);

    private static async Task CheckAsync(IReadOnlyList<(int What, int Race, int Amount)> steps)
    {
        var bench = await LedgerBench.ProposedAsync();
        var known = await LedgerSteps.RunAsync(bench, steps);
        var (stakes, dividends) = (known.Stakes, known.Dividends);
        (await bench.CheckAsync()).Problems.ShouldBeEmpty();
        var returned = stakes.Sum(one => dividends.GetValueOrDefault(one.Key) is { } paid ? Cents(one.Value * paid) : 0);
        var paper = dividends.Sum(one => one.Value is { } paid ? Cents(2 * paid) : 0);
        foreach (var by in Enum.GetValues<BalanceBy>().Cast<BalanceBy?>().Append(null))
        {
            var balance = await ReadAsync(bench, by);
            (balance.Played.Totals.Staked, balance.Played.Totals.Returned).ShouldBe((new Euro(stakes.Values.Sum()), new Euro(returned)));
            (balance.Paper.Totals.Staked, balance.Paper.Totals.Returned).ShouldBe((new Euro(6), new Euro(paper)));
            foreach (var book in (BookBalance[])[balance.Paper, balance.Played])
            {
                // What came back or is open stands in no figure, and in the totals all the same.
                book.Figures.Profit.ShouldBe(book.Totals.Profit);
                book.Figures.Staked.ShouldBe(book.Totals.Staked - book.Totals.Open - book.Totals.Refunded);
                if (by is null)
                    continue;
                new Euro(book.Groups.Sum(group => group.Figures.Profit.Amount)).ShouldBe(book.Figures.Profit);
                new Euro(book.Groups.Sum(group => group.Figures.ExpectedReturn!.Value.Amount)).ShouldBe(book.Figures.ExpectedReturn!.Value);
                book.Groups.Sum(group => group.Figures.Bets + group.Figures.Refunded).ShouldBe(book.Figures.Bets + book.Figures.Refunded);
            }
        }
    }

    [Fact]
    public async Task The_curve_ends_at_the_profit_and_at_what_was_claimed()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.SettleAsync("R1C2", SettledState.Lost);
        await bench.SettleAsync("R1C1", SettledState.Won, 3.7m);
        await bench.SettleAsync("R1C3", SettledState.Refunded);
        var tickets = await new BalanceReader(bench.Ledger, new ImportedBets(bench.Store), bench.Mode).TicketsAsync(DayRange.All, Cancel);

        var (curve, figures) = (tickets.Curve(LedgerBookKind.Paper), tickets.Book(LedgerBookKind.Paper, null).Figures);
        curve.Select(point => point.Profit).ShouldBe([new Euro(5.4m), new Euro(3.4m)]);
        (curve[^1].Profit, curve[^1].Claimed).ShouldBe((figures.Profit, figures.ClaimedProfit!.Value));
        curve.Select(point => point.Off).ShouldBe([PlayedDays.Off("14:00"), PlayedDays.Off("14:30")]);
    }

    [Fact]
    public async Task A_range_holds_its_days_alone()
    {
        var bench = await LedgerBench.ProposedAsync();
        var reader = new BalanceReader(bench.Ledger, new ImportedBets(bench.Store), bench.Mode);
        async Task<int> CountAsync(int from, int to) =>
            (await reader.TicketsAsync(new DayRange(LedgerBench.Day.AddDays(from), LedgerBench.Day.AddDays(to)), Cancel)).Tickets.Count;

        (await CountAsync(0, 0), await CountAsync(-40, 40), await CountAsync(-9, -1), await CountAsync(1, 9)).ShouldBe((3, 3, 0, 0));
    }

    private static decimal Cents(decimal euros) => decimal.Round(euros, 2, MidpointRounding.ToZero);

    private static Task<Balance> ReadAsync(LedgerBench bench, BalanceBy? by = null) =>
        new BalanceReader(bench.Ledger, new ImportedBets(bench.Store), bench.Mode).ReadAsync(LedgerBench.Day, by, Cancel);
}
