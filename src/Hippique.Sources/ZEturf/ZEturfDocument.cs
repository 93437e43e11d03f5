using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Hippique.Racing;
using Hippique.Sources.Html;

namespace Hippique.Sources.ZEturf;

/// <summary>A page of ZEturf as a document, or the reason why it is none.</summary>
internal static class ZEturfDocument
{
    /// <summary>The body's id on a day's programme.</summary>
    public const string ProgrammeBody = "programmes";

    /// <summary>The body's id on a race's page.</summary>
    public const string RaceBody = "course";

    private const int LongestTail = 4_000;

    private static readonly HtmlParser Parser = new(
        new HtmlParserOptions
        {
            IsScripting = false,
            SkipComments = true,
            SkipScriptText = true,
            DisableElementPositionTracking = true,
        }
    );

    /// <summary>Opens the page if it is the kind that is wanted; every other outcome is a named error.</summary>
    public static IHtmlDocument? Open(string html, string url, string body, out SourceError? error)
    {
        error = BeforeParsing(html, url);
        if (error is not null)
            return null;
        var document = Parser.ParseDocument(html);
        var kind = document.Body?.Id;
        if (kind == body)
            return document;
        document.Dispose();
        var found = Quoted.Short(kind ?? "");
        error = Error(
            SourceErrorKind.WrongPage,
            url,
            body == RaceBody
                ? Problem.Of($"expected a race's page, found the page '{found}'")
                : Problem.Of($"expected a day's programme, found the page '{found}'")
        );
        return null;
    }

    public static SourceError Error(SourceErrorKind kind, string url, Problem missing) => new(kind, ZEturfSite.Name, url, missing);

    public static SourceError Changed(string url, Problem missing) => Error(SourceErrorKind.Changed, url, missing);

    /// <summary>What can be told from the text alone, before any work is put into it.</summary>
    private static SourceError? BeforeParsing(string html, string url)
    {
        var opening = html.AsSpan().TrimStart();
        if (opening.IsEmpty)
            return Error(SourceErrorKind.Truncated, url, Problem.Of($"the page is empty"));
        if (opening[0] != '<' || opening.Contains('\0'))
            return Error(SourceErrorKind.Malformed, url, Problem.Of($"this is no HTML page"));
        if (!IsOwn(html))
            return Error(SourceErrorKind.Foreign, url, Problem.Of($"nothing on the page says that it is one of zeturf.fr"));
        if (HtmlGuard.Defect(html) is { } problem)
            return Error(SourceErrorKind.Malformed, url, problem);
        if (
            html.Contains("id=\"page-erreur\"", StringComparison.Ordinal)
            || html.Contains("<title>Contenu non disponible", StringComparison.Ordinal)
        )
            return Error(SourceErrorKind.Unavailable, url, Problem.Of($"ZEturf says \"Contenu non disponible\""));
        var tail = html.AsSpan(Math.Max(0, html.Length - LongestTail));
        if (!tail.Contains("</html>", StringComparison.OrdinalIgnoreCase))
            return Error(SourceErrorKind.Truncated, url, Problem.Of($"the page ends before </html>"));
        return null;
    }

    /// <summary>Other sites write about ZEturf; only its own pages load its style sheets or are built as its pages are.</summary>
    private static bool IsOwn(string html) =>
        html.Contains("cdn.zeturf.", StringComparison.Ordinal)
        || (
            html.Contains("zeturf", StringComparison.OrdinalIgnoreCase)
            && (
                html.Contains(BodyTag(RaceBody), StringComparison.Ordinal)
                || html.Contains(BodyTag(ProgrammeBody), StringComparison.Ordinal)
            )
        );

    /// <summary>The start of the body's tag on a page of this kind.</summary>
    public static string BodyTag(string body) => $"<body id=\"{body}\"";
}
