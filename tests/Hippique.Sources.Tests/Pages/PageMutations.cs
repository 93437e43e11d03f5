using System.Globalization;
using CsCheck;

namespace Hippique.Sources.Tests.Pages;

/// <summary>Pages as a broken line, a changed site or an ill-meaning server might send them.</summary>
internal static class PageMutations
{
    private static readonly string[] Junk =
    [
        "",
        "\0",
        "<",
        ">",
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        "\\",
        "</div>",
        "</table>",
        "<table><tr>",
        "<div class=\"",
        "<!--",
        "<script>",
        "</script>",
        "null",
        "false",
        "-1",
        "99999999999999999999",
        "1e999",
        "0",
        "\u0661\u0662",
        "\ud800",
        "&nbsp;",
        "&#0;",
        "é",
        "R1C1",
        "data-runner=\"3\"",
        "\"SG\":1",
        "</html>",
    ];

    /// <summary>One to six changes: cut out, doubled, moved, replaced or overwritten.</summary>
    public static Gen<string> Of(string page) =>
        Gen.Select(Gen.Int[0, 5], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, Junk.Length - 1], Gen.Int[1, 3])
            .Array[1, 6]
            .Select(changes => changes.Aggregate(page, (text, change) => Apply(text, change)));

    private static string Apply(string text, (int Kind, double At, double Share, int Junk, int Power) change)
    {
        if (text.Length < 2)
            return text;
        var at = (int)(change.At * (text.Length - 1));
        var length = Math.Min(text.Length - at, 1 + (int)(Math.Pow(change.Share, change.Power * 2) * text.Length / 3));
        var part = text.Substring(at, length);
        return change.Kind switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, part),
            2 => text[..at],
            3 => text.Insert(at, Junk[change.Junk]),
            4 => text.Remove(at, Math.Min(length, 8)).Insert(at, Junk[change.Junk]),
            _ => ReplaceNumber(text, at, Junk[change.Junk]),
        };
    }

    private static string ReplaceNumber(string text, int at, string junk)
    {
        var start = at;
        while (start < text.Length && !char.IsAsciiDigit(text[start]))
            start++;
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        var value = junk.Length > 0 ? junk : (text.Length % 97).ToString(CultureInfo.InvariantCulture);
        return text[..start] + value + text[end..];
    }
}
