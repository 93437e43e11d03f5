using System.Data;
using System.Globalization;
using Hippique.Gpi.Balances;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Exports;
using Hippique.Orchestration.Ledger;
using Hippique.Racing;
using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;

namespace Hippique.Exports;

/// <summary>The ledger as a workbook: tickets, races, the balance and what was claimed against what came, numbers as numbers and days as days.</summary>
internal sealed class BetsWorkbook(ExportWords words)
{
    /// <summary>By what the sheet of balances divides both books.</summary>
    private static readonly BalanceBy[] Divisions = [BalanceBy.Bet, BalanceBy.Pool, BalanceBy.Discipline, BalanceBy.Odds, BalanceBy.Month];

    private static readonly LedgerBookKind[] Books = [LedgerBookKind.Paper, LedgerBookKind.Played];

    /// <param name="to">Where it is written.</param>
    /// <param name="tickets">Of the days.</param>
    /// <param name="races">Of the days' files.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    public async Task WriteAsync(Stream to, BalancedTickets tickets, IReadOnlyList<RaceRow> races, CancellationToken cancellationToken)
    {
        using var sheets = new DataSet { Locale = CultureInfo.InvariantCulture };
        var formats = new Dictionary<string, CellKind>(StringComparer.Ordinal);
        Add("tickets", TicketColumns(), BetRow.Of(tickets.Tickets));
        Add("races", RaceColumns(), races);
        Add("balance", BalanceColumns(), [.. Books.SelectMany(book => Balance(tickets, book))]);
        Add("calibration", CalibrationColumns(), [.. Books.SelectMany(book => Calibration(tickets, book))]);
        var configuration = new OpenXmlConfiguration
        {
            Culture = CultureInfo.InvariantCulture,
            FastMode = true,
            EnableAutoWidth = true,
            DynamicColumns =
            [
                .. formats
                    .Where(column => column.Value != CellKind.Text)
                    .Select(column => new DynamicExcelColumn(column.Key) { Format = Format(column.Value) }),
            ],
        };
        await MiniExcel.SaveAsAsync(to, sheets, configuration: configuration, cancellationToken: cancellationToken);

        void Add<T>(string name, IReadOnlyList<SheetColumn<T>> columns, IReadOnlyList<T> rows)
        {
            var table = sheets.Tables.Add(words.Get($"export_sheet_{name}"));
            foreach (var column in columns)
            {
                table.Columns.Add(words.Column(column.Name), TypeOf(column.Kind));
                formats[words.Column(column.Name)] = column.Kind;
            }
            foreach (var row in rows)
                table.Rows.Add([.. columns.Select(column => column.Value(row) ?? DBNull.Value)]);
        }
    }

    private SheetColumn<BetRow>[] TicketColumns() =>
        [
            new("book", CellKind.Text, row => words.Book(row.Book)),
            new("date", CellKind.Date, row => Day(row.Ticket.Race.Date)),
            new("race", CellKind.Text, row => row.Ticket.Race.Code.ToString()),
            new("ticket", CellKind.Text, row => row.Ticket.Id),
            new("racecourse", CellKind.Text, row => ExportWords.Cell(row.Ticket.Proposed.Meeting)),
            new("discipline", CellKind.Text, row => words.Discipline(row.Ticket.Proposed.Discipline)),
            new("off", CellKind.Moment, row => Paris(row.Ticket.Proposed.Off)),
            new("bet", CellKind.Text, row => words.Bet(row.Ticket.Proposed.Bet)),
            new("pool", CellKind.Text, row => words.Pool(row.Pool)),
            new("numbers", CellKind.Text, row => ExportWords.Numbers(row.Leg.Numbers)),
            new("horses", CellKind.Text, row => ExportWords.Cell(string.Join(" + ", row.Leg.Horses))),
            new("said", CellKind.Text, row => words.Said(row.Ticket)),
            new("stake", CellKind.Money, row => row.Stake.Amount),
            new("odds", CellKind.Number, row => row.Odds),
            new("playable_from", CellKind.Number, row => row.Leg.MinimumOdds),
            new("chance", CellKind.Share, row => row.Leg.Probability),
            new("claimed_return", CellKind.Money, row => row.Claimed.Amount),
            new("outcome", CellKind.Text, row => words.Outcome(row)),
            new("dividend", CellKind.Number, row => (double?)row.Settled?.Dividend),
            new("returned", CellKind.Money, row => row.Returned?.Amount),
            new("profit", CellKind.Money, row => row.Profit?.Amount),
            new("closing_odds", CellKind.Number, row => row.Settled?.ClosingOdds),
            new("closing_line", CellKind.Share, row => row.Settled?.ClosingLineValue),
            new("rules", CellKind.Text, row => $"{row.Ticket.Proposed.Rules} {row.Ticket.Proposed.RulesVersion}".TrimEnd()),
            new("modelled", CellKind.Text, row => row.Ticket.Proposed.ModelledPrices ? words.Get("export_yes") : null),
            new("simulated", CellKind.Text, row => row.Ticket.Simulated ? words.Get("export_yes") : null),
        ];

