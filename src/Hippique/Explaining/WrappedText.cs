namespace Hippique.Explaining;

/// <summary>Sentences in lines that a terminal of 80 columns shows whole.</summary>
internal static class WrappedText
{
    /// <summary>Columns of a line, its indent among them.</summary>
    public const int Width = 80;

    /// <summary>Broken at spaces, but never between a number and its unit, between the parts of a number, or before a mark; a word that is longer than a line stays whole.</summary>
    /// <param name="text">One sentence or several.</param>
    /// <param name="indent">Before the first line.</param>
    /// <param name="width">Columns that there are.</param>
    /// <param name="hanging">What is added to the indent of the following lines.</param>
    public static IEnumerable<string> Of(string text, string indent, int width = Width, string hanging = "  ")
    {
        var line = indent;
        foreach (var word in Units(text))
        {
            if (!line.AsSpan().IsWhiteSpace() && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = indent + hanging;
            }
            line += line.AsSpan().IsWhiteSpace() ? word : " " + word;
        }
        yield return line;
    }

    /// <summary>Words, with what stays on one line as one of them.</summary>
    private static IEnumerable<string> Units(string text)
    {
        var unit = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (unit.Length > 0 && !Belongs(unit, word))
            {
                yield return unit;
                unit = "";
            }
            unit = unit.Length == 0 ? word : $"{unit} {word}";
        }
        if (unit.Length > 0)
            yield return unit;
    }

    private static bool Belongs(string before, string word) =>
        word[0] is '%' or '€' or ':' or ';' or '!' or '?' or '»'
        || before.EndsWith("n°", StringComparison.Ordinal)
        || before.EndsWith("no.", StringComparison.Ordinal)
        || before[^1] is '«'
        || (char.IsAsciiDigit(before[^1]) && char.IsAsciiDigit(word[0]));
}
