using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Hippique.Testing;

namespace Hippique.Orchestration.Tests.Calibration;

/// <summary>
/// What the names of ZEturf's dividends in the recordings stand for, held against the arrival of every race without a dead heat among its first four: <c>jumele_gagnant</c> is the pair of
/// the first two, <c>jumele_place</c> first and third or second and third, <c>jumele_ordre</c> and <c>trio_order</c> the exact order, <c>trio</c> the first three of at least eight declared.
/// A payout that was fitted under another bet's name would be wrong by half.
/// </summary>
public sealed class ZEturfDividendNamesTests
{
    private static readonly Dictionary<string, Func<int[], int[], bool>> Stands = new(StringComparer.Ordinal)
    {
        ["jumele_gagnant"] = (row, arrival) => IsSet(row, arrival[0], arrival[1]),
        ["jumele_place"] = (row, arrival) => IsSet(row, arrival[0], arrival[2]) || IsSet(row, arrival[1], arrival[2]),
        ["jumele_ordre"] = (row, arrival) => row.SequenceEqual(arrival.Take(2)),
        ["trio"] = (row, arrival) => IsSet(row, arrival[0], arrival[1], arrival[2]),
        ["trio_order"] = (row, arrival) => row.SequenceEqual(arrival.Take(3)),
    };

    [Fact]
    public void EachName_StandsForItsBet()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var rows = Stands.Keys.ToDictionary(name => name, _ => 0);
        var others = new List<string>();

        foreach (var race in Races().Where(race => Arrival(race) is { Length: >= 3 }))
        {
            foreach (var (name, row) in Rows(race))
            {
                rows[name]++;
                if (!Stands[name](row, Arrival(race)!))
                    others.Add($"{race.GetProperty("date")} {race.GetProperty("race")} {name} {string.Join('-', row)}");
                if (name == "trio" && Declared(race) < 8)
                    others.Add($"{race.GetProperty("date")} {race.GetProperty("race")} trio of {Declared(race)} declared");
            }
        }

        others.ShouldBeEmpty();
        rows["jumele_gagnant"].ShouldBe(3371);
        rows["jumele_place"].ShouldBe(6742);
        rows["jumele_ordre"].ShouldBe(459);
        rows["trio"].ShouldBe(3249);
        rows["trio_order"].ShouldBe(857);
    }

    private static IEnumerable<JsonElement> Races()
    {
        foreach (var path in Directory.GetFiles(RealData.Path("races"), "2*.jsonl.gz").Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            while (reader.ReadLine() is { } line)
            {
                using var race = JsonDocument.Parse(line);
                yield return race.RootElement.Clone();
            }
        }
    }

    /// <summary>Null where two horses share one of the first four places.</summary>
    private static int[]? Arrival(JsonElement race)
    {
        if (!race.TryGetProperty("arrival", out var arrival) || arrival.ValueKind != JsonValueKind.Array)
            return null;
        var places = arrival.EnumerateArray().ToList();
        return places.Take(4).Any(place => place.GetArrayLength() != 1)
            ? null
            : [.. places.Where(place => place.GetArrayLength() == 1).Select(place => place[0].GetInt32())];
    }

    private static IEnumerable<(string Name, int[] Row)> Rows(JsonElement race)
    {
        if (
            !race.TryGetProperty("dividends", out var dividends)
            || dividends.ValueKind != JsonValueKind.Object
            || !dividends.TryGetProperty("zeturf", out var zeturf)
            || zeturf.ValueKind != JsonValueKind.Object
        )
            yield break;
        foreach (var name in Stands.Keys)
        {
            if (!zeturf.TryGetProperty(name, out var rows) || rows.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var row in rows.EnumerateArray())
                yield return (name, [.. row[0].GetString()!.Split('-').Select(number => int.Parse(number, CultureInfo.InvariantCulture))]);
        }
    }

    /// <summary>At least the highest number, where withdrawn horses were left out of the file.</summary>
    private static int Declared(JsonElement race)
    {
        var runners = race.GetProperty("runners").EnumerateArray().ToList();
        return Math.Max(runners.Count, runners.Max(runner => runner.GetProperty("number").GetInt32()));
    }

    private static bool IsSet(int[] row, params int[] numbers) => row.Order().SequenceEqual(numbers.Order());
}
