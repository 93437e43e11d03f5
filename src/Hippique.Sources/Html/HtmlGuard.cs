using System.Buffers;
using Hippique.Racing;

namespace Hippique.Sources.Html;

/// <summary>
/// A look over a page before it is made a document. The HTML algorithm takes quadratic time on elements nested thousands deep and on tags with thousands of attributes
/// (measured: 20,000 open elements 2 s, 100,000 more than a minute); no real page has them, a broken or hostile one may.
/// </summary>
internal static class HtmlGuard
{
    /// <summary>Characters; the largest page seen has 485,000.</summary>
    public const int Longest = 4_000_000;

    /// <summary>Open elements; the deepest page seen has about 40, and some that are closed implicitly.</summary>
    private const int Deepest = 500;
    private const int MostAttributes = 100;
    private static readonly SearchValues<char> InTag = SearchValues.Create(">\"'= \t\r\n\f/");

    // Elements without an end tag, and those whose end tag is usually left out.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Unnested = new HashSet<string>(
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"],
        StringComparer.OrdinalIgnoreCase
    ).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What is wrong with the page, in words; null where nothing is.</summary>
    public static Problem? Defect(string html)
    {
        if (html.Length > Longest)
            return Problem.Of($"the page is too long to be one");
        var depth = 0;
        var at = 0;
        while (at < html.Length)
        {
            var next = html.AsSpan(at).IndexOf('<');
            if (next < 0 || at + next + 1 >= html.Length)
                return null;
            at += next + 1;
            var first = html[at];
            if (first == '/')
                depth = Math.Max(0, depth - 1);
            else if (first == '!')
                at = AfterComment(html, at);
            else if (char.IsAsciiLetter(first))
            {
                var name = NameAt(html, at);
                if (!Tag(html, ref at, at + name.Length))
                    return Problem.Of($"a tag has too many attributes");
                if (!Unnested.Contains(name))
                    depth++;
                if (depth > Deepest)
                    return Problem.Of($"elements are nested too deeply");
                if (name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase))
                    at = EndTag(html, at, name);
            }
        }
        return null;
    }

    private static ReadOnlySpan<char> NameAt(string html, int at)
    {
        var end = at;
        while (end < html.Length && char.IsAsciiLetterOrDigit(html[end]))
            end++;
        return html.AsSpan(at, end - at);
    }

    /// <summary>Moves behind the tag; false where it has too many attributes.</summary>
    private static bool Tag(string html, ref int at, int from)
    {
        var attributes = 0;
        at = from;
        while (at < html.Length)
        {
            var step = html.AsSpan(at).IndexOfAny(InTag);
            if (step < 0)
                break;
            if (step > 0 && ++attributes > MostAttributes)
                return false;
            at += step;
            var mark = html[at++];
            if (mark == '>')
                return true;
            if (mark is '"' or '\'')
            {
                var close = html.AsSpan(at).IndexOf(mark);
                if (close < 0)
                    break;
                at += close + 1;
            }
        }
        at = html.Length;
        return true;
    }

    private static int AfterComment(string html, int at)
    {
        if (!html.AsSpan(at).StartsWith("!--"))
            return at;
        var end = html.AsSpan(at + 3).IndexOf("-->");
        return end < 0 ? html.Length : at + 3 + end + 3;
    }

    private static int EndTag(string html, int at, ReadOnlySpan<char> name)
    {
        while (true)
        {
            var close = html.AsSpan(at).IndexOf("</");
            if (close < 0)
                return html.Length;
            at += close;
            if (html.AsSpan(at + 2).StartsWith(name, StringComparison.OrdinalIgnoreCase))
                return at;
            at += 2;
        }
    }
}
