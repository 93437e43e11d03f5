using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hippique.Racing;

namespace Hippique.Sources.Tests.RaceArchive;

/// <summary>Invented lines in the shape of the recorded races: 14 March 2025, eight runners, off at 14:00 Paris (13:00 UTC).</summary>
internal static class RaceLineText
{
    public static readonly DateOnly Day = new(2025, 3, 14);
    public static readonly DateTimeOffset Off = new(2025, 3, 14, 13, 0, 0, TimeSpan.Zero);
    private static readonly double[] Reference = [2.4, 4.8, 6.1, 9.5, 14, 21, 33, 60];
    private static readonly double[] Close = [2.1, 5.5, 5.2, 11, 16, 18, 45, 80];

    public static JsonObject Race(string code = "R1C1", DateTimeOffset? referenceAt = null)
    {
        var runners = new JsonArray();
        for (var i = 0; i < 8; i++)
        {
            runners.Add(
                new JsonObject
                {
                    ["number"] = i + 1,
                    ["horse"] = $"CHEVAL {(char)('A' + i)}",
                    ["jockey"] = "J.INVENTE",
                    ["odds_reference"] = Reference[i],
                    ["odds_close"] = Close[i],
                    ["finish"] = i + 1,
                }
            );
        }
        return new JsonObject
        {
            ["date"] = "2025-03-14",
            ["race"] = code,
            ["meeting"] = "VILLEBELLE",
            ["country"] = "FRA",
            ["name"] = "PRIX DE L'ESSAI",
            ["off_paris"] = "14:00",
            ["off_epoch_ms"] = Off.ToUnixTimeMilliseconds(),
            ["pool"] = "pmu_national",
            ["reference_epoch_ms"] = (referenceAt ?? Off.AddMinutes(-29.9)).ToUnixTimeMilliseconds(),
            ["discipline"] = "harness",
            ["distance_m"] = 2700,
            ["official_order"] = true,
            ["arrival"] = new JsonArray(
                new JsonArray(2),
                new JsonArray(1),
                new JsonArray(4),
                new JsonArray(3),
                new JsonArray(5),
                new JsonArray(6)
            ),
            ["bets"] = new JsonArray(
                "SIMPLE_GAGNANT",
                "SIMPLE_PLACE",
                "COUPLE_PLACE",
                "DEUX_SUR_QUATRE",
                "TRIO",
                "E_SIMPLE_GAGNANT",
                "E_TRIO",
                "E_DEUX_SUR_QUATRE",
                "PICK5"
            ),
            ["runners"] = runners,
        };
    }

    public static JsonObject WithState(this JsonObject race, double minutesBeforeOff, params (int Number, double Odds)[] odds)
    {
        var prices = new JsonObject();
        foreach (var (number, price) in odds)
            prices[number.ToString(System.Globalization.CultureInfo.InvariantCulture)] = price;
        var live = race["live"] as JsonArray;
        if (live is null)
            race["live"] = live = [];
        live.Add(
            new JsonObject { ["odds_stamp_epoch_ms"] = Off.AddMinutes(-minutesBeforeOff).ToUnixTimeMilliseconds(), ["odds"] = prices }
        );
        return race;
    }

    public static JsonObject Set(this JsonObject race, string key, JsonNode? value)
    {
        race[key] = value;
        return race;
    }

    public static JsonObject SetRunner(this JsonObject race, int number, string key, JsonNode? value)
    {
        race["runners"]!.AsArray()[number - 1]![key] = value;
        return race;
    }

    public static JsonObject WithoutRunnerKey(this JsonObject race, string key)
    {
        foreach (var runner in race["runners"]!.AsArray())
            runner!.AsObject().Remove(key);
        return race;
    }

    public static byte[] Gzip(params IEnumerable<string> lines)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        return target.ToArray();
    }

    public static string Line(this JsonObject race) => race.ToJsonString(JsonSerializerOptions.Default);

    public static RaceLink Link(string code) => new("recorded", Day, RaceCode.Parse(code).Value, "https://www.pmu.fr/turf/14032025/R1/C1");
}
