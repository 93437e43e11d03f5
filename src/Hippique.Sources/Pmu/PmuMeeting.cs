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
    public required IReadOnlyList<string> Problems { get; init; }

    public static PmuMeeting Read(JsonElement meeting)
    {
        var number = meeting.Count("numOfficiel", 1, 999);
        var shown = meeting.Count("numExterne", 1, 999);
        var state = meeting.Text("statut");
        var calledOff = PmuStates.IsCalledOff(state);
        JsonElement[] courses = [.. meeting.List("courses").Items()];
        var racecourse = RacecourseOf(meeting) ?? courses.Select(RacecourseOf).FirstOrDefault(course => course is not null);
        var name =
            $"{((shown ?? number) is { } known ? $"R{known}" : "a meeting without a number")}{(racecourse is null ? "" : $" ({racecourse})")}";
        var problems = new List<string>();
        if (courses.Length == 0)
            problems.Add($"{name} has no races{(calledOff == true ? ": it is called off" : "")}");
        if (racecourse is null)
            problems.Add($"{name} has no racecourse");
        if (calledOff is null)
            problems.Add($"{name} has the state '{Quoted.Short(state!)}', which the program does not know");
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

    /// <summary>Of a meeting or a race.</summary>
    private static string? RacecourseOf(JsonElement element) =>
        element.Child("hippodrome") is { } course ? course.Text("libelleCourt") ?? course.Text("libelleLong") : null;
}
