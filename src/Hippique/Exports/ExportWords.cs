using System.Globalization;
using System.Text.Json;
using Hippique.Explaining;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Exports;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Exports;

/// <summary>Words of a workbook and of a report in one language.</summary>
internal sealed class ExportWords(CultureInfo culture)
{
    private readonly AccountWords _words = new(culture);

    public CultureInfo Culture => culture;

    public BalanceLines Balances { get; } = new(culture);

    public string Get(string key, params ReadOnlySpan<object?> args) => _words.Get(key, args);

    /// <summary>The heading of a column.</summary>
    public string Column(string name) => Get($"export_column_{name}");

    public string Book(LedgerBookKind book) => Get($"bilan_book_{book.ToString().ToLowerInvariant()}");

    public string Pool(Pool pool) => Get($"parse_pool_{pool.Code()}");

    public string Bet(BetType bet) => _words.Bet(bet);

    public string Discipline(Discipline discipline) => _words.Discipline(discipline);

    public string Percent(double? value) => _words.Percent(value);

    public string Money(Euro? amount) => amount is { } euros ? euros.Amount.ToString("#,0.00", culture) : "–";

    public string Profit(Euro? amount) => amount is { } euros ? euros.Amount.ToString("+#,0.00;-#,0.00;0.00", culture) : "–";

    public string Odds(double? value) => _words.Number(value, "0.0#");

    /// <summary>What the user said of a ticket.</summary>
    public string Said(LedgerTicket ticket) =>
        TicketFate.Of(ticket).State switch
        {
            TicketFateState.Played => Get("bilan_book_played"),
            var state => Get($"fate_{Code(state)}"),
        };

    /// <summary>How a leg ended, with the reason where one is known; empty if it is not settled.</summary>
    public string Outcome(BetRow row) =>
        row.Settled is not { } settled ? ""
        : settled.Reason is { } reason ? Get("export_outcome", Outcome(settled.Outcome), Get($"settle_reason_{reason}"))
        : Outcome(settled.Outcome);

    public string Decision(Outcome outcome) => Get($"outcome_{Code(outcome)}");

    public string Result(ResultState state) => Get($"settle_state_{Code(state)}");

    /// <summary>Saddlecloths, as <c>3-5</c>.</summary>
    public static string Numbers(IEnumerable<int> numbers) =>
        string.Join('-', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>An arrival, those of a dead heat in brackets: <c>5-(3-8)-1</c>.</summary>
    public static string Arrival(RaceResult result) =>
        string.Join('-', result.Arrival.Select(group => group.Count == 1 ? Numbers(group) : $"({Numbers(group)})"));

    /// <summary>Free text as a cell of a workbook, where what begins like a formula would be one; so would <c>$=</c> to the library that writes it.</summary>
    public static string Cell(string text)
    {
        var cell = CsvCell.Of(text);
        return cell.StartsWith('$') ? "'" + cell : cell;
    }

    private string Outcome(SettledState state) => Get($"fate_outcome_{Code(state)}");

    private static string Code<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
