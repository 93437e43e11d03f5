using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Hippique.Racing;
using Hippique.Sources.Html;

namespace Hippique.Sources.ZoneTurf;

/// <summary>What the pages of zone-turf.fr have in common: a heading, and lines such as <c>Victoires : 6</c> with the label in bold.</summary>
internal sealed partial class ZoneTurfFields
{
    private readonly Dictionary<string, string> _fields;

    private ZoneTurfFields(IDocument page, Dictionary<string, string> fields) => (Page, _fields) = (page, fields);

    public IDocument Page { get; }

    public string? this[string label] => _fields.GetValueOrDefault(label);

    /// <summary>A whole number, with spaces between thousands and perhaps "ans" behind it; null where something else stands there.</summary>
    public int? Count(string label)
    {
        var match = Number().Match(this[label] ?? "");
        return
            match.Success
            && int.TryParse(
                match.Groups[1].Value.Replace(" ", "", StringComparison.Ordinal),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            )
            ? count
            : null;
    }

    /// <param name="heading">How the h1 of such a page looks; its first group is the name.</param>
    public static SourceAnswer<(ZoneTurfFields Fields, string Name)> Read(string html, string where, Regex heading, string kind)
    {
        if (!html.Contains("zone-turf", StringComparison.OrdinalIgnoreCase))
            return Refuse(SourceErrorKind.Foreign, where, Problem.Of($"nothing on the page says that it is one of zone-turf.fr"));
        if (!html.AsSpan().TrimEnd().EndsWith("</html>", StringComparison.OrdinalIgnoreCase))
            return Refuse(SourceErrorKind.Truncated, where, Problem.Of($"the page ends before its end tag"));
        if (HtmlGuard.Defect(html) is { } problem)
            return Refuse(SourceErrorKind.Malformed, where, problem);
        var page = new HtmlParser().ParseDocument(html);
        var title = heading.Match(Plain(page.QuerySelector("h1")?.TextContent ?? ""));
        if (!title.Success)
        {
            page.Dispose();
            return Refuse(SourceErrorKind.WrongPage, where, Problem.Of($"the heading is not that of {kind}"));
        }
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var label in page.QuerySelectorAll("p > strong, li > strong"))
        {
            var name = Plain(label.TextContent);
            var whole = Plain(label.ParentElement!.TextContent);
            if (name.EndsWith(':') && whole.Length > name.Length && whole.StartsWith(name, StringComparison.Ordinal))
                fields.TryAdd(name.TrimEnd(':', ' '), whole[name.Length..].Trim());
        }
        return new SourceAnswer<(ZoneTurfFields, string)>.Found((new ZoneTurfFields(page, fields), title.Groups[1].Value.Trim()));
    }

    public static string Plain(string text) => CleanText.Line(Spaces().Replace(text, " ")).Trim();

    private static SourceAnswer<(ZoneTurfFields, string)> Refuse(SourceErrorKind kind, string where, Problem missing) =>
        new SourceAnswer<(ZoneTurfFields, string)>.Refused(new SourceError(kind, ZoneTurfSite.Name, where, missing));

    [GeneratedRegex(@"[\s\u00a0\u202f]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^([0-9]{1,9}|[0-9]{1,3}( [0-9]{3})+)( ans?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
