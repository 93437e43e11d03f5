namespace Hippique.Explaining;

/// <summary>Sentences in lines that a terminal of 80 columns shows whole.</summary>
internal static class WrappedText
{
    /// <summary>Columns of a line, its indent among them.</summary>
    public const int Width = 80;

    /// <summary>Broken at spaces; a word that is longer than a line stays whole.</summary>
    /// <param name="text">One sentence or several.</param>
    /// <param name="indent">Before the first line; the following ones are indented by two more.</param>
    public static IEnumerable<string> Of(string text, string indent)
    {
        var line = indent;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.AsSpan().IsWhiteSpace() && line.Length + 1 + word.Length > Width)
            {
                yield return line;
                line = indent + "  ";
            }
            line += line.AsSpan().IsWhiteSpace() ? word : " " + word;
        }
        yield return line;
    }
}
