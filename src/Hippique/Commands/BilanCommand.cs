using System.CommandLine;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Ledger;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary><c>hippique bilan [--month 2026-05] [--by pool] [--data DIR]</c>: what proposals and bets came to.</summary>
public static class BilanCommand
{
    private static readonly string[] Columns =
    [
        "<bilan_column_group",
        "bilan_column_bets",
        "bilan_column_hits",
        "bilan_column_staked",
        "bilan_column_profit",
        "bilan_column_roi",
        "bilan_column_interval",
    ];

    public static Command Create()
    {
        var month = new Option<string?>("--month") { Description = Texts.Get("bilan_month"), HelpName = "YYYY-MM" };
        var by = new Option<string?>("--by") { Description = Texts.Get("bilan_by"), HelpName = BalanceByText.All };
        var data = new Option<string?>("--data") { Description = Texts.Get("tickets_data") };
        var command = new Command("bilan", Texts.Get("bilan")) { month, by, data };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var screen = Screen.Of(parsed);
                var asked = MonthText.ParseOrAll(parsed.GetValue(month));
                var divided = parsed.GetValue(by) is { } named
                    ? BalanceByText.Parse(named).Convert(BalanceBy? (found) => found)
                    : ParseResult<BalanceBy?>.Ok(null);
                if (!asked.IsOk || !divided.IsOk)
                    return screen.Fail(asked.IsOk ? divided.Error : asked.Error);
                return await RunAsync(asked.Value, divided.Value, parsed.GetValue(data), screen, cancellationToken);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        DateOnly? month,
        BalanceBy? by,
        string? data,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        using var place = ArtifactPlace.Open(data);
        var ledger = new StoredLedger(place.Store);
        var balance = await new BalanceReader(ledger, new ImportedBets(place.Store), new LedgerMode(ledger)).ReadAsync(
            month,
            by,
            cancellationToken
        );
        screen.Json(balance);
        RehearsalWords.Say(place.Rehearsal, screen.Out);
        var lines = new BalanceLines(Texts.Culture);
        foreach (var line in lines.Head(balance))
            screen.Out.WriteLine(line);
        Show(LedgerBookKind.Played, balance.Played);
        Show(LedgerBookKind.Paper, balance.Paper);
        if (balance.Imported is { } imported)
            Show(LedgerBookKind.Imported, imported);
        foreach (var line in lines.Foot(balance))
            screen.Out.WriteLine(line);
        screen.Out.WriteLine(ResponsibleGambling.Paragraph);
        return balance.Changed.Count == 0 ? 0 : 1;

        void Show(LedgerBookKind kind, BookBalance book)
        {
            if (book.Totals.Tickets == 0)
                return;
            foreach (var line in lines.Of(kind, book))
                screen.Out.WriteLine(line);
            if (book.Groups.Count > 0)
                screen.Table(Columns, book.Groups.Select(group => lines.Row(group, by!.Value)));
        }
    }
}
