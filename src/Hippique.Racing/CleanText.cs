using System.Globalization;
using System.Text;

namespace Hippique.Racing;

/// <summary>
/// Text from outside made fit for a terminal, a table and a file: whole escape sequences, control characters, invisible and bidirectional format characters, private and
/// unassigned code points and lone surrogates are dropped; every other kind of space becomes a plain one. Letters, digits, punctuation and accents of every script stay.
/// </summary>
public static class CleanText
{
    private const char Escape = '\u001b';
    private const char Bell = '\u0007';

    /// <summary>C1: the one-character forms of <c>ESC [</c>, <c>ESC ]</c>, <c>ESC P</c>, <c>ESC X</c>, <c>ESC ^</c>, <c>ESC _</c> and <c>ESC \</c>.</summary>
    private const string Introducers = "\u009b\u009d\u0090\u0098\u009e\u009f";
    private const char Terminator = '\u009c';

    /// <summary>One line; the same string if there is nothing to drop.</summary>
    public static string Line(string text)
    {
        var dropped = 0;
        return Of(text, ref dropped, lines: false);
    }

    /// <summary>The same with its line feeds and tabs.</summary>
    public static string Lines(string text)
    {
        var dropped = 0;
        return Of(text, ref dropped, lines: true);
    }

    /// <param name="text">From outside.</param>
    /// <param name="dropped">Raised by the number of characters that were dropped; a space for another kind of space is none.</param>
    public static string Line(string text, ref int dropped) => Of(text, ref dropped, lines: false);

    private static string Of(string text, ref int dropped, bool lines)
    {
        if (IsPlain(text))
            return text;
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; )
        {
            if (SequenceAt(text, at) is var sequence and > 0)
            {
                dropped += sequence;
                at += sequence;
                continue;
            }
            var status = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            if (status != System.Buffers.OperationStatus.Done)
                dropped += length;
            else if (lines && rune is { Value: '\n' or '\t' })
                clean.Append((char)rune.Value);
            else if (Rune.IsWhiteSpace(rune))
                clean.Append(' ');
            else if (IsDropped(rune))
                dropped += length;
            else
                clean.Append(text, at, length);
            at += length;
        }
        return clean.ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (var character in text)
        {
            // Printable ASCII and Latin letters, by far the most.
            if (character is not ((>= ' ' and <= '~') or (>= '\u00a1' and <= '\u024f' and not '\u00ad')))
                return false;
        }
        return true;
    }

    private static bool IsDropped(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned;

    /// <summary>Length of the terminal sequence that starts here; 0: none does. One without an end is its introducer alone, so that no text is lost behind it.</summary>
    private static int SequenceAt(string text, int at)
    {
        if (text[at] != Escape)
            return Introducers.Contains(text[at], StringComparison.Ordinal)
                ? Body(text, at + 1, isControl: text[at] == Introducers[0]) - at
                : 0;
        if (at + 1 >= text.Length)
            return 1;
        return text[at + 1] switch
        {
            '[' => Body(text, at + 2, isControl: true) - at,
            ']' or 'P' or 'X' or '^' or '_' => Body(text, at + 2, isControl: false) - at,
            // Further bytes of a short sequence, and its last one.
            >= ' ' and <= '/' => Short(text, at + 1) - at,
            >= '0' and <= '~' => 2,
            _ => 1,
        };
    }

    private static int Short(string text, int at)
    {
        while (at < text.Length && text[at] is >= ' ' and <= '/')
            at++;
        return at < text.Length && text[at] is >= '0' and <= '~' ? at + 1 : at;
    }

    /// <summary>Where a control sequence (parameters, then one letter) or a string (up to BEL or ST) ends.</summary>
    private static int Body(string text, int from, bool isControl)
    {
        if (isControl)
        {
            var at = from;
            while (at < text.Length && text[at] is >= ' ' and <= '?')
                at++;
            return at < text.Length && text[at] is >= '@' and <= '~' ? at + 1 : at;
        }
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] is Bell or Terminator)
                return at + 1;
            if (text[at] == Escape)
                return at + 1 < text.Length && text[at + 1] == '\\' ? at + 2 : from;
        }
        return from;
    }
}
