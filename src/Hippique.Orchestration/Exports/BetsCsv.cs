using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Racing;
using Sylvan.Data.Csv;

namespace Hippique.Orchestration.Exports;

/// <summary>
/// The ledger for other programs: a row a leg of a ticket and book. Comma, UTF-8 without a mark, LF, decimal points, instants in UTC; an empty field if there is nothing. Columns are
/// only ever added, at the end.
/// </summary>
public static class BetsCsv
{
    private static readonly (string Name, Func<BetRow, string?> Value)[] Columns =
    [
        ("book", row => Name(row.Book)),
        ("date", row => row.Ticket.Race.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("race", row => row.Ticket.Race.Code.ToString()),
        ("ticket", row => row.Ticket.Id),
        ("leg", row => Text(row.Number)),
        ("meeting", row => CsvCell.Of(row.Ticket.Proposed.Meeting)),
        ("discipline", row => Name(row.Ticket.Proposed.Discipline)),
        ("off", row => Text(row.Ticket.Proposed.Off)),
        ("bet", row => Name(row.Ticket.Proposed.Bet)),
        ("pool", row => row.Pool.Code()),
        ("numbers", row => string.Join('-', row.Leg.Numbers.Select(number => Text(number)))),
        ("horses", row => CsvCell.Of(string.Join(" + ", row.Leg.Horses))),
        ("said", row => Name(TicketFate.Of(row.Ticket).State)),
        ("said_at", row => TicketFate.Of(row.Ticket).SaidAt is { } at ? Text(at) : null),
        ("stake", row => row.Stake.ToString()),
        ("odds", row => Text(row.Odds)),
        ("minimum_odds", row => Text(row.Leg.MinimumOdds)),
        ("probability", row => Text(row.Leg.Probability)),
        ("expected_dividend", row => Text(row.Leg.ExpectedDividend)),
        ("expected_return", row => row.Claimed.ToString()),
        ("outcome", row => row.Settled is { } settled ? Name(settled.Outcome) : null),
        ("reason", row => row.Settled?.Reason),
        ("dividend", row => Text(row.Settled?.Dividend)),
        ("dividend_basis", row => row.Settled?.Basis is { } basis ? Name(basis) : null),
        ("returned", row => row.Returned?.ToString()),
        ("profit", row => row.Profit?.ToString()),
        ("closing_odds", row => Text(row.Settled?.ClosingOdds)),
        ("closing_line_value", row => Text(row.Settled?.ClosingLineValue)),
        ("rules", row => row.Ticket.Proposed.Rules),
        ("rules_version", row => row.Ticket.Proposed.RulesVersion),
        ("model", row => CsvCell.Of(row.Ticket.Proposed.Model)),
        ("modelled", row => row.Ticket.Proposed.ModelledPrices ? "true" : "false"),
        ("simulated", row => row.Ticket.Simulated ? "true" : "false"),
    ];

    /// <summary>The names of the columns, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Columns.Select(column => column.Name)];

    public static byte[] Write(IEnumerable<BetRow> rows)
    {
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        foreach (var (name, _) in Columns)
            table.Columns.Add(name, typeof(string));
        foreach (var row in rows)
            table.Rows.Add([.. Columns.Select(column => (object?)column.Value(row))]);
        var text = new StringBuilder(4096);
        using (var writer = new StringWriter(text, CultureInfo.InvariantCulture))
        using (var csv = CsvDataWriter.Create(writer, new CsvDataWriterOptions { NewLine = "\n", Culture = CultureInfo.InvariantCulture }))
        using (var read = table.CreateDataReader())
            csv.Write(read);
        return Encoding.UTF8.GetBytes(text.ToString().TrimEnd('\n') + "\n");
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture);
}
