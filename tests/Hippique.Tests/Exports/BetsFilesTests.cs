using System.Globalization;
using System.Text;
using Hippique.Exports;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Exports;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tests.Ledger;

namespace Hippique.Tests.Exports;

/// <summary>What stands in the cells of tables and workbooks.</summary>
public sealed class BetsFilesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_columns_of_the_table_are_those_that_are_documented()
    {
        var docs = await File.ReadAllTextAsync(Path.Combine(Testing.Checkout.Folder!, "docs", "exports.md"), Cancel);
        var table = docs[
            docs.IndexOf("## export bets", StringComparison.Ordinal)..docs.IndexOf("## export snapshots", StringComparison.Ordinal)
        ];
        var documented = table
            .Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split(',').Select(name => name.Trim().Trim('`')));
        documented.ShouldBe(BetsCsv.Names);
    }

    [Fact]
    public async Task A_row_of_the_table_says_what_the_ledger_says()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.PlayedAsync("R1C1", 3, 4.2m);
        await bench.SettleAsync("R1C1", SettledState.Won, 3.7m, close: 3.5);

        var lines = Csv(await TicketsAsync(bench)).Split('\n');
        lines[1]
            .ShouldBe(
                "paper,2031-03-14,R1C1,R1C1-1,1,VALMOREL,unknown,2031-03-14T13:00:00Z,simple_gagnant,zeturf,5,CINQ,played,2031-03-14T12:50:00Z,"
                    + "2.00,4,4,0.3,4,2.40,won,,3.7,official,7.40,5.40,3.5,0.13353139262452257,gpi-v5.1,,,false,false"
            );
        lines[2].ShouldStartWith("played,2031-03-14,R1C1,R1C1-1,1,");
        lines[2].ShouldContain(",3.00,4.2,4,0.3,4,3.60,won,,3.7,official,11.10,8.10,3.5,");
        lines.Length.ShouldBe(6);
    }

    [Fact]
    public async Task The_workbook_has_numbers_as_numbers_and_days_as_days_in_both_languages()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.SettleAsync("R1C1", SettledState.Won, 3.7m, close: 3.5);
        var tickets = await TicketsAsync(bench);

        var french = await WorkbookAsync(tickets, "fr-FR");
        french.Sheets.ShouldBe(["Tickets", "Courses", "Bilan", "Calibration"]);
        french.Headings("Tickets").ShouldContain("Cote prise");
        var row = french.Table("Tickets")[0];
        row["Date"].ShouldBe(row["Date"] with { Number = (decimal)new DateTime(2031, 3, 14).ToOADate(), Format = "yyyy-mm-dd" });
        var off = row["Départ (Paris)"];
        (DateTime.FromOADate((double)off.Number!.Value), off.Format).ShouldBe((new DateTime(2031, 3, 14, 14, 0, 0), "yyyy-mm-dd hh:mm"));
        (row["Mise €"].Number, row["Mise €"].Format).ShouldBe((2m, "#,##0.00"));
        (row["Chance annoncée"].Number, row["Chance annoncée"].Format).ShouldBe((.3m, "0.0%"));
        (row["Numéros"].Text, row["Pari"].Text, row["Issue"].Text).ShouldBe(("5", "Simple gagnant", "gagné"));

        var english = await WorkbookAsync(tickets, "en-GB");
        english.Sheets.ShouldBe(["Tickets", "Races", "Balance", "Calibration"]);
        english.Table("Tickets")[0]["Returned €"].Number.ShouldBe(7.4m);
        english.Table("Calibration").ShouldHaveSingleItem()["Claimed"].Text.ShouldBe("claimed 30-40 %");
    }

    /// <summary>Names come from outside; the library that writes workbooks has a sign of its own for formulas.</summary>
    [Theory]
    [InlineData("=1+1")]
    [InlineData("$=1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("+1")]
    [InlineData("<b>&amp;\"x\"</b>")]
    public async Task A_name_is_text_in_every_file(string name)
    {
        var entry = (await TicketsAsync(await LedgerBench.ProposedAsync())).Tickets[0];
        var row = BetRow.Of([entry])[0];
        var named = entry.Proposed with { Meeting = name, Legs = [row.Leg with { Horses = [name] }] };
        var book = new LedgerBench();
        await book.Ledger.AppendAsync(
            LedgerBench.Day,
            _ =>
                [
                    new NewEntry
                    {
                        Key = "x",
                        Race = entry.Race,
                        Ticket = entry.Id,
                        Fact = named,
                    },
                ],
            Cancel
        );
        var tickets = await TicketsAsync(book);

        var workbook = await WorkbookAsync(tickets, "en-GB");
        workbook.HasFormulas.ShouldBeFalse();
        var shown = name[0] == '<' ? name : "'" + name;
        workbook.Table("Tickets")[0]["Horses"].Text.ShouldBe(shown);
        workbook.Table("Races")[0]["Racecourse"].Text.ShouldBe(shown);
        Csv(tickets).ShouldNotContain($",{name[..1]}1");
        var page = new ReportPage(
            "t",
            tickets,
            paperMode: true,
            rehearsal: null,
            new ExportWords(CultureInfo.GetCultureInfo("en-GB"))
        ).ToString();
        page.ShouldNotContain("<b>");
    }

    [Fact]
    public async Task A_workbook_without_a_ticket_has_its_headings()
    {
        var workbook = await WorkbookAsync(await TicketsAsync(new LedgerBench()), "en-GB");
        workbook.Headings("Tickets").Count.ShouldBe(26);
        workbook.Table("Tickets").ShouldBeEmpty();
        workbook.Table("Balance").Count.ShouldBe(4);
    }

    private static Task<BalancedTickets> TicketsAsync(LedgerBench bench) =>
        new BalanceReader(bench.Ledger, new ImportedBets(bench.Store), bench.Mode).TicketsAsync(DayRange.All, Cancel);

    private static string Csv(BalancedTickets tickets) => Encoding.UTF8.GetString(BetsCsv.Write(BetRow.Of(tickets.Tickets)));

    private static async Task<ReadWorkbook> WorkbookAsync(BalancedTickets tickets, string culture)
    {
        using var file = new MemoryStream();
        await new BetsWorkbook(new ExportWords(CultureInfo.GetCultureInfo(culture))).WriteAsync(
            file,
            tickets,
            await RaceRow.OfAsync(AsyncEnumerable.Empty<SeenDay>(), tickets),
            Cancel
        );
        return new ReadWorkbook(file.ToArray());
    }
}
