using System.Globalization;
using System.Net;
using System.Text;

namespace Hippique.Racing;

/// <summary>
/// The one normaliser of names: makes what different sources write comparable. Every key is upper case without accents; two names are the same horse, person, racecourse or
/// race where their keys are equal. An empty name has an empty key.
/// </summary>
public static class Names
{
    private static readonly HashSet<string> Titles = new(["MLLE", "MME", "MR", "MRS", "MS"], StringComparer.Ordinal);

    private static readonly string[] RacecoursePrefixes =
    [
        "HIPPO DE ",
        "HIPPODROME DES ",
        "HIPPODROME DE ",
        "HIPPODROME DU ",
        "HIPPODROME D ",
        "HIPPODROME ",
    ];

    private static readonly RacecourseTable Racecourses = RacecourseTable.OfTheProgram();

    /// <summary>
    /// A horse of one source or of many years: letters and digits only, so that <c>L'Étoile d'Or</c> and <c>LETOILE D OR</c> are one. A suffix in brackets, such as the country of
    /// birth, counts: it tells apart two horses of one name.
    /// </summary>
    public static string Horse(string? name) => Fold(name, gap: null);

    /// <summary>A horse behind one number of one race at several sources, of which one shows the suffix in brackets and another does not.</summary>
    public static string HorseOfRace(string? name) => Fold(WithoutBrackets(name), gap: null);

    /// <summary>
    /// A jockey, driver, trainer or owner by the whole name. Initials behind the surname (<c>Pasquier S.</c>, <c>Triomphe Mlle J.</c>) come first (<c>S. Pasquier</c>,
    /// <c>Mlle J. Triomphe</c>); names in capitals stay as they are, since there a letter at the end can be a second surname (<c>M. RIERA M.</c>).
    /// </summary>
    public static string Person(string? name)
    {
        if (name is null || !name.EndsWith('.'))
            return Fold(name, gap: null);
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var surname = words.TakeWhile(word => !word.EndsWith('.') && word is not ("Mlle" or "Mme" or "Mr" or "M")).Count();
        return surname > 0 && surname < words.Length && words[0].Any(char.IsLower)
            ? Fold(string.Concat(words.Skip(surname).Concat(words.Take(surname))), gap: null)
            : Fold(name, gap: null);
    }

    /// <summary>
    /// A person by first initial and surname, for sources of which one writes the first name and another its initial: <c>Stéphane PASQUIER</c>, <c>S. PASQUIER</c>,
    /// <c>S.PASQUIER</c> and <c>Pasquier S.</c> are <c>S PASQUIER</c>. Empty where the name has neither. Two people can share it, so it is of use within one race only.
    /// </summary>
    public static string PersonByInitial(string? name)
    {
        var words = WordsWithPoints(name);
        if (words.Count < 2)
            return "";
        // "Pasquier S.", "Triomphe Mlle J.": initials and titles stand behind.
        var surname = words.TakeWhile(word => !word.EndsWith('.') && !Titles.Contains(word)).ToList();
        var rest = words.Skip(surname.Count).Where(word => !Titles.Contains(word)).ToList();
        if (surname.Count > 0 && rest.Count > 0 && rest.TrueForAll(word => word.EndsWith('.')))
            return $"{rest[0][0]} {Join(surname)}";
        words = [.. words.Where(word => !Titles.Contains(word))];
        var initials = words.TakeWhile(word => word.EndsWith('.')).ToList();
        if (initials.Count == 0)
            initials = [.. words.Take(1)];
        return words.Count > initials.Count ? $"{initials[0][0]} {Join(words.Skip(initials.Count))}" : "";
    }

    /// <summary>
    /// A racecourse: <c>HIPPODROME DE PARIS-VINCENNES</c> and <c>Vincennes</c> are <c>VINCENNES</c>. The words around the name are taken off; what remains is looked up in a
    /// table of aliases, <c>racecourses.txt</c>.
    /// </summary>
    public static string Racecourse(string? name)
    {
        var plain = Fold(name, gap: ' ');
        foreach (var prefix in RacecoursePrefixes)
        {
            if (plain.StartsWith(prefix, StringComparison.Ordinal))
            {
                plain = plain[prefix.Length..];
                break;
            }
        }
        plain = string.Join(' ', plain.Split(' ').Select(word => word == "SAINT" ? "ST" : word));
        return Racecourses.NameOf(plain);
    }

    /// <summary>
    /// A race: <c>PRIX D'ANGERS</c> and <c>Prix d&#039;Angers</c> are the same. Remarks in brackets at the end are left out, since one source has them and another has not:
    /// <c>PREMIO ELVEDA 2023 (ALTERNATIVA) (OPCIONAL)</c>.
    /// </summary>
    public static string Race(string? name) => Fold(WithoutBrackets(WebUtility.HtmlDecode(name)), gap: ' ');

    private static string WithoutBrackets(string? name)
    {
        var rest = (name ?? "").TrimEnd();
        while (rest.EndsWith(')') && rest.LastIndexOf('(') is > 0 and var bracket)
            rest = rest[..bracket].TrimEnd();
        return rest;
    }

    /// <summary>Upper-case letters and digits without accents; whatever stands between them becomes one <paramref name="gap"/>, or nothing.</summary>
    private static string Fold(string? name, char? gap)
    {
        if (string.IsNullOrEmpty(name))
            return "";
        var key = new StringBuilder(name.Length);
        foreach (var letter in Decomposed(name))
        {
            if (char.IsLetterOrDigit(letter))
                key.Append(char.ToUpperInvariant(letter));
            else if (gap is { } between && key.Length > 0 && key[^1] != between)
                key.Append(between);
        }
        return gap is { } last ? key.ToString().TrimEnd(last) : key.ToString();
    }

    /// <summary>Words in upper case; one that ends in a point keeps it, hyphens and apostrophes are left out.</summary>
    private static List<string> WordsWithPoints(string? name)
    {
        var text = new StringBuilder();
        foreach (var letter in Decomposed(name ?? ""))
        {
            if (char.IsLetterOrDigit(letter))
                text.Append(char.ToUpperInvariant(letter));
            else if (letter == '.' && text.Length > 0 && char.IsLetterOrDigit(text[^1]))
                text.Append(". ");
            else if (char.IsWhiteSpace(letter))
                text.Append(' ');
        }
        return [.. text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>Letters apart from their accents, and the accents left out. Most names are published in plain capitals and have nothing to take apart.</summary>
    private static IEnumerable<char> Decomposed(string name) =>
        Ascii.IsValid(name)
            ? name
            : name.Normalize(NormalizationForm.FormD)
                .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark);

    private static string Join(IEnumerable<string> words) => string.Concat(words.Select(word => word.Trim('.')));
}
