using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Hippique.Racing;
using Hippique.Sources.Figures;
using Hippique.Sources.Html;

namespace Hippique.Sources.ZoneTurf;

/// <summary>
/// The links of zone-turf.fr that lead to figures. The forms of the addresses stand on the pages that were seen (a horse's page links to the day's programme and to its next
/// race, and names its own address); the programme and the page of a race are not yet seen on a real page. A page without such links is refused by name.
/// </summary>
public static partial class ZoneTurfLinks
{
    /// <summary>The pages of the races of one day, by number; paths of the site.</summary>
    /// <param name="html">The programme of the day.</param>
    /// <param name="where">Its address or file.</param>
    /// <param name="date">The day that was asked for: an address names day and month.</param>
    public static SourceAnswer<IReadOnlyDictionary<RaceCode, string>> Races(string html, string where, DateOnly date)
    {
        if (Defect(html, where) is { } error)
            return new SourceAnswer<IReadOnlyDictionary<RaceCode, string>>.Refused(error);
        var races = new Dictionary<RaceCode, string>();
        var others = 0;
        foreach (var path in Paths(html))
        {
            var match = RacePath().Match(path);
            if (!match.Success || !RaceCode.Parse(match.Groups[1].Value).TryGet(out var code))
                continue;
            var day = string.Create(CultureInfo.InvariantCulture, $"{date:dd-MM}");
            if (match.Groups[2].Value == day)
                races.TryAdd(code, path);
            else
                others++;
        }
        return races.Count > 0
            ? new SourceAnswer<IReadOnlyDictionary<RaceCode, string>>.Found(races)
            : new SourceAnswer<IReadOnlyDictionary<RaceCode, string>>.Refused(
                others > 0
                    ? Error(SourceErrorKind.WrongPage, where, Problem.Of($"the races are of another day than {date:yyyy-MM-dd}"))
                    : Error(SourceErrorKind.Changed, where, Problem.Of($"links to the day's races (/course/r1c1-31-12-13h50)"))
            );
    }

    /// <summary>The pages of the jockeys, trainers and horses of one race, in the order of the page; paths of the site.</summary>
    public static SourceAnswer<IReadOnlyList<(FigureKind Kind, string Path)>> Figures(string html, string where)
    {
        if (Defect(html, where) is { } error)
            return new SourceAnswer<IReadOnlyList<(FigureKind, string)>>.Refused(error);
        var links = Paths(html)
            .Select(path => (Match: FigurePath().Match(path), Path: path))
            .Where(link => link.Match.Success)
            .Select(link => (KindOf(link.Match.Groups[1].ValueSpan), link.Path))
            .Distinct()
            .ToList();
        return links.Count > 0
            ? new SourceAnswer<IReadOnlyList<(FigureKind, string)>>.Found(links)
            : new SourceAnswer<IReadOnlyList<(FigureKind, string)>>.Refused(
                Error(SourceErrorKind.Changed, where, Problem.Of($"links to jockeys, trainers or horses (/jockey/name-1/)"))
            );
    }

    private static FigureKind KindOf(ReadOnlySpan<char> folder) =>
        folder switch
        {
            "cheval" => FigureKind.Horse,
            "entraineur" => FigureKind.Trainer,
            _ => FigureKind.Jockey,
        };

    /// <summary>Paths within the site; of an absolute address its path, where it is the site's.</summary>
    private static List<string> Paths(string html)
    {
        using var page = new HtmlParser().ParseDocument(html);
        return
        [
            .. page.QuerySelectorAll("a[href]")
                .Select(link => link.GetAttribute("href") ?? "")
                .Select(address =>
                    address.StartsWith(ZoneTurfSite.Address, StringComparison.OrdinalIgnoreCase)
                        ? address[(ZoneTurfSite.Address.Length - 1)..]
                        : address
                ),
        ];
    }

    private static SourceError? Defect(string html, string where) =>
        !html.Contains("zone-turf", StringComparison.OrdinalIgnoreCase)
            ? Error(SourceErrorKind.Foreign, where, Problem.Of($"nothing on the page says that it is one of zone-turf.fr"))
        : !html.AsSpan().TrimEnd().EndsWith("</html>", StringComparison.OrdinalIgnoreCase)
            ? Error(SourceErrorKind.Truncated, where, Problem.Of($"the page ends before its end tag"))
        : HtmlGuard.Defect(html) is { } problem ? Error(SourceErrorKind.Malformed, where, problem)
        : null;

    private static SourceError Error(SourceErrorKind kind, string where, Problem missing) => new(kind, ZoneTurfSite.Name, where, missing);

    [GeneratedRegex(@"^/course/(r[0-9]{1,3}c[0-9]{1,2})-([0-9]{2}-[0-9]{2})-[0-9]{2}h[0-9]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RacePath();

    [GeneratedRegex(@"^/(jockey|entraineur|cheval)/[a-z0-9-]{1,80}-[0-9]{1,9}/\z", RegexOptions.CultureInvariant)]
    private static partial Regex FigurePath();
}
