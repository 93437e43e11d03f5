using System.Diagnostics;
using Hippique.Racing;

namespace Hippique.Sources.Geny;

/// <summary>
/// The odds page of a race: runners with their PMU and Genybet win odds. Zeros mean "no price yet". The page names PMU without saying which of its two win pools; the prices
/// are filed under the national one, in which no ticket is proposed, so that a doubtful price is never one to buy at.
/// </summary>
public static class GenyRacePage
{
    /// <summary>Card and pools, or what was missing. Never a race without runners.</summary>
    /// <param name="html">The page.</param>
    /// <param name="where">Its address or file.</param>
    /// <param name="expected">The race that was asked for; null: any.</param>
    public static SourceAnswer<RaceView> Read(string html, string where, RaceLink? expected)
    {
        var queries = GenyQueries.Read(html, where);
        return queries switch
        {
            SourceAnswer<GenyQueries>.Found found => Read(found.Value, where, expected),
            SourceAnswer<GenyQueries>.Refused refused => new SourceAnswer<RaceView>.Refused(refused.Error),
            _ => throw new UnreachableException(),
        };
    }

    private static SourceAnswer<RaceView> Read(GenyQueries queries, string where, RaceLink? expected)
    {
        if (queries.Find("course", "withMedias") is not { } page || queries.Find("course", "cotes") is not { } odds)
            return Refuse(
                SourceErrorKind.WrongPage,
                where,
                Problem.Of($"the page carries no race with odds (queries course/withMedias and course/cotes)")
            );
        if (page.Status == "error" || odds.Status == "error")
            return Refuse(SourceErrorKind.Unavailable, where, Problem.Of($"Geny could not load the race or its odds"));
        if (page.Key[1] != odds.Key[1])
            return new SourceAnswer<RaceView>.Refused(
                queries.Lacks(where, Problem.Of($"the race is {page.Key[1]}, the odds are those of {odds.Key[1]}"))
            );
        var read = GenyRaceFields.Read(page.Data, page.Data["course"]);
        if (!read.TryGet(out var race))
            return new SourceAnswer<RaceView>.Refused(queries.Lacks(where, read.Error));
        if (expected is not null && (expected.Date != race.Date || expected.Code != race.Code))
            return Refuse(
                SourceErrorKind.WrongPage,
                where,
                Problem.Of($"the page is that of {race.Date:yyyy-MM-dd} {race.Code}, not of {expected.Date:yyyy-MM-dd} {expected.Code}")
            );
        return View(queries, race, page.Data["course"], odds, where);
    }

    private static SourceAnswer<RaceView> View(GenyQueries queries, GenyRaceFields race, FlightNode course, GenyQuery odds, string where)
    {
        var notes = new List<string>();
        var absent = Withdrawn(queries, race);
        var runners = new List<Runner>();
        foreach (var item in odds.Data["cotes"].Items)
        {
            var runner = GenyRunner.Read(item, absent, notes);
            if (!runner.TryGet(out var value))
                return new SourceAnswer<RaceView>.Refused(queries.Lacks(where, Problem.Of($"{runner.Error} in {race.Code}")));
            if (runners.Any(known => known.Number == value.Number))
                return new SourceAnswer<RaceView>.Refused(
                    queries.Lacks(where, Problem.Of($"number {value.Number} stands twice in {race.Code}"))
                );
            runners.Add(value);
        }
        if (runners.Count == 0)
            return new SourceAnswer<RaceView>.Refused(queries.Lacks(where, Problem.Of($"the runners (cotes) of {race.Code}")));
        runners.Sort((left, right) => left.Number.CompareTo(right.Number));
        if (race.Declared is { } declared && declared != runners.Count)
            notes.Add($"Geny counts {declared} runners and lists {runners.Count}");

        var starters = runners.Where(runner => !runner.NonRunner).Select(runner => runner.Number).ToHashSet();
        if ((GenyPool.Pmu.Defect(odds, starters) ?? GenyPool.Genybet.Defect(odds, starters)) is { } changed)
            return new SourceAnswer<RaceView>.Refused(queries.Lacks(where, Problem.Of($"{changed} in {race.Code}")));
        var pmu = GenyPool.Pmu.Read(odds, course, starters);
        var genybet = GenyPool.Genybet.Read(odds, course, starters);
        if (pmu.Win.Count > 0)
            notes.Add("Geny does not say which PMU pool its odds are of; they are filed under the national one");
        return SiteText.Clean(new RaceView(Card(race, runners), [pmu, genybet], notes), GenySite.Name, where);
    }

    /// <summary>The programme that comes with the page lists non-runners too; it can know of one that the odds do not mark yet.</summary>
    private static HashSet<int> Withdrawn(GenyQueries queries, GenyRaceFields race)
    {
        var numbers = (queries.Find("racecard-for-date", "")?.Data.Items ?? [])
            .Where(entry =>
                entry["reunion"]["numeroPmu"].Whole == race.Code.Meeting
                && GenyRaceFields.Day(entry["reunion"]["dateReunion"].Text) == race.Date
            )
            .SelectMany(entry => entry["nonPartants"].Items)
            .Select(item => item["numero"].Whole ?? 0);
        return [.. GenyProgramme.NonRunners(numbers, race.Code.Race)];
    }

    private static RaceCard Card(GenyRaceFields race, List<Runner> runners) =>
        new()
        {
            Id = new RaceId(race.Date, race.Code),
            Meeting = race.Meeting,
            Country = race.Country,
            Name = race.Name,
            Off = race.Off,
            Discipline = race.Discipline,
            DistanceMetres = race.Distance,
            Going = race.Going,
            Cancelled = race.Cancelled,
            Runners = runners,
        };

    private static SourceAnswer<RaceView> Refuse(SourceErrorKind kind, string where, Problem missing) =>
        new SourceAnswer<RaceView>.Refused(new SourceError(kind, GenySite.Name, where, missing));
}
