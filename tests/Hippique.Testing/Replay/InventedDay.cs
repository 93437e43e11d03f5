using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Testing.Replay;

/// <summary>
/// A file of recorded races whose content is invented, in the shape of the recorded ones: one JSON object a line. The same arguments give the same lines.
/// </summary>
public static class InventedDay
{
    private static readonly string[] Meetings = ["VALMOREL", "SAINT ELME", "LES HAUTES LANDES", "PONT AUX CHEVRES"];

    /// <summary><paramref name="races"/> races of ten to fifteen horses, twelve minutes apart from 10:40 on, in meetings of eight.</summary>
    public static IReadOnlyList<string> Lines(DateOnly date, int races) =>
        [.. Enumerable.Range(0, races).Select(index => Line(date, index))];

    /// <summary>Writes the lines, compressed where the name ends in <c>.gz</c>.</summary>
    public static void Write(string path, IEnumerable<string> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var file = File.Create(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        foreach (var line in lines)
            stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }

    private static string Line(DateOnly date, int index)
    {
        var off = ParisTime.At(date, new TimeOnly(10, 40)).AddMinutes(12 * index);
        var ms = off.ToUnixTimeMilliseconds();
        var runners = 10 + index % 6;
        var reference = Enumerable.Range(1, runners).Select(number => Price(number, index, 1.0)).ToArray();
        var close = Enumerable.Range(1, runners).Select(number => Price(number, index, .9 + .04 * ((number + index) % 6))).ToArray();
        var meeting = index / 8;
        return JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["date"] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["race"] = $"R{1 + meeting}C{1 + index % 8}",
                ["meeting"] = Meetings[meeting % Meetings.Length],
                ["country"] = "FRA",
                ["name"] = $"PRIX NUMERO {index + 1}",
                ["off_paris"] = ParisTime.ToParis(off).ToString("HH:mm", CultureInfo.InvariantCulture),
                ["off_epoch_ms"] = ms,
                ["pool"] = "pmu_national",
                ["reference_epoch_ms"] = ms - 29 * 60_000 - 55_000,
                ["close_epoch_ms"] = ms + 60_000,
                ["discipline"] = index % 2 == 0 ? "harness" : "flat",
                ["distance_m"] = 2100 + 25 * index,
                ["status"] = "ARRIVEE_DEFINITIVE_COMPLETE",
                ["official_order"] = true,
                ["arrival"] = Enumerable
                    .Range(0, runners)
                    .Select(place => new[] { 1 + (place * 7 + index) % runners })
                    .DistinctBy(horse => horse[0]),
                ["bets"] = new[] { "SIMPLE_GAGNANT", "SIMPLE_PLACE" },
                ["runners"] = Enumerable
                    .Range(1, runners)
                    .Select(number => new Dictionary<string, object>
                    {
                        ["number"] = number,
                        ["horse"] = $"CHEVAL {index + 1}-{number}",
                        ["jockey"] = $"J. PILOTE {number}",
                        ["trainer"] = $"E. MAISON {1 + number % 5}",
                        ["form"] = "1a2a4aDa(25)3a",
                        ["odds_reference"] = reference[number - 1],
                        ["odds_close"] = close[number - 1],
                    }),
                ["live"] = index % 3 == 0 ? Live(ms, reference, close) : [],
            }
        );
    }

    private static object[] Live(long off, double[] reference, double[] close) =>
        [State(off, 31, reference), State(off, 6, [.. reference.Zip(close, (from, to) => Round((from + to) / 2))])];

    private static Dictionary<string, object> State(long off, int minutes, double[] odds) =>
        new()
        {
            ["taken_at_utc"] = DateTimeOffset
                .FromUnixTimeMilliseconds(off - minutes * 60_000)
                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["odds_stamp_epoch_ms"] = off - minutes * 60_000,
            ["minutes_to_off"] = minutes,
            ["odds"] = Enumerable
                .Range(1, odds.Length)
                .ToDictionary(number => number.ToString(CultureInfo.InvariantCulture), number => odds[number - 1]),
        };

    // A book of about 1.18: geometric odds, the favourite another horse in each race.
    private static double Price(int number, int index, double factor)
    {
        var count = 10 + index % 6;
        var rank = (number + index) % count;
        return Round(3.6 * Math.Pow(1.28, rank) * factor);
    }

    private static double Round(double odds) => odds < 10 ? Math.Round(odds, 1) : Math.Round(odds);
}
