using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Hippique.Racing;
using Hippique.Sources.Html;

namespace Hippique.Sources.Boturfers;

/// <summary>The day's programme of boturfers.fr: meetings in tabs, one table row a race, with the off in epoch seconds. Arrivals that stand in it are not read.</summary>
public static partial class BoturfersProgramme
{
    /// <summary>All races of the page's day. A row with a missing part is refused by name; a page without races, or one that was cut, is refused as a whole.</summary>
    /// <param name="html">The page.</param>
    /// <param name="where">Its address or file.</param>
    /// <param name="expected">The day that was asked for; null: any.</param>
    public static SourceAnswer<Programme> Read(string html, string where, DateOnly? expected)
    {
        if (!html.Contains("boturfers", StringComparison.OrdinalIgnoreCase))
            return Refuse(SourceErrorKind.Foreign, where, Problem.Of($"nothing on the page says that it is one of boturfers.fr"));
        if (!html.AsSpan().TrimEnd().EndsWith("</html>", StringComparison.OrdinalIgnoreCase))
            return Refuse(SourceErrorKind.Truncated, where, Problem.Of($"the page ends before its end tag; races may be missing"));
        if (HtmlGuard.Defect(html) is { } problem)
            return Refuse(SourceErrorKind.Malformed, where, problem);
        using var page = new HtmlParser().ParseDocument(html);
        var title = TitleDate().Match(page.Title ?? "");
        if (
            !title.Success
            || !DateOnly.TryParseExact(
                title.Groups[1].ValueSpan,
                "dd/MM/yyyy",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
        )
            return Refuse(SourceErrorKind.WrongPage, where, Problem.Of($"the title names no programme of a day"));
        if (expected is { } asked && asked != date)
            return Refuse(
                SourceErrorKind.WrongPage,
                where,
                Problem.Of($"the programme is that of {date:yyyy-MM-dd}, not of {asked:yyyy-MM-dd}")
            );
        return Races(page, date, where);
    }

    private static SourceAnswer<Programme> Races(IDocument page, DateOnly date, string where)
    {
        var races = new List<ProgrammeRace>();
        var refused = new List<SourceError>();
        foreach (var row in page.QuerySelectorAll("table.prgm tbody tr"))
        {
            var read = BoturfersRow.Read(row, date);
            if (!read.TryGet(out var race))
                refused.Add(Error(SourceErrorKind.Changed, where, read.Error));
            else if (races.Any(known => known.Link.Code == race.Link.Code))
                refused.Add(Error(SourceErrorKind.Changed, where, Problem.Of($"{race.Link.Code} stands twice in the programme")));
            else
                races.Add(race);
        }
        if (races.Count == 0)
            return Refuse(
                SourceErrorKind.Changed,
                where,
                refused.Count > 0 ? refused[0].Missing : Problem.Of($"the rows of the races (table.prgm)")
            );
        if (Counted(page) is { } counted && counted != races.Count + refused.Count)
            refused.Add(
                Error(
                    SourceErrorKind.Changed,
                    where,
                    Problem.Of($"the page counts {counted} races and lists {races.Count + refused.Count}")
                )
            );
        return new SourceAnswer<Programme>.Found(SiteText.Clean(new Programme(date, races, refused)));
    }

    /// <summary>The head says "41 courses".</summary>
    private static int? Counted(IDocument page)
    {
        var match = RaceCount().Match(page.QuerySelector(".summary .dot-separated")?.TextContent ?? "");
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    private static SourceAnswer<Programme> Refuse(SourceErrorKind kind, string where, Problem missing) =>
        new SourceAnswer<Programme>.Refused(Error(kind, where, missing));

    private static SourceError Error(SourceErrorKind kind, string where, Problem missing) => new(kind, BoturfersSite.Name, where, missing);

    [GeneratedRegex(@"Programme .*?([0-9]{2}/[0-9]{2}/[0-9]{4})", RegexOptions.CultureInvariant)]
    private static partial Regex TitleDate();

    [GeneratedRegex(@"([0-9]{1,3}) courses?", RegexOptions.CultureInvariant)]
    private static partial Regex RaceCount();
}
