using System.CommandLine;
using Hippique.Exports;
using Hippique.Hosting;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Exports;
using Hippique.Orchestration.Ledger;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary><c>hippique export bets --output FILE [--format csv|xlsx] [--month M | --from D --to D] [--data DIR] [--force]</c>: the ledger as a table or a workbook.</summary>
internal static class ExportBetsCommand
{
    private static readonly string[] Formats = ["csv", "xlsx"];

    public static Command Create()
    {
        var options = new ExportOptions("--output", "export_bets_output");
        var format = new Option<string?>("--format") { Description = Texts.Get("export_format"), HelpName = string.Join('|', Formats) };
        var command = new Command("bets", Texts.Get("export_bets")) { format };
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var asked = parsed.GetValue(format) ?? FormatOf(options.FileOf(parsed));
                return Formats.Contains(asked)
                    ? options.RunAsync(parsed, order => RunAsync(asked, order, cancellationToken), cancellationToken)
                    : Task.FromResult(Screen.Of(parsed).Fail(Texts.Get("export_format_wrong", Quoted.Short(asked))));
            }
        );
        return command;
    }

    private static string FormatOf(string file) =>
        Path.GetExtension(file).Equals(".xlsx", StringComparison.OrdinalIgnoreCase) ? "xlsx" : "csv";

    private static async Task<int> RunAsync(string format, ExportOrder order, CancellationToken cancellationToken)
    {
        var ledger = new StoredLedger(order.Place.Store);
        var tickets = await new BalanceReader(ledger, new ImportedBets(order.Place.Store), new LedgerMode(ledger)).TicketsAsync(
            order.Days,
            cancellationToken
        );
        if (tickets.Tickets.Count == 0 && order.Planned.Count == 0)
            return order.FailEmpty();
        var rows = BetRow.Of(tickets.Tickets);
        if (format == "csv")
        {
            var table = BetsCsv.Write(rows);
            await order.File.WriteAsync(
                async file =>
                {
                    await file.WriteAsync(table, cancellationToken);
                    return true;
                },
                cancellationToken
            );
        }
        else
        {
            var races = await RaceRow.OfAsync(order.Seen.ReadAsync(order.Planned, cancellationToken), tickets);
            var workbook = new BetsWorkbook(new ExportWords(Texts.Culture));
            await order.File.WriteAsync(
                async file =>
                {
                    await workbook.WriteAsync(file, tickets, races, cancellationToken);
                    return true;
                },
                cancellationToken
            );
        }
        order.Answer(format, [.. tickets.Tickets.Select(ticket => ticket.Race.Date).Distinct().Order()], rows.Count);
        order.Say(tickets);
        return tickets.Changed.Count == 0 ? 0 : 1;
    }

    /// <summary>What a table for other programs has no place for.</summary>
    private static void Say(this ExportOrder order, BalancedTickets tickets)
    {
        if (order.Screen.AsJson)
            return;
        RehearsalWords.Say(order.Place.Rehearsal, order.Screen.Error);
        foreach (var path in tickets.Changed)
            order.Screen.Error.WriteLine(Texts.Get("bilan_changed", path));
        order.Screen.Error.WriteLine(ResponsibleGambling.Paragraph);
    }
}
