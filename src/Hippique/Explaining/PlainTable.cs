namespace Hippique.Explaining;

/// <summary>A table in plain text: columns of figures to the right, a column that holds a word to the left.</summary>
internal static class PlainTable
{
    public const string Gap = "  ";

    /// <summary>What a name is not shortened under.</summary>
    private const int ShortestName = 8;

    /// <param name="rows">Headings and cells; null: no table.</param>
    /// <param name="width">Columns that there are. If the table is wider, names are shortened, never figures.</param>
    public static IEnumerable<string> Of(IReadOnlyList<IReadOnlyList<string>>? rows, int width)
    {
        if (rows is not [var head, ..])
            yield break;
        var columns = Enumerable.Range(0, head.Count).ToList();
        var widths = columns.ConvertAll(column => rows.Max(row => row[column].Length));
        var left = columns.ConvertAll(column => rows.Skip(1).Any(row => row[column].Any(char.IsLetter)));
        Shorten(widths, left, width);
        // Figures stand closer together before one of them is lost.
        var gap = widths.Sum() + Gap.Length * (widths.Count - 1) > width ? " " : Gap;
        foreach (var row in rows)
        {
            var cells = columns.Select(column => left[column] ? Name(row[column], widths[column]) : row[column].PadLeft(widths[column]));
            yield return string.Join(gap, cells).TrimEnd();
        }
    }

    private static void Shorten(List<int> widths, List<bool> left, int width)
    {
        var over = widths.Sum() + Gap.Length * (widths.Count - 1) - width;
        if (over > 0 && left.IndexOf(true) is var names and >= 0)
            widths[names] = Math.Max(Math.Min(ShortestName, widths[names]), widths[names] - over);
    }

    private static string Name(string text, int width) => text.Length <= width ? text.PadRight(width) : text[..(width - 1)] + "…";
}
