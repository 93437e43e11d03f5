using Hippique.Racing;

namespace Hippique.Orchestration.Artifacts;

/// <summary>
/// Free text as a spreadsheet shows it. One that begins like a formula would be computed: an apostrophe before it makes it text (OWASP, CSV injection). Numbers of a table are no
/// free text and stay.
/// </summary>
public static class CsvCell
{
    public static string Of(string text)
    {
        var clean = CleanText.Line(text);
        return IsFormula(clean) ? "'" + clean : clean;
    }

    /// <summary>Full-width signs too, which some spreadsheets read as the plain ones.</summary>
    private static bool IsFormula(string text) =>
        text.TrimStart() is ['=' or '+' or '-' or '@' or '|' or '%' or '＝' or '＋' or '－' or '＠', ..];
}
