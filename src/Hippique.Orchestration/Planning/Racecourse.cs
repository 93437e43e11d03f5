using System.Globalization;
using System.Text;

namespace Hippique.Orchestration.Planning;

/// <summary>
/// One key for the many spellings of a racecourse: <c>HIPPODROME DE PARIS-VINCENNES</c>, <c>Vincennes</c> → <c>VINCENNES</c>. Accents, case, punctuation and the
/// words around the name are taken off; what remains is looked up in a table of aliases, <c>racecourses.txt</c>.
/// </summary>
public static class Racecourse
{
    private static readonly string[] Prefixes =
    [
        "HIPPO DE ",
        "HIPPODROME DES ",
        "HIPPODROME DE ",
        "HIPPODROME DU ",
        "HIPPODROME D ",
        "HIPPODROME ",
    ];

    private static readonly RacecourseTable Table = RacecourseTable.OfTheProgram();

    /// <summary>Upper case, Latin letters and digits, single spaces; empty for an empty name.</summary>
    public static string Key(string name)
    {
        var plain = Plain(name);
        foreach (var prefix in Prefixes)
        {
            if (plain.StartsWith(prefix, StringComparison.Ordinal))
            {
                plain = plain[prefix.Length..];
                break;
            }
        }
        plain = string.Join(' ', plain.Split(' ').Select(word => word == "SAINT" ? "ST" : word));
        return Table.NameOf(plain);
    }

    /// <summary>
    /// A race's name for comparison: <c>PRIX D'ANGERS</c> and <c>Prix d&#039;Angers</c> are the same. Remarks in brackets at the end are left out, since one source has them
    /// and another has not: <c>PREMIO ELVEDA 2023 (ALTERNATIVA) (OPCIONAL)</c>.
    /// </summary>
    public static string RaceName(string name)
    {
        var decoded = System.Net.WebUtility.HtmlDecode(name).TrimEnd();
        while (decoded.EndsWith(')') && decoded.LastIndexOf('(') is > 0 and var bracket)
            decoded = decoded[..bracket].TrimEnd();
        return Plain(decoded);
    }

    private static string Plain(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var character in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark)
                continue;
            if (char.IsLetterOrDigit(character))
                text.Append(char.ToUpperInvariant(character));
            else if (text.Length > 0 && text[^1] != ' ')
                text.Append(' ');
        }
        return text.ToString().TrimEnd();
    }
}
