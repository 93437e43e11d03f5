using System.Globalization;
using System.Text;

namespace Hippique.Dashboard.Rules;

/// <summary>The glossary of <c>docs/glossary.md</c> and <c>docs/glossary.fr.md</c>, which are built in; a test demands that they have the same words in the same order.</summary>
internal static class Glossary
{
    private static readonly Lazy<IReadOnlyList<GlossarySection>> English = new(() => Read("en"));
    private static readonly Lazy<IReadOnlyList<GlossarySection>> French = new(() => Read("fr"));

    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    public static IReadOnlyList<GlossarySection> In(string language) => language == "fr" ? French.Value : English.Value;

    private static List<GlossarySection> Read(string language)
    {
        // The anchors are those of the English words, so that a link holds in both languages.
        var anchors = Rows(Text("en")).Where(row => row.Cells is not null).Select(row => AnchorOf(row.Cells![0])).ToList();
        var (sections, terms, count) = (new List<GlossarySection>(), new List<GlossaryTerm>(), 0);
        foreach (var (heading, cells) in Rows(Text(language)))
        {
            if (heading is not null)
                sections.Add(new GlossarySection(heading, terms = []));
            else
                terms.Add(new GlossaryTerm(anchors[count++], cells![0], cells[1]));
        }
        return sections;
    }

    /// <summary>Headings, and rows of the tables without their heads.</summary>
    private static IEnumerable<(string? Heading, string[]? Cells)> Rows(string text)
    {
        var inTable = false;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                yield return (line[3..].Trim(), null);
            if (line.StartsWith("|---", StringComparison.Ordinal))
                inTable = true;
            else if (!line.StartsWith('|'))
                inTable = false;
            else if (inTable)
                yield return (null, [.. line.Trim('|', ' ', '\r').Split(" | ", 2).Select(cell => cell.Trim())]);
        }
    }

    /// <summary>The first of the words in lower-case letters, digits and hyphens.</summary>
    internal static string AnchorOf(string words)
    {
        var first = words.Split(',', '(')[0].Trim('*', ' ').Replace("œ", "oe", StringComparison.Ordinal);
        var letters = first
            .Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            .Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-');
        return string.Concat(letters).Trim('-');
    }

    private static string Text(string language)
    {
        using var stream =
            typeof(Glossary).Assembly.GetManifestResourceStream($"glossary.{language}.md")
            ?? throw new InvalidOperationException($"the glossary in {language} is not built into the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
