using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Hippique.Exports;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Exports;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Tests.Ledger;

namespace Hippique.Tests.Exports;

/// <summary>Money is exact in each file: whatever is said and settled, its rows sum to the totals of the ledger, to the cent.</summary>
public sealed partial class ExportedSumsTests
{
    private static readonly LedgerBookKind[] Books = [LedgerBookKind.Paper, LedgerBookKind.Played];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_rows_of_the_table_sum_to_the_ledger() =>
        LedgerSteps.Any.Sample(
            steps =>
                WithTickets(
                    steps,
                    tickets =>
                    {
                        var rows = Table(tickets);
                        foreach (var book in Books)
                        {
                            var own = rows.Where(row => string.Equals(row["book"], book.ToString(), StringComparison.OrdinalIgnoreCase))
                                .ToList();
                            ShouldBe(
                                LedgerTotals.Of(tickets.Tickets, book),
                                own.Count,
                                Sum(own, "stake"),
                                Sum(own, "returned"),
                                own.Where(row => row["returned"] == "").Sum(row => Amount(row["stake"])),
                                own.Where(row => row["outcome"] == "refunded").Sum(row => Amount(row["stake"])),
                                Sum(own, "profit")
                            );
                        }
                        return Task.CompletedTask;
                    }
                ),
            iter: 60
        );

    [Fact]
    public void The_sheets_of_the_workbook_sum_to_the_ledger() =>
        LedgerSteps.Any.Sample(
            steps =>
                WithTickets(
                    steps,
                    async tickets =>
                    {
                        var workbook = await WorkbookAsync(tickets);
                        var races = workbook.Table("Races");
                        foreach (
                            var (book, name) in ((LedgerBookKind, string)[])
                                [(LedgerBookKind.Paper, "Paper"), (LedgerBookKind.Played, "Played")]
                        )
                        {
                            var totals = LedgerTotals.Of(tickets.Tickets, book);
                            var rows = workbook.Table("Tickets").Where(row => row["Book"].Text == name).ToList();
                            ShouldBe(
                                totals,
                                rows.Count,
                                Sum(rows, "Stake €"),
                                Sum(rows, "Returned €"),
                                rows.Where(row => !row.ContainsKey("Returned €")).Sum(row => row["Stake €"].Number!.Value),
                                rows.Where(row =>
                                        row.TryGetValue("Outcome", out var end)
                                        && end.Text!.StartsWith("paid back", StringComparison.Ordinal)
                                    )
                                    .Sum(row => row["Stake €"].Number!.Value),
                                Sum(rows, "Profit €")
                            );
                            (Sum(races, $"{name} staked €"), Sum(races, $"{name} returned €"), Sum(races, $"{name} profit €")).ShouldBe(
                                (totals.Staked.Amount, totals.Returned.Amount, totals.Profit.Amount)
                            );
                            ShouldBeTheBalance(tickets, book, workbook, name);
                        }
                    }
                ),
            iter: 25
        );

    [Fact]
    public void The_table_of_the_report_sums_to_the_ledger() =>
        LedgerSteps.Any.Sample(
            steps =>
                WithTickets(
                    steps,
                    tickets =>
                    {
                        var words = new ExportWords(CultureInfo.GetCultureInfo("en-GB"));
                        var page = WebUtility
                            .HtmlDecode(new ReportPage("Balance", tickets, paperMode: false, rehearsal: null, words).ToString())
                            .Replace('\u00a0', ' ');
                        foreach (var book in Books)
                        {
                            var totals = LedgerTotals.Of(tickets.Tickets, book);
                            if (totals.Tickets > 0)
                                page.ShouldContain($"<p>{words.Balances.Totals(book, totals)}</p>");
                            var rows = Row()
                                .Matches(page)
                                .Select(row =>
                                    Cell().Matches(row.Value).ToDictionary(cell => cell.Groups[1].Value, cell => cell.Groups[2].Value)
                                )
                                .Where(row => row.GetValueOrDefault("Book") == words.Book(book))
                                .ToList();
                            (SumOf(rows, "Stake €"), SumOf(rows, "Returned €"), SumOf(rows, "Profit €")).ShouldBe(
                                (totals.Staked.Amount, totals.Returned.Amount, totals.Profit.Amount)
                            );
                        }
                        return Task.CompletedTask;
                    }
                ),
            iter: 60
        );

    private static void ShouldBe(
        LedgerTotals totals,
        int tickets,
        decimal staked,
        decimal returned,
        decimal open,
        decimal refunded,
        decimal profit
    ) =>
        (tickets, staked, returned, open, refunded, profit).ShouldBe(
            (totals.Tickets, totals.Staked.Amount, totals.Returned.Amount, totals.Open.Amount, totals.Refunded.Amount, totals.Profit.Amount)
        );

