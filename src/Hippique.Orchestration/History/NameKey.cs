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
}
