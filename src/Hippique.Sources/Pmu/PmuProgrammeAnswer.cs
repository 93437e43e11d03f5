using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>Reads the answer of <c>programme/DDMMYYYY</c>.</summary>
public static class PmuProgrammeAnswer
{
    /// <summary>A race or meeting that cannot be read is refused by name and the others stand; a programme without one race is an error.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="url">Where it came from, for errors.</param>
    /// <param name="expected">The day that was asked for; null: whichever the answer is of.</param>
    public static SourceAnswer<PmuProgramme> Parse(ReadOnlyMemory<byte> body, string url, DateOnly? expected = null)
    {
        using var document = PmuDocument.Open(body, url, out var error);
        if (document is null || error is not null)
            return Refuse(error!);
        if (document.RootElement.Child("programme") is not { } programme)
            return Refuse(PmuDocument.Error(SourceErrorKind.WrongPage, url, Problem.Of($"no programme in the answer")));
        if (programme.Instant("date") is not { } stamp)
            return Refuse(PmuDocument.Changed(url, Problem.Of($"the programme names no day")));
        var date = ParisTime.DayOf(stamp);
        if (expected is { } asked && asked != date)
            return Refuse(
                PmuDocument.Error(
                    SourceErrorKind.WrongPage,
                    url,
                    Problem.Of($"asked for {asked:yyyy-MM-dd}, the answer is of {date:yyyy-MM-dd}")
                )
            );
        if (programme.List("reunions") is not { } meetings)
            return Refuse(PmuDocument.Changed(url, Problem.Of($"the programme has no list of meetings")));

        var races = new List<PmuRace>();
        var refused = new List<Problem>();
        var seen = new Dictionary<RaceCode, RaceCode>();
        foreach (var element in meetings.EnumerateArray())
        {
            var meeting = PmuMeeting.Read(element);
            refused.AddRange(meeting.Problems);
            foreach (var course in meeting.Courses)
            {
                var race = PmuRaceReader.Read(meeting, course, date);
                if (!race.TryGet(out var value))
                    refused.Add(race.Error);
                else if (!seen.TryAdd(value.Id.Code, value.AskedAs))
                    refused.Add(Twice(value, seen[value.Id.Code]));
                else
                    races.Add(value);
            }
        }
        refused.AddRange(races.Where(race => race.State == PmuRaceState.Unknown).Select(PmuRaceReader.UnknownState));
        return races.Count == 0
            ? Refuse(PmuDocument.Changed(url, Problem.Of($"no race of {date:yyyy-MM-dd} could be read")))
            : new SourceAnswer<PmuProgramme>.Found(
                Clean(new PmuProgramme(date, races, [.. refused.Select(missing => PmuDocument.Changed(url, missing))]))
            );
    }

    private static Problem Twice(PmuRace race, RaceCode first) =>
        race.AskedAs == first
            ? Problem.Of($"{race.Id.Code} is in the programme twice; the first is kept")
            : Problem.Of(
                $"{race.Id.Code} is the number of two races, which PMU's API numbers {first} and {race.AskedAs}; the first is kept"
            );

    private static SourceAnswer<PmuProgramme> Refuse(SourceError error) => new SourceAnswer<PmuProgramme>.Refused(error);

    /// <summary>Its text made clean; a race whose name is gone is shown by its number.</summary>
    private static PmuProgramme Clean(PmuProgramme programme)
    {
        var text = new SiteText();
        PmuRace[] races =
        [
            .. programme.Races.Select(race =>
                race with
                {
                    Meeting = text.Of(race.Meeting),
                    Country = text.Of(race.Country),
                    Name = text.Of(race.Name) is { Length: > 0 } name ? name : race.Id.Code.ToString(),
                    Going = text.Optional(race.Going),
                    Status = text.Of(race.Status),
                }
            ),
        ];
        return programme with { Races = races, Notes = text.Notes(programme.Notes) };
    }
}
