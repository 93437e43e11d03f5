using System.Text;

namespace Hippique.Notifications.Http;

/// <summary>Texts that a receiver takes up to a length; what is left out is marked.</summary>
internal static class ShortText
{
    private const string More = "…";

    public static string Characters(string text, int most) => text.Length <= most ? text : Cut(text, most - More.Length);

    /// <param name="text">Any.</param>
    /// <param name="most">In UTF-8.</param>
    public static string Bytes(string text, int most)
    {
        if (Encoding.UTF8.GetByteCount(text) <= most)
            return text;
        var left = most - Encoding.UTF8.GetByteCount(More);
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if ((left -= rune.Utf8SequenceLength) < 0)
                break;
            length += rune.Utf16SequenceLength;
        }
        return text[..length] + More;
    }

    // Not between the halves of a character.
    private static string Cut(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + More;
}
