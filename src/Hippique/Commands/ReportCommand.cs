using System.CommandLine;
using System.Text;
using Hippique.Exports;
using Hippique.Hosting;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Ledger;

namespace Hippique.Commands;

/// <summary><c>hippique report --html FILE [--month M | --from D --to D] [--data DIR] [--force]</c>: what proposals and bets came to, as a page to keep and to print.</summary>
public static class ReportCommand
{
    public static Command Create()
    {
        var options = new ExportOptions("--html", "report_html");
        var command = new Command("report", Texts.Get("report"));
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction(
            (parsed, cancellationToken) => options.RunAsync(parsed, order => RunAsync(order, cancellationToken), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(ExportOrder order, CancellationToken cancellationToken)
    {
        var ledger = new StoredLedger(order.Place.Store);
        var mode = new LedgerMode(ledger);
        var balances = new BalanceReader(ledger, new ImportedBets(order.Place.Store), mode);
        var reports = new MonthReports(balances, mode, Texts.Culture);
        var tickets = await balances.TicketsAsync(order.Days, cancellationToken);
        List<DateOnly> days =
        [
            .. tickets.Tickets.Select(ticket => ticket.Race.Date).Concat(tickets.Imported.Select(bet => bet.Race.Date)).Distinct().Order(),
        ];
        if (days.Count == 0 && order.Planned.Count == 0)
            return order.FailEmpty();
        var page = await reports.PageAsync(
            Title(order.Days, days.Count > 0 ? days : order.Planned),
            tickets,
            order.Place.Rehearsal,
            cancellationToken
        );
        await order.File.WriteAsync(
            async file =>
            {
                await file.WriteAsync(Encoding.UTF8.GetBytes(page.ToString()), cancellationToken);
                return true;
            },
            cancellationToken
        );
        order.Answer("html", days, tickets.Tickets.Count, "report_written");
        return tickets.Changed.Count == 0 ? 0 : 1;
    }

    /// <param name="asked">Which days were asked for.</param>
    /// <param name="there">Those that are there, ascending.</param>
    private static string Title(DayRange asked, IReadOnlyList<DateOnly> there) =>
        asked == DayRange.All ? Texts.Get("bilan_of_all")
        : asked == DayRange.OfMonth(asked.From) ? Texts.Get("bilan_of_month", asked.From)
        : Texts.Get(
            "report_of_days",
            asked.From == DateOnly.MinValue ? there[0] : asked.From,
            asked.To == DateOnly.MaxValue ? there[^1] : asked.To
        );
}