    private SheetColumn<RaceRow>[] RaceColumns() =>
        [
            new("date", CellKind.Date, row => Day(row.Race.Date)),
            new("race", CellKind.Text, row => row.Race.Code.ToString()),
            new("racecourse", CellKind.Text, row => ExportWords.Cell(row.Meeting)),
            new("name", CellKind.Text, row => ExportWords.Cell(row.Name)),
            new("discipline", CellKind.Text, row => words.Discipline(row.Discipline)),
            new("off", CellKind.Moment, row => Paris(row.Off)),
            new("declared", CellKind.Count, row => row.Declared),
            new("decision", CellKind.Text, row => row.Decision is { } decision ? words.Decision(decision) : null),
            new("result", CellKind.Text, row => row.Result is { } result ? words.Result(result.State) : null),
            new("arrival", CellKind.Text, row => row.Result is { } result ? ExportWords.Arrival(result) : null),
            new("tickets", CellKind.Count, row => row.Paper.Tickets),
            new("paper_staked", CellKind.Money, row => row.Paper.Staked.Amount),
            new("paper_returned", CellKind.Money, row => row.Paper.Returned.Amount),
            new("paper_profit", CellKind.Money, row => row.Paper.Profit.Amount),
            new("played_staked", CellKind.Money, row => row.Played.Staked.Amount),
            new("played_returned", CellKind.Money, row => row.Played.Returned.Amount),
            new("played_profit", CellKind.Money, row => row.Played.Profit.Amount),
        ];

    private SheetColumn<BalanceRow>[] BalanceColumns() =>
        [
            new("book", CellKind.Text, row => words.Book(row.Book)),
            new("by", CellKind.Text, row => row.By is { } by ? words.Get($"export_by_{by.ToString().ToLowerInvariant()}") : null),
            new("group", CellKind.Text, row => row.Group),
            new("tickets", CellKind.Count, row => row.Totals?.Tickets),
            new("bets", CellKind.Count, row => row.Figures?.Bets),
            new("won", CellKind.Count, row => row.Figures?.Hits),
            new("days", CellKind.Count, row => row.Figures?.Days),
            new("staked", CellKind.Money, row => (row.Figures?.Staked ?? row.Totals?.Staked)?.Amount),
            new("open", CellKind.Money, row => row.Totals?.Open.Amount),
            new("refunded", CellKind.Money, row => row.Totals?.Refunded.Amount),
            new("returned", CellKind.Money, row => (row.Figures?.Returned ?? row.Totals?.Returned)?.Amount),
            new("profit", CellKind.Money, row => (row.Figures?.Profit ?? row.Totals?.Profit)?.Amount),
            new("claimed_profit", CellKind.Money, row => row.Figures?.ClaimedProfit?.Amount),
            new("roi", CellKind.Share, row => row.Figures?.Roi),
            new("roi_low", CellKind.Share, row => row.Figures?.Interval?.Low),
            new("roi_high", CellKind.Share, row => row.Figures?.Interval?.High),
            new("claimed_roi", CellKind.Share, row => row.Figures?.Claimed),
            new("hit_rate", CellKind.Share, row => row.Figures?.HitRate),
            new("chance", CellKind.Share, row => row.Figures?.ExpectedHitRate),
            new("drawdown", CellKind.Money, row => row.Figures?.Drawdown.Amount),
            new("losing_run", CellKind.Count, row => row.Figures?.LongestLosingRun),
            new("losing_run_chance", CellKind.Share, row => row.Figures?.LosingRunChance),
            new("closing_line", CellKind.Share, row => row.Figures?.ClosingLine?.Mean),
            new("closing_line_bets", CellKind.Count, row => row.Figures?.ClosingLine?.Bets),
        ];

