using System.Text.Json;

namespace Hippique.Sources.Html;

/// <summary>Finds values that a page's scripts carry as object literals, without running or parsing the script.</summary>
internal static class InlineScript
{
    private const int LongestValue = 1_000_000;

    /// <summary>The object after <c>key:</c>, read as JSON; null where the key, or a whole object after it, is missing.</summary>
    /// <param name="html">The page.</param>
    /// <param name="after">Text that comes before the key, to tell it from others of its name.</param>
    /// <param name="key">The property.</param>
    public static JsonDocument? Object(string html, string after, string key)
    {
        var start = ValueOf(html, after, key);
        if (start < 0 || html[start] != '{')
            return null;
        var end = BalancedEnd(html.AsSpan(start, Math.Min(LongestValue, html.Length - start)));
        if (end < 0)
            return null;
        try
        {
            // Half a surrogate pair makes an ArgumentException.
            return JsonDocument.Parse(html.AsMemory(start, end), new JsonDocumentOptions { MaxDepth = 16 });
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The string literal after <c>key:</c>; null where it is missing.</summary>
    public static string? String(string html, string after, string key)
    {
        var start = ValueOf(html, after, key);
        if (start < 0 || html[start] != '"')
            return null;
        var end = StringEnd(html.AsSpan(start, Math.Min(2_000, html.Length - start)));
        if (end < 0)
            return null;
        try
        {
            using var value = JsonDocument.Parse(html.AsMemory(start, end));
            return value.RootElement.GetString();
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static int ValueOf(string html, string after, string key)
    {
        var from = html.IndexOf(after, StringComparison.Ordinal);
        if (from < 0)
            return -1;
        from += after.Length;
        while (true)
        {
            var found = html.AsSpan(from).IndexOf(key);
            if (found < 0)
                return -1;
            var before = html[from + found - 1];
            from += found + key.Length;
            if (char.IsLetterOrDigit(before) || before is '_' or '$' or '.')
                continue;
            var at = SkipSpace(html, from);
            if (at < html.Length && html[at] == ':' && SkipSpace(html, at + 1) is var value && value < html.Length)
                return value;
        }
    }

    private static int SkipSpace(string html, int at)
    {
        while (at < html.Length && char.IsWhiteSpace(html[at]))
            at++;
        return at;
    }

    /// <summary>Length of the literal that starts with an opening brace; −1 where it does not end.</summary>
    private static int BalancedEnd(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    return i + 1;
                case '"':
                    var length = StringEnd(text[i..]);
                    if (length < 0)
                        return -1;
                    i += length - 1;
                    break;
            }
        }
        return -1;
    }

    /// <summary>Length of the string literal with its quotes.</summary>
    private static int StringEnd(ReadOnlySpan<char> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                return i + 1;
        }
        return -1;
    }
}