    /// <summary>What <c>bilan</c> says, on the sheet; and each of its divisions sums to the whole.</summary>
    private static void ShouldBeTheBalance(BalancedTickets tickets, LedgerBookKind book, ReadWorkbook workbook, string name)
    {
        var whole = tickets.Book(book, null);
        var rows = workbook.Table("Balance").Where(row => row["Book"].Text == name).ToList();
        var all = rows.Single(row => row["Group"].Text == "all tickets");
        (all["Tickets"].Number, all["Staked €"].Number, all["Open €"].Number, all["Paid back €"].Number, all["Profit €"].Number).ShouldBe(
            (
                whole.Totals.Tickets,
                whole.Totals.Staked.Amount,
                whole.Totals.Open.Amount,
                whole.Totals.Refunded.Amount,
                whole.Totals.Profit.Amount
            )
        );
        var bets = rows.Single(row => row["Group"].Text == "all settled bets");
        (
            bets["Bets"].Number,
            bets["Won"].Number,
            bets["Profit €"].Number,
            bets["Claimed profit €"].Number,
            bets["Largest fall €"].Number
        ).ShouldBe(
            (
                whole.Figures.Bets,
                whole.Figures.Hits,
                whole.Figures.Profit.Amount,
                whole.Figures.ClaimedProfit!.Value.Amount,
                whole.Figures.Drawdown.Amount
            )
        );
        foreach (var division in rows.Where(row => row.ContainsKey("By")).GroupBy(row => row["By"].Text))
            (Sum(division, "Bets"), Sum(division, "Profit €")).ShouldBe((whole.Figures.Bets, whole.Figures.Profit.Amount), division.Key);
        var bands = workbook.Table("Calibration").Where(row => row["Book"].Text == name).ToList();
        (Sum(bands, "Bets"), Sum(bands, "Claimed return €"), Sum(bands, "Returned €")).ShouldBe(
            (whole.Figures.Bets, whole.Figures.ExpectedReturn!.Value.Amount, whole.Figures.Returned.Amount)
        );
    }

    private static void WithTickets(List<(int, int, int)> steps, Func<BalancedTickets, Task> check) =>
        CheckAsync(steps, check).GetAwaiter().GetResult();

    private static async Task CheckAsync(List<(int, int, int)> steps, Func<BalancedTickets, Task> check)
    {
        var bench = await LedgerBench.ProposedAsync();
        await LedgerSteps.RunAsync(bench, steps);
        await check(
            await new BalanceReader(bench.Ledger, new ImportedBets(bench.Store), bench.Mode).TicketsAsync(
                DayRange.OfMonth(LedgerBench.Day),
                Cancel
            )
        );
    }

    private static async Task<ReadWorkbook> WorkbookAsync(BalancedTickets tickets)
    {
        using var file = new MemoryStream();
        await new BetsWorkbook(new ExportWords(CultureInfo.GetCultureInfo("en-GB"))).WriteAsync(
            file,
            tickets,
            await RaceRow.OfAsync(AsyncEnumerable.Empty<SeenDay>(), tickets),
            Cancel
        );
        return new ReadWorkbook(file.ToArray());
    }

    private static List<Dictionary<string, string>> Table(BalancedTickets tickets)
    {
        var lines = Encoding.UTF8.GetString(BetsCsv.Write(BetRow.Of(tickets.Tickets))).TrimEnd('\n').Split('\n');
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static decimal Sum(IEnumerable<Dictionary<string, string>> rows, string column) => rows.Sum(row => Amount(row[column]));

    private static decimal Amount(string text) => text == "" ? 0 : decimal.Parse(text, CultureInfo.InvariantCulture);

    private static decimal Sum(IEnumerable<IReadOnlyDictionary<string, Cell>> rows, string column) =>
        rows.Sum(row => row.TryGetValue(column, out var cell) ? cell.Number!.Value : 0);

    private static decimal SumOf(IEnumerable<Dictionary<string, string>> rows, string column) =>
        rows.Sum(row => row[column] == "–" ? 0 : decimal.Parse(row[column], NumberStyles.Number, CultureInfo.GetCultureInfo("en-GB")));

    [GeneratedRegex("<tr><td.*</tr>")]
    private static partial Regex Row();

    [GeneratedRegex("<td class=\"[^\"]*\" data-t=\"([^\"]*)\">([^<]*)</td>")]
    private static partial Regex Cell();
}
