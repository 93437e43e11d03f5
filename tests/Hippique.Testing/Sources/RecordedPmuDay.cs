using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Hippique.Racing;

namespace Hippique.Testing.Sources;

/// <summary>A file of PMU API answers of an invented day, as <c>hippique mirror</c> takes it: national prices, new ones every ten minutes, and the arrival eight minutes after each off.</summary>
public static class RecordedPmuDay
{
    public static readonly DateOnly Day = new(2031, 5, 4);
    private const int Runners = 8;

    /// <summary>Offs at even distances.</summary>
    public static IReadOnlyList<TimeOnly> Every(TimeOnly first, double minutes, int races) =>
        [.. Enumerable.Range(0, races).Select(race => first.AddMinutes(Math.Floor(minutes * race)))];

    /// <returns>Its path.</returns>
    public static string Write(string folder, params IReadOnlyList<TimeOnly> offs) => WriteDays(folder, 1, offs);

    /// <summary>With the internet pool and its money (<see cref="RecordedPmuPools"/>).</summary>
    /// <returns>Its path.</returns>
    public static string WriteWithPools(string folder, params IReadOnlyList<TimeOnly> offs) =>
        Write(
            folder,
            1,
            day => [.. Lines(day, offs), .. RecordedPmuPools.Lines(day, [.. offs.Select((off, index) => (CodeOf(index), off))], Runners)]
        );

    /// <summary>So many days in a row that are alike, in one file.</summary>
    /// <returns>Its path.</returns>
    public static string WriteDays(string folder, int days, params IReadOnlyList<TimeOnly> offs) =>
        Write(folder, days, day => Lines(day, offs));

    private static string Write(
        string folder,
        int days,
        Func<DateOnly, IEnumerable<(DateTimeOffset At, string Below, string Body)>> linesOf
    )
    {
        var path = Path.Combine(folder, "day.jsonl.gz");
        using var file = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest), new UTF8Encoding(false));
        for (var number = 0; number < days; number++)
        {
            var day = Day.AddDays(number);
            foreach (var (at, below, body) in linesOf(day).OrderBy(line => line.At))
                Line(file, day, at, below, body);
        }
        return path;
    }

    private static IEnumerable<(DateTimeOffset At, string Below, string Body)> Lines(DateOnly day, IReadOnlyList<TimeOnly> offs)
    {
        yield return (ParisTime.At(day, new TimeOnly(0, 30)), "", Programme(day, offs, 0));
        for (var index = 0; index < offs.Count; index++)
        {
            var off = ParisTime.At(day, offs[index]);
            for (var at = off.AddMinutes(-60); at <= off; at += TimeSpan.FromMinutes(10))
                yield return (at, $"{Below(index)}/participants", PmuPages.Participants(Runners, at.AddSeconds(-20)));
            yield return (off.AddMinutes(8), "", Programme(day, offs, index + 1));
            yield return (off.AddMinutes(8), $"{Below(index)}/rapports-definitifs", PmuPages.Dividends(win: 4.5m, winner: 1));
        }
    }

    /// <summary>At most nine races a meeting, as on a real day.</summary>
    private static RaceCode CodeOf(int index) => new(index / 9 + 1, index % 9 + 1);

    private static string Below(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"/R{CodeOf(index).Meeting}/C{CodeOf(index).Race}");

    private static string Programme(DateOnly day, IReadOnlyList<TimeOnly> offs, int run) =>
        PmuPages.Programme(
            day,
            offs.Select((off, index) => (Race: Race(day, off, index, index < run), CodeOf(index).Meeting))
                .GroupBy(race => race.Meeting)
                .Select(meeting =>
                    PmuPages.Meeting(meeting.Key, Meetings[(meeting.Key - 1) % Meetings.Length], "FRA", meeting.Select(race => race.Race))
                )
        );

    private static readonly string[] Meetings =
    [
        "VALMOREL",
        "SAINT ELME",
        "BREVANNES",
        "LA ROSERAIE",
        "MONTCLAIR",
        "PORT GRISE",
        "HAUTEFEUILLE",
        "BELLERIVE",
        "CHAMPVERT",
    ];

    private static JsonObject Race(DateOnly day, TimeOnly off, int index, bool isRun)
    {
        var race = PmuPages.Race(CodeOf(index).Meeting, CodeOf(index).Race, $"PRIX NUMERO {index + 1}", ParisTime.At(day, off), Runners);
        return isRun ? PmuPages.Run(race, 1, 2, 3) : race;
    }

    private static void Line(StreamWriter file, DateOnly day, DateTimeOffset at, string below, string body) =>
        file.WriteLine(
            new JsonObject
            {
                ["at_utc"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                ["path"] = $"programme/{day:ddMMyyyy}{below}",
                ["body"] = JsonNode.Parse(body),
            }.ToJsonString()
        );
}
