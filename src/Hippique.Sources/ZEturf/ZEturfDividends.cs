using AngleSharp.Dom;
using Hippique.Racing;
using Hippique.Sources.Html;

namespace Hippique.Sources.ZEturf;

/// <summary>
/// The tables of dividends: a head row whose cells name the bets (or a column of one bet: "Gain combinaison", "Gain champ total"), then a row per combination, amounts for 1 €.
/// </summary>
internal static class ZEturfDividends
{
    /// <summary>In the order of the page; bets that the program has no word for are left out.</summary>
    public static IReadOnlyList<Dividend> Read(IElement section)
    {
        var dividends = new List<Dividend>();
        foreach (var table in section.Below())
        {
            if (table.Is("div", "table"))
                Read(table, dividends);
        }
        return dividends;
    }

    private static void Read(IElement table, List<Dividend> dividends)
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
                    Row(row, whole, columns, dividends);
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
            columns.Add((label is null ? null : ZEturfBets.FromLabel(label), label is null ? cell.Text() ?? "" : ""));
        }
        return columns;
    }

    private static void Row(IElement row, BetType? whole, List<(BetType? Bet, string Label)> columns, List<Dividend> dividends)
    {
        IReadOnlyList<int>? combination = null;
        var column = 0;
        foreach (var cell in row.Inside())
        {
            if (column == 0)
                combination = ZEturfText.Numbers(cell.Text());
            else if (
                combination is not null
                && cell.FirstOf("montant").Text() is { } text
                && FrenchText.ParseEuro(text).TryGet(out var amount)
                && amount.Amount > 0
            )
            {
                // A table of one bet has its head over the combinations, or a second head for two amounts a row.
                var (bet, label) = column < columns.Count ? columns[column] : (whole, "");
                if ((bet ?? (columns.Count == 1 || label.Length > 0 ? whole : null)) is { } known)
                    dividends.Add(new Dividend(known, combination, amount.Amount, label));
            }
            column++;
        }
    }
}
