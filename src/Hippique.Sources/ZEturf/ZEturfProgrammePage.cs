using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Hippique.Racing;
using Hippique.Sources.Countries;
using Hippique.Sources.Html;

namespace Hippique.Sources.ZEturf;

/// <summary>ZEturf's programme of a day: the races of the strip on top, with countries, kinds of race and cancellations from the table of meetings below it.</summary>
public static class ZEturfProgrammePage
{
    /// <summary>
    /// Reads the page. A race that cannot be read is refused by name and the others stand; a page without one race is an error.
    /// </summary>
    /// <param name="html">The page.</param>
    /// <param name="url">Where it came from, for errors.</param>
    /// <param name="expected">The day that was asked for; null: whichever the page shows.</param>
    public static SourceAnswer<Programme> Parse(string html, string url, DateOnly? expected = null)
    {
        using var document = ZEturfDocument.Open(html, url, ZEturfDocument.ProgrammeBody, out var error);
        if (document is null)
            return Refuse(error!);
        if (DayOf(document) is not { } date)
            return Refuse(ZEturfDocument.Changed(url, Problem.Of($"the title names no day")));
        if (expected is { } asked && asked != date)
            return Refuse(
                ZEturfDocument.Error(
                    SourceErrorKind.WrongPage,
                    url,
                    Problem.Of($"asked for {asked:yyyy-MM-dd}, the page shows {date:yyyy-MM-dd}")
                )
            );
        if (ZEturfFrise.Read(document) is not { } frise)
            return Refuse(ZEturfDocument.Changed(url, Problem.Of($"the strip of races (#frise-course) is missing")));

        var meetings = Meetings(document, date);
        var races = new List<ProgrammeRace>(frise.Count);
        var refused = new List<SourceError>();
        var seen = new Dictionary<RaceCode, FriseRace>();
        foreach (var race in frise)
        {
            // The page also links to a few races of other days.
            if (race.Race.Date == date)
                Add(race, url, meetings, seen, races, refused);
        }
        return races.Count == 0
            ? Refuse(ZEturfDocument.Changed(url, Problem.Of($"no race of {date:yyyy-MM-dd} could be read")))
            : new SourceAnswer<Programme>.Found(SiteText.Clean(new Programme(date, races, refused)));
    }

    private static void Add(
        FriseRace race,
        string url,
        Dictionary<int, Meeting> meetings,
        Dictionary<RaceCode, FriseRace> seen,
        List<ProgrammeRace> races,
        List<SourceError> refused
    )
    {
        var code = race.Race.Code;
        if (seen.TryGetValue(code, out var other))
        {
            if (other.Off != race.Off || other.Path != race.Path)
                refused.Add(
                    ZEturfDocument.Changed(url, Problem.Of($"{code} stands on the page twice, and not the same; the first is kept"))
                );
            return;
        }
        if (race.Off is not { } off || race.Name is null)
        {
            var missing = race.Off is null ? Problem.Of($"{code} has no off (data-depart)") : Problem.Of($"{code} has no name");
            refused.Add(ZEturfDocument.Changed(url, missing));
            return;
        }
        seen.Add(code, race);
        var meeting = meetings.GetValueOrDefault(code.Meeting);
        races.Add(
            new ProgrammeRace
            {
                Link = new RaceLink(ZEturfSite.Name, race.Race.Date, code, ZEturfUrl.Race(race.Race.Date, code, race.Race.Slug)),
                Meeting = race.Meeting,
                Country = meeting?.Country ?? "",
                Name = race.Name,
                Off = off,
                Discipline = meeting is { Disciplines: [var only] } ? only : Discipline.Unknown,
                Cancelled = meeting?.Cancelled ?? false,
            }
        );
    }

    /// <summary>"Pronostics &amp; Cotes des courses du 20/11/2025".</summary>
    private static DateOnly? DayOf(IHtmlDocument document)
    {
        var title = document.Title.AsSpan().TrimEnd();
        return
            title.Length >= 10
            && DateOnly.TryParseExact(title[^10..], "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
    }

    private sealed record Meeting(string Country, List<Discipline> Disciplines, bool Cancelled);

    /// <summary>By meeting number, from the rows of the table whose links are of that day.</summary>
    private static Dictionary<int, Meeting> Meetings(IHtmlDocument document, DateOnly date)
    {
        var meetings = new Dictionary<int, Meeting>();
        if (document.GetElementById("list-reunion") is not { } list)
            return meetings;
        var prefix = $"/fr/reunion/{Day(date)}/R";
        foreach (var row in list.Below())
        {
            if (row.LocalName == "tr" && row.IsOf("item"))
                AddRow(row, prefix, meetings);
        }
        return meetings;
    }

    private static void AddRow(IElement row, string prefix, Dictionary<int, Meeting> meetings)
    {
        var number = 0;
        var country = "";
        var cancelled = false;
        var disciplines = new List<Discipline>();
        foreach (var element in row.Below())
        {
            if (element.LocalName == "a" && element.GetAttribute("href") is { } href && href.StartsWith(prefix, StringComparison.Ordinal))
            {
                number = number == 0 ? NumberAfter(href, prefix.Length) : number;
                country = country.Length == 0 ? CountryCode.FromAlpha2(element.GetAttribute("data-tc-pays")) : country;
                cancelled |= element.IsOf("annulee");
            }
            else if (
                element.LocalName == "span"
                && element.IsOf("zt")
                && ZEturfText.Discipline(element.Attribute("title")) is var discipline and not Discipline.Unknown
                && !disciplines.Contains(discipline)
            )
            {
                disciplines.Add(discipline);
            }
        }
        if (number > 0)
            meetings.TryAdd(number, new Meeting(country, disciplines, cancelled));
    }

    private static int NumberAfter(string href, int at)
    {
        var end = at;
        while (end < href.Length && char.IsAsciiDigit(href[end]))
            end++;
        return int.TryParse(href.AsSpan(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static SourceAnswer<Programme> Refuse(SourceError error) => new SourceAnswer<Programme>.Refused(error);
}
