using System.Text;

namespace Hippique.Sources.Http;

/// <summary>Text of a body: by its byte order mark; as UTF-8 where it is UTF-8, whatever its label says; else by the label, or the one in the page's head; else Latin.</summary>
public static class PageText
{
    private const int HeadLength = 2048;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="body">The bytes.</param>
    /// <param name="label">The charset of the <c>Content-Type</c> header, if there is one.</param>
    public static string Decode(ReadOnlySpan<byte> body, string? label)
    {
        if (body.StartsWith("\uFEFF"u8))
            return Encoding.UTF8.GetString(body[3..]);
        if (body.StartsWith<byte>([0xff, 0xfe]))
            return Encoding.Unicode.GetString(body[2..]);
        if (body.StartsWith<byte>([0xfe, 0xff]))
            return Encoding.BigEndianUnicode.GetString(body[2..]);
        if (Named(label) is UnicodeEncoding wide)
            return wide.GetString(body);
        try
        {
            // No text of another encoding is valid UTF-8 by chance, a few letters apart.
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return (Named(label) ?? Named(LabelInHead(body)) ?? Windows1252).GetString(body);
        }
    }

    private static Encoding Windows1252 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static Encoding? Named(string? label)
    {
        var name = label?.Trim(' ', '"', '\'').ToLowerInvariant();
        return name switch
        {
            null or "" => null,
            "utf-8" or "utf8" => Encoding.UTF8,
            // Browsers read Latin-1 as Windows-1252, and pages count on it.
            "iso-8859-1" or "latin1" or "windows-1252" or "cp1252" => Windows1252,
            "iso-8859-15" or "latin9" => CodePagesEncodingProvider.Instance.GetEncoding(28605),
            "utf-16" or "utf-16le" => Encoding.Unicode,
            "utf-16be" => Encoding.BigEndianUnicode,
            _ => null,
        };
    }

    private static string? LabelInHead(ReadOnlySpan<byte> body)
    {
        var head = Encoding.Latin1.GetString(body[..Math.Min(HeadLength, body.Length)]);
        var at = head.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var start = at + "charset=".Length;
        while (start < head.Length && head[start] is '"' or '\'')
            start++;
        var end = start;
        while (end < head.Length && (char.IsAsciiLetterOrDigit(head[end]) || head[end] is '-' or '_'))
            end++;
        return head[start..end];
    }
}
