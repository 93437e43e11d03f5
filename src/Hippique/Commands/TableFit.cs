using Hippique.Explaining;

namespace Hippique.Commands;

/// <summary>Breaks the headings and words of a table that is too wide, never its figures: every cell keeps all that it says.</summary>
internal static class TableFit
{
    /// <summary>A column of words is not made narrower.</summary>
    private const int Narrowest = 8;

    /// <summary>Border and a space on either side of a cell.</summary>
    private const int BetweenCells = 3;

    /// <param name="rows">The headings, then the cells.</param>
    /// <param name="words">Columns whose cells may be broken.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <returns>The same with line breaks in them.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<bool> words, int width)
    {
        var widths = words.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        var available = width - BetweenCells * widths.Length - 1;
        if (widths.Sum() <= available)
            return rows;
        // A heading takes no more room than its longest word, or than what stands under it.
        for (var column = 0; column < widths.Length; column++)
            widths[column] = Math.Max(
                rows[0][column].Split(' ').Max(word => word.Length),
                rows.Skip(1).Max(row => (int?)row[column].Length) ?? 0
            );
        // Between words first; through a word only if there is no other way.
        Shrink(widths, available, column => words[column] ? Math.Max(Narrowest, LongestWord(rows, column)) : int.MaxValue);
        Shrink(widths, available, column => words[column] ? Narrowest : int.MaxValue);
        return [.. rows.Select(row => (IReadOnlyList<string>)[.. row.Select((cell, column) => Broken(cell, widths[column]))])];
    }

    /// <summary>Takes from the widest column that is wider than its least width, one by one.</summary>
    private static void Shrink(int[] widths, int available, Func<int, int> least)
    {
        while (widths.Sum() > available)
        {
            var shrinkable = Enumerable.Range(0, widths.Length).Where(column => widths[column] > least(column)).ToList();
            if (shrinkable.Count == 0)
                return;
            widths[shrinkable.MaxBy(column => widths[column])]--;
        }
    }

    private static int LongestWord(IReadOnlyList<IReadOnlyList<string>> rows, int column) =>
        rows.Max(row => row[column].Split(' ').Max(word => word.Length));

    private static string Broken(string cell, int width) =>
        cell.Length <= width
            ? cell
            : string.Join('\n', WrappedText.Of(cell, "", width, hanging: "").SelectMany(line => Parts(line, width)));

    /// <summary>A word that is too long goes on in the next line, after a hyphen if it has one.</summary>
    private static IEnumerable<string> Parts(string line, int width)
    {
        while (line.Length > width)
        {
            var hyphen = line.LastIndexOf('-', width - 1);
            var length = hyphen > 0 ? hyphen + 1 : width;
            yield return line[..length];
            line = line[length..];
        }
        yield return line;
    }
}
