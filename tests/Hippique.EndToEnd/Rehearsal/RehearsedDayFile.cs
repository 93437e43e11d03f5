using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Hippique.Racing;
using Hippique.Testing.Sources;

namespace Hippique.EndToEnd.Rehearsal;

/// <summary>A file of PMU API answers of an invented day, as <c>hippique mirror</c> takes it: national prices alone, new ones every ten minutes.</summary>
internal static class RehearsedDayFile
{
    public static readonly DateOnly Day = new(2031, 5, 4);

    /// <returns>Its path.</returns>
    public static string Write(string folder, params IReadOnlyList<TimeOnly> offs)
    {
        var path = Path.Combine(folder, "day.jsonl.gz");
        using var file = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest), new UTF8Encoding(false));
        var morning = ParisTime.At(Day, new TimeOnly(0, 30));
        var races = offs.Select(
            (off, index) => PmuPages.Race(1, index + 1, $"PRIX NUMERO {index + 1}", ParisTime.At(Day, off), runners: 8)
        );
        Line(file, morning, "", PmuPages.Programme(Day, PmuPages.Meeting(1, "VALMOREL", "FRA", races)));
        for (var index = 0; index < offs.Count; index++)
        {
            var off = ParisTime.At(Day, offs[index]);
            for (var at = off.AddMinutes(-60); at <= off; at += TimeSpan.FromMinutes(10))
                Line(file, at, $"/R1/C{index + 1}/participants", PmuPages.Participants(8, at.AddSeconds(-20)));
        }
        return path;
    }

    private static void Line(StreamWriter file, DateTimeOffset at, string below, string body) =>
        file.WriteLine(
            new JsonObject
            {
                ["at_utc"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                ["path"] = $"programme/{Day:ddMMyyyy}{below}",
                ["body"] = JsonNode.Parse(body),
            }.ToJsonString()
        );
}
