using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>What a programme says of a meeting, for its races.</summary>
internal sealed record PmuMeeting
{
    /// <summary><c>numOfficiel</c>, by which the API is asked.</summary>
    public required int? Number { get; init; }

    /// <summary><c>numExterne</c>, which people see.</summary>
    public required int? Shown { get; init; }

    /// <summary>Short name of the racecourse; null where there is none.</summary>
    public required string? Racecourse { get; init; }
    public required string Country { get; init; }
    public required bool CalledOff { get; init; }
    public required IReadOnlyList<JsonElement> Courses { get; init; }

    /// <summary>What is wrong with the meeting itself.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    public static PmuMeeting Read(JsonElement meeting)
    {
        var number = meeting.Count("numOfficiel", 1, 999);
        var shown = meeting.Count("numExterne", 1, 999);
        var state = meeting.Text("statut");
        var calledOff = PmuStates.IsCalledOff(state);
        JsonElement[] courses = [.. meeting.List("courses").Items()];
        var racecourse = RacecourseOf(meeting) ?? courses.Select(RacecourseOf).FirstOrDefault(course => course is not null);
        var name = NameOf(shown ?? number, racecourse);
        var problems = new List<Problem>();
        if (courses.Length == 0 && calledOff == true)
            problems.Add(Problem.Of($"{name} has no races: it is called off"));
        else if (courses.Length == 0)
            problems.Add(Problem.Of($"{name} has no races"));
        if (racecourse is null)
            problems.Add(Problem.Of($"{name} has no racecourse"));
        if (calledOff is null)
            problems.Add(Problem.Of($"{name} has the state '{Quoted.Short(state!)}', which the program does not know"));
        return new PmuMeeting
        {
            Number = number,
            Shown = shown,
            Racecourse = racecourse,
            Country = meeting.Child("pays")?.Text("code") ?? "",
            CalledOff = calledOff ?? false,
            Courses = courses,
            Problems = problems,
        };
    }

    private static Problem NameOf(int? number, string? racecourse) =>
        (number, racecourse) switch
        {
            ({ } known, null) => Problem.Of($"R{known}"),
            ({ } known, _) => Problem.Of($"R{known} ({racecourse})"),
            (null, null) => Problem.Of($"a meeting without a number"),
            _ => Problem.Of($"a meeting without a number ({racecourse})"),
        };

    /// <summary>Of a meeting or a race.</summary>
    private static string? RacecourseOf(JsonElement element) =>
        element.Child("hippodrome") is { } course ? course.Text("libelleCourt") ?? course.Text("libelleLong") : null;
}
