using System.Globalization;
using System.Text;

namespace Hippique.Orchestration.Figures;

/// <summary>
/// The first initial and the surname of a person, for names that sites write differently: <c>Stéphane PASQUIER</c>, <c>S. PASQUIER</c>, <c>S.PASQUIER</c> and
/// <c>Pasquier S.</c> are <c>S PASQUIER</c>.
/// </summary>
internal static class PersonName
{
    private static readonly HashSet<string> Titles = new(["MLLE", "MME", "MR", "MRS", "MS"], StringComparer.Ordinal);

    /// <summary>Empty where the name has no first name or initial.</summary>
    public static string Key(string? name)
    {
        var words = Words(name);
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
            initials = [words[0]];
        return words.Count > initials.Count ? $"{initials[0][0]} {Join(words.Skip(initials.Count))}" : "";
    }

    private static string Join(IEnumerable<string> words) => string.Concat(words.Select(word => word.Trim('.')));

    /// <summary>Upper case without accents; a word that ends in a point keeps it, hyphens and apostrophes are left out.</summary>
    private static List<string> Words(string? name)
    {
        var text = new StringBuilder();
        foreach (var letter in (name ?? "").Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark)
                continue;
            if (char.IsLetterOrDigit(letter))
                text.Append(char.ToUpperInvariant(letter));
            else if (letter == '.' && text.Length > 0 && char.IsLetterOrDigit(text[^1]))
                text.Append(". ");
            else if (char.IsWhiteSpace(letter))
                text.Append(' ');
        }
        return [.. text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }
}
