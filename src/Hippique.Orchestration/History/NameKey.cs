using System.Globalization;
using System.Text;

namespace Hippique.Orchestration.History;

/// <summary>Makes names of different sources comparable: <c>Éric du Pré</c>, <c>ERIC DU PRE</c> and <c>Eric-du-Pré</c> are one.</summary>
internal static class NameKey
{
    /// <summary>Letters and digits only, without accents, upper case; empty for nothing.</summary>
    public static string Of(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return "";
        // Published in plain capitals almost always: nothing to decompose then.
        var text = Ascii.IsValid(name) ? name : name.Normalize(NormalizationForm.FormD);
        var key = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsLetterOrDigit(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                key.Append(char.ToUpperInvariant(letter));
        }
        return key.ToString();
    }

    /// <summary>
    /// The same for a person, whose initials one site puts behind the surname: <c>Pasquier S.</c>, <c>Triomphe Mlle J.</c> are <c>S. Pasquier</c>, <c>Mlle J. Triomphe</c>. Names
    /// in capitals stay as they are: there a letter at the end can be a second surname (<c>M. RIERA M.</c>).
    /// </summary>
    public static string OfPerson(string? name)
    {
        if (name is null || !name.EndsWith('.'))
            return Of(name);
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var surname = words.TakeWhile(word => !word.EndsWith('.') && !Titles.Contains(word)).Count();
        return surname > 0 && surname < words.Length && words[0].Any(char.IsLower)
            ? Of(string.Concat(words.Skip(surname).Concat(words.Take(surname))))
            : Of(name);
    }

    private static readonly HashSet<string> Titles = new(["Mlle", "Mme", "Mr", "M"], StringComparer.Ordinal);
}
