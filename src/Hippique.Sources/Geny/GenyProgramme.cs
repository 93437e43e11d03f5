using Hippique.Racing;

namespace Hippique.Sources.Geny;

/// <summary>The programme of a day in the payload of any page that carries it: query <c>racecard-for-date</c>, seen on an odds page.</summary>
public static class GenyProgramme
{
    private const string Query = "racecard-for-date";

    /// <summary>All races of the page's day, in its order. A race with a missing part is refused by name; a page without races is refused as a whole.</summary>
    /// <param name="html">The page.</param>
    /// <param name="where">Its address or file.</param>
    /// <param name="expected">The day that was asked for; null: any.</param>
    public static SourceAnswer<Programme> Read(string html, string where, DateOnly? expected)
    {
        var queries = GenyQueries.Read(html, where);
        return queries switch
        {
            SourceAnswer<GenyQueries>.Found found => Read(found.Value, where, expected),
            SourceAnswer<GenyQueries>.Refused refused => new SourceAnswer<Programme>.Refused(refused.Error),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static SourceAnswer<Programme> Read(GenyQueries queries, string where, DateOnly? expected)
    {
        if (queries.Find(Query, "") is not { } query)
            return Refuse(SourceErrorKind.WrongPage, where, Problem.Of($"the page carries no programme (query {Query})"));
        if (query.Status == "error")
            return Refuse(SourceErrorKind.Unavailable, where, Problem.Of($"Geny could not load its own programme"));
        if (query.Key.Count < 2 || GenyRaceFields.Day(query.Key[1]) is not { } date)
            return new SourceAnswer<Programme>.Refused(queries.Lacks(where, Problem.Of($"the date in the key of {Query}")));
        if (expected is { } asked && asked != date)
            return Refuse(
                SourceErrorKind.WrongPage,
                where,
                Problem.Of($"the programme is that of {date:yyyy-MM-dd}, not of {asked:yyyy-MM-dd}")
            );
        if (!query.Data.IsArray)
            return new SourceAnswer<Programme>.Refused(queries.Lacks(where, Problem.Of($"the meetings of the programme")));

        var races = new List<ProgrammeRace>();
        var refused = new List<SourceError>();
        foreach (var entry in query.Data.Items)
            Meeting(entry, date, where, races, refused);
        return races.Count > 0
            ? new SourceAnswer<Programme>.Found(SiteText.Clean(new Programme(date, races, refused)))
            : Refuse(
                refused.Count > 0 ? SourceErrorKind.Changed : SourceErrorKind.Unavailable,
                where,
                refused.Count > 0 ? refused[0].Missing : Problem.Of($"the programme has no races")
            );
    }

    private static void Meeting(FlightNode entry, DateOnly date, string where, List<ProgrammeRace> races, List<SourceError> refused)
    {
        var meeting = entry["reunion"];
        if (!meeting.IsObject || !entry["courseInfos"].IsArray)
        {
            refused.Add(Error(SourceErrorKind.Changed, where, Problem.Of($"a meeting without reunion or courseInfos")));
            return;
        }
        var absent = entry["nonPartants"].Items.Select(item => item["numero"].Whole ?? 0).Distinct().ToArray();
        foreach (var course in entry["courseInfos"].Items)
        {
            var read = GenyRaceFields.Read(meeting, course);
            if (!read.TryGet(out var race))
                refused.Add(Error(SourceErrorKind.Changed, where, read.Error));
            else if (race.Date != date)
                refused.Add(Error(SourceErrorKind.Changed, where, Problem.Of($"{race.Code} is dated {race.Date:yyyy-MM-dd}")));
            else if (races.Any(known => known.Link.Code == race.Code))
                refused.Add(Error(SourceErrorKind.Changed, where, Problem.Of($"{race.Code} stands twice in the programme")));
            else
                races.Add(Line(race, absent));
        }
    }

    private static ProgrammeRace Line(GenyRaceFields race, int[] absent) =>
        new()
        {
            Link = race.Link,
            Meeting = race.Meeting,
            Country = race.Country,
            Name = race.Name,
            Off = race.Off,
            Discipline = race.Discipline,
            Quinte = race.Quinte,
            Runners = race.Declared - NonRunners(absent, race.Code.Race).Count() is >= 0 and var runners ? runners : null,
            Cancelled = race.Cancelled,
        };

    /// <summary>The list of a meeting's non-runners writes 111 for horse 11 of race 1: 100 × race + horse.</summary>
    internal static IEnumerable<int> NonRunners(IEnumerable<int> numbers, int race) =>
        numbers.Where(number => number / 100 == race && number % 100 > 0).Select(number => number % 100);

    private static SourceAnswer<Programme> Refuse(SourceErrorKind kind, string where, Problem missing) =>
        new SourceAnswer<Programme>.Refused(Error(kind, where, missing));

    private static SourceError Error(SourceErrorKind kind, string where, Problem missing) => new(kind, GenySite.Name, where, missing);
}