    private SheetColumn<BalanceRow>[] CalibrationColumns() =>
        [
            new("book", CellKind.Text, row => words.Book(row.Book)),
            new("band", CellKind.Text, row => row.Group),
            new("bets", CellKind.Count, row => row.Figures?.Bets),
            new("won", CellKind.Count, row => row.Figures?.Hits),
            new("chance", CellKind.Share, row => row.Figures?.ExpectedHitRate),
            new("hit_rate", CellKind.Share, row => row.Figures?.HitRate),
            new("staked", CellKind.Money, row => row.Figures?.Staked.Amount),
            new("claimed_return", CellKind.Money, row => row.Figures?.ExpectedReturn?.Amount),
            new("returned", CellKind.Money, row => row.Figures?.Returned.Amount),
            new("claimed_roi", CellKind.Share, row => row.Figures?.Claimed),
            new("roi", CellKind.Share, row => row.Figures?.Roi),
        ];

    /// <summary>First the tickets, then their settled bets, then these divided.</summary>
    private IEnumerable<BalanceRow> Balance(BalancedTickets tickets, LedgerBookKind book)
    {
        var whole = tickets.Book(book, null);
        yield return new BalanceRow(book, null, words.Get("export_all_tickets"), whole.Totals, null);
        yield return new BalanceRow(book, null, words.Get("export_all_bets"), null, whole.Figures);
        foreach (var by in Divisions)
        foreach (var group in tickets.Book(book, by).Groups)
            yield return new BalanceRow(book, by, words.Balances.Name(group.Key, by), null, group.Figures);
    }

    private IEnumerable<BalanceRow> Calibration(BalancedTickets tickets, LedgerBookKind book) =>
        tickets
            .Book(book, BalanceBy.Probability)
            .Groups.Select(group => new BalanceRow(
                book,
                BalanceBy.Probability,
                words.Balances.Name(group.Key, BalanceBy.Probability),
                null,
                group.Figures
            ));

    private static DateTime Day(DateOnly date) => date.ToDateTime(TimeOnly.MinValue);

    private static DateTime Paris(DateTimeOffset at) => ParisTime.ToParis(at).DateTime;

    private static Type TypeOf(CellKind kind) =>
        kind switch
        {
            CellKind.Text => typeof(string),
            CellKind.Count => typeof(int),
            CellKind.Money => typeof(decimal),
            CellKind.Date or CellKind.Moment => typeof(DateTime),
            _ => typeof(double),
        };

    private static string Format(CellKind kind) =>
        kind switch
        {
            CellKind.Count => "0",
            CellKind.Money => "#,##0.00",
            CellKind.Share => "0.0%",
            CellKind.Number => "0.0#",
            CellKind.Date => "yyyy-mm-dd",
            CellKind.Moment => "yyyy-mm-dd hh:mm",
            _ => "@",
        };

    /// <param name="Book">Whose.</param>
    /// <param name="By">Null: of the whole.</param>
    /// <param name="Group">In the user's words.</param>
    /// <param name="Totals">Of tickets.</param>
    /// <param name="Figures">Of settled bets.</param>
    private sealed record BalanceRow(LedgerBookKind Book, BalanceBy? By, string Group, LedgerTotals? Totals, BalanceFigures? Figures);
}
