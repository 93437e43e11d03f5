using System.Globalization;
using System.Text;

namespace Hippique.Sources.Geny;

/// <summary>
/// The data payload of a Next.js page, put together as a browser does: the page pushes it in pieces that can end at any character (even inside a row), as JSON strings or,
/// where they are no text, as base64.
/// </summary>
internal static class FlightPayload
{
    private const string Push = "self.__next_f.push(";

    /// <summary>The bytes of the payload, empty where the page has none. <c>Cut</c> where the page ends inside a piece.</summary>
    public static (byte[] Bytes, bool Cut) Join(string html)
    {
        var bytes = new MemoryStream();
        // Text pieces are unescaped together: a pair of \u escapes can be torn apart between two of them.
        var text = new StringBuilder();
        var cut = false;
        for (var at = html.IndexOf(Push, StringComparison.Ordinal); at >= 0; at = html.IndexOf(Push, at, StringComparison.Ordinal))
        {
            at += Push.Length;
            if (Piece(html, ref at) is not { } piece)
                continue;
            cut = !piece.Closed;
            if (piece.Kind == '1')
                text.Append(piece.Content);
            else if (piece.Kind == '3')
            {
                Flush(text, bytes);
                AppendBase64(piece.Content, bytes);
            }
        }
        Flush(text, bytes);
        return (bytes.ToArray(), cut);
    }

    /// <summary>Reads <c>[1,"…"]</c>; null for other pushes (<c>[0]</c> opens the stream).</summary>
    private static (char Kind, string Content, bool Closed)? Piece(string html, ref int at)
    {
        var open = html.IndexOf('"', at);
        if (open < 0)
            return null;
        var head = html.AsSpan(at, open - at);
        if (!IsHead(head))
            return null;
        var close = open + 1;
        while (close < html.Length && html[close] != '"')
            close += html[close] == '\\' ? 2 : 1;
        var closed = close < html.Length;
        var end = Math.Min(close, html.Length);
        at = end;
        return (head.Contains('3') ? '3' : '1', html[(open + 1)..end], closed);
    }

    private static bool IsHead(ReadOnlySpan<char> head)
    {
        var plain = head.Trim();
        return plain.Length is >= 3 and <= 8
            && plain[0] == '['
            && plain[^1] == ','
            && plain[1..^1].Trim() is [var kind]
            && kind is '1' or '3';
    }

    private static void Flush(StringBuilder escaped, MemoryStream bytes)
    {
        if (escaped.Length == 0)
            return;
        bytes.Write(Encoding.UTF8.GetBytes(Unescape(escaped.ToString())));
        escaped.Clear();
    }

    private static void AppendBase64(string content, MemoryStream bytes)
    {
        var buffer = new byte[content.Length];
        if (Convert.TryFromBase64String(content, buffer, out var written))
            bytes.Write(buffer, 0, written);
    }

    /// <summary>The escapes of a JSON string. What is none stays as it stands: the rows are checked afterwards, where it can be said what is missing.</summary>
    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                plain.Append(text[i]);
                continue;
            }
            var code = text[++i];
            if (
                code == 'u'
                && i + 4 < text.Length
                && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            )
            {
                plain.Append((char)unit);
                i += 4;
                continue;
            }
            plain.Append(
                code switch
                {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'b' => '\b',
                    'f' => '\f',
                    _ => code,
                }
            );
        }
        return plain.ToString();
    }
}
