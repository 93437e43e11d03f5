using AngleSharp.Dom;
using Hippique.Racing;
using Hippique.Sources.Html;

namespace Hippique.Sources.ZEturf;

/// <summary>
/// The tables of dividends: a head row whose cells name the bets (or a column of one bet: "Gain combinaison", "Gain champ total"), then a row per combination, amounts for 1 €.
/// </summary>
internal static class ZEturfDividends
{
    /// <summary>In the order of the page; bets that the program has no word for are left out, and rows that do not read are named.</summary>
    public static IReadOnlyList<Dividend> Read(IElement section, List<string> notes)
    {
        var dividends = new List<Dividend>();
        foreach (var table in section.Below())
        {
            if (table.Is("div", "table"))
                Read(table, dividends, notes);
        }
        return dividends;
    }

    private static void Read(IElement table, List<Dividend> dividends, List<string> notes)
    {
        BetType? whole = null;
        var columns = new List<(BetType? Bet, string Label)>();
        foreach (var part in table.Inside())
        {
            if (part.IsOf("table-header"))
            {
                columns = Columns(part);
                whole = columns is [var (bet, _)] ? bet : whole;
            }
            else if (part.IsOf("table-body"))
            {
                foreach (var row in part.Inside())
                    Row(row, whole, columns, dividends, notes);
            }
        }
    }

    /// <summary>The bet that each cell names, or else its wording.</summary>
    private static List<(BetType? Bet, string Label)> Columns(IElement header)
    {
        var columns = new List<(BetType?, string)>();
        foreach (var cell in header.Inside())
        {
            var label = cell.FirstOf("categoryGroupLabel").Text();
            columns.Add((label is null ? null : ZEturfBets.FromLabel(label), label is null ? CleanText.Line(cell.Text() ?? "") : ""));
        }
        return columns;
    }

    private static void Row(
        IElement row,
        BetType? whole,
        List<(BetType? Bet, string Label)> columns,
        List<Dividend> dividends,
        List<string> notes
    )
    {
        string? written = null;
        IReadOnlyList<int>? combination = null;
        var column = 0;
        foreach (var cell in row.Inside())
        {
            if (column == 0)
                combination = ZEturfText.Numbers(written = cell.Text());
            else if (
                cell.FirstOf("montant").Text() is { } text
                && FrenchText.ParseEuro(text).TryGet(out var amount)
                && amount.Amount > 0
                && BetOf(column, whole, columns) is var (bet, label)
            )
            {
                if (combination is null)
                    notes.Add($"the row '{Quoted.Short(written ?? "")}' of {bet} has no combination of numbers: left out");
                else
                    dividends.Add(new Dividend(bet, combination, amount.Amount, label));
            }
            column++;
        }
    }

    /// <summary>A table of one bet has its head over the combinations, or a second head for two amounts a row.</summary>
    private static (BetType Bet, string Label)? BetOf(int column, BetType? whole, List<(BetType? Bet, string Label)> columns)
    {
        var (bet, label) = column < columns.Count ? columns[column] : (whole, "");
        return (bet ?? (columns.Count == 1 || label.Length > 0 ? whole : null)) is { } known ? (known, label) : null;
    }
}
