namespace Hippique.Explaining;

/// <summary>A table in plain text: columns of figures to the right, a column that holds a word to the left.</summary>
internal static class PlainTable
{
    public static IEnumerable<string> Of(IReadOnlyList<IReadOnlyList<string>>? rows)
    {
        if (rows is not [var head, ..])
            yield break;
        var columns = Enumerable.Range(0, head.Count).ToList();
        var widths = columns.ConvertAll(column => rows.Max(row => row[column].Length));
        var left = columns.ConvertAll(column => rows.Skip(1).Any(row => row[column].Any(char.IsLetter)));
        foreach (var row in rows)
        {
            var cells = columns.Select(column => left[column] ? row[column].PadRight(widths[column]) : row[column].PadLeft(widths[column]));
            yield return string.Join("  ", cells).TrimEnd();
        }
    }
}
