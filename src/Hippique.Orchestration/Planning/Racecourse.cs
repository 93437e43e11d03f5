using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Hippique.Orchestration.Planning;

/// <summary>
/// One key for the many spellings of a racecourse: <c>HIPPODROME DE PARIS-VINCENNES</c>, <c>Vincennes</c> → <c>VINCENNES</c>. Accents, case, punctuation and the
/// words around the name are taken off; what remains is looked up in a table of aliases.
/// </summary>
public static class Racecourse
{
    private static readonly string[] Prefixes = ["HIPPODROME DES ", "HIPPODROME DE ", "HIPPODROME DU ", "HIPPODROME D ", "HIPPODROME "];

    // What is written here was seen side by side in programmes; a name that is one racecourse's in two spellings goes on one line.
    private static readonly FrozenDictionary<string, string> Aliases = new (string Name, string[] Spellings)[]
    {
        ("VINCENNES", ["PARIS VINCENNES"]),
        ("AUTEUIL", ["PARIS AUTEUIL"]),
        ("PARISLONGCHAMP", ["LONGCHAMP", "PARIS LONGCHAMP"]),
        ("ENGHIEN", ["ENGHIEN SOISY", "PARIS ENGHIEN"]),
        ("MAISONS LAFFITTE", ["MAISONS LAFITTE"]),
        ("CAGNES SUR MER", ["CAGNES MER", "CAGNES", "LA COTE D AZUR CAGNES SUR MER"]),
        ("CLAIREFONTAINE", ["DEAUVILLE CLAIREFONTAINE", "CLAIREFONTAINE DEAUVILLE"]),
        ("MARSEILLE BORELY", ["BORELY"]),
        ("PONT DE VIVAUX", ["MARSEILLE VIVAUX", "MARSEILLE PONT DE VIVAUX", "VIVAUX"]),
        ("BORDEAUX LE BOUSCAT", ["LE BOUSCAT", "BORDEAUX"]),
        ("TOULOUSE", ["LA CEPIERE", "TOULOUSE LA CEPIERE"]),
        ("LYON PARILLY", ["PARILLY"]),
        ("LYON LA SOIE", ["LA SOIE"]),
        ("LA TESTE", ["LA TESTE DE BUCH", "LA TESTE BASSIN D ARCACHON"]),
        ("LE CROISE LAROCHE", ["CROISE LAROCHE", "MARCQ EN BAROEUL", "LILLE"]),
        ("NANCY BRABOIS", ["NANCY"]),
        ("AGEN LA GARENNE", ["AGEN", "AGEN LE PASSAGE"]),
        ("LES SABLES D OLONNE", ["SABLES D OLONNE"]),
        ("LE MONT ST MICHEL", ["MONT ST MICHEL"]),
        ("MONS", ["MONS GHLIN"]),
        ("SHA TIN", ["SHA TIN HONG KONG", "HONG KONG SHA TIN"]),
        ("HAPPY VALLEY", ["HAPPY VALLEY HK", "HONG KONG HAPPY VALLEY"]),
        ("MEYDAN", ["MEYDAN E A U"]),
        ("ABY", ["ABY GOTEBORG"]),
        ("SAN SIRO", ["SAN SIRO MILAN"]),
        ("MUNICH DAGLFING", ["DAGLFING"]),
        ("KEMPTON PARK", ["KEMPTON"]),
        ("SANDOWN PARK", ["SANDOWN"]),
        ("LINGFIELD PARK", ["LINGFIELD"]),
        ("EPSOM DOWNS", ["EPSOM"]),
        ("WOODBINE", ["WOODBINE TB"]),
        ("VERMO", ["VERMO HELSINKI"]),
    }
        .SelectMany(course => course.Spellings.Select(spelling => KeyValuePair.Create(spelling, course.Name)))
        .ToFrozenDictionary(StringComparer.Ordinal);

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
        return Aliases.GetValueOrDefault(plain, plain);
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
