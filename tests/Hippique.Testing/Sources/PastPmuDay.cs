using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hippique.Racing;

namespace Hippique.Testing.Sources;

/// <summary>
/// A site that shows a past day as PMU's API does long after it: one meeting of trots in France, a race an hour, official arrivals, and in the internet pool last prices, dividends and stakes. In every
/// race the numbers come in as they stand.
/// </summary>
public sealed class PastPmuDay
{
    public const string Internet = "?specialisation=INTERNET";
    private readonly LoopbackSite _site;
    private readonly DateOnly _day;

    /// <param name="site">Gets the answers.</param>
    /// <param name="day">Programme day.</param>
    /// <param name="races">Of the meeting.</param>
    /// <param name="runners">Of each race.</param>
    public PastPmuDay(LoopbackSite site, DateOnly day, int races, int runners = 9)
    {
        (_site, _day, Races) = (site, day, races);
        Programme(race => PmuPages.Run(race, Enumerable.Range(1, runners)));
        for (var race = 1; race <= races; race++)
        {
            Answers(race, "participants" + Internet, Participants(race, runners));
            Answers(race, "rapports-definitifs" + Internet, Dividends);
            long[] stakes = [.. Enumerable.Range(1, runners).Select(number => 100_00L * (runners + 1 - number))];
            (int[], long)[] listed = [.. stakes.Take(12).Select((stake, index) => (new[] { index + 1 }, stake))];
            Answers(
                race,
                "combinaisons" + Internet,
                PmuPoolPages.Combinations(
                    OffOf(race).AddMinutes(4),
                    ("E_SIMPLE_GAGNANT", null, listed),
                    ("E_SIMPLE_PLACE", null, listed),
                    ("E_COUPLE_PLACE", null, [([1, 2], 500_00), ([1, 3], 300_00)])
                )
            );
            Answers(
                race,
                "masse-enjeu" + Internet,
                PmuPoolPages.Totals(
                    ("E_SIMPLE_GAGNANT", stakes.Sum()),
                    ("E_SIMPLE_PLACE", stakes.Sum()),
                    ("E_COUPLE_PLACE", 900_00),
                    ("E_TRIO", 4_000_00)
                )
            );
        }
    }

    public int Races { get; }

    public string Root => string.Create(CultureInfo.InvariantCulture, $"/rest/client/61/programme/{_day:ddMMyyyy}");

    /// <summary>1 pays 2.30 to win, and 1.40, 1.70 and 2.10 are the places of the first three.</summary>
    public static string Dividends =>
        JsonSerializer.Serialize(
            new[]
            {
                Paid("E_SIMPLE_GAGNANT", "Simple gagnant", ("1", 230)),
                Paid("E_SIMPLE_PLACE", "Simple placé", ("1", 140), ("2", 170), ("3", 210)),
            }
        );

    public DateTimeOffset OffOf(int race) => ParisTime.At(_day, new TimeOnly(11 + race, 15));

    /// <summary>The programme, each race as it is changed.</summary>
    public PastPmuDay Programme(Func<JsonObject, JsonObject> change, string? country = "FRA")
    {
        var courses = Enumerable.Range(1, Races).Select(race => change(PmuPages.Race(1, race, $"PRIX {race}", OffOf(race), 9)));
        _site.Answers(Root, 200, PmuPages.Programme(_day, PmuPages.Meeting(1, "VILLEBELLE", country, courses)));
        return this;
    }

    /// <param name="race">Its number.</param>
    /// <param name="what">Below the race, with its query.</param>
    /// <param name="body">The answer; null: 204.</param>
    public PastPmuDay Answers(int race, string what, string? body)
    {
        _site.Answers(Below(race, what), body is null ? 204 : 200, body ?? "");
        return this;
    }

    public string Below(int race, string what) => $"{Root}/R1/C{race.ToString(CultureInfo.InvariantCulture)}/{what}";

    /// <summary>Runners with their last and their reference prices, stamped after the off and half an hour before it.</summary>
    public string Participants(int race, int runners)
    {
        var answer = JsonNode.Parse(PmuPages.Participants(runners, OffOf(race).AddMinutes(2), "E_SIMPLE_GAGNANT"))!;
        foreach (var runner in answer["participants"]!.AsArray())
        {
            runner!["nom"] = string.Create(CultureInfo.InvariantCulture, $"CHEVAL {_day:MMdd}{race}{(int)runner["numPmu"]!}");
            runner["driver"] = "A. MENEUR";
            runner["musique"] = "1a2a3a";
            runner["dernierRapportReference"] = new JsonObject
            {
                ["typePari"] = "E_SIMPLE_GAGNANT",
                ["rapport"] = 3.5 + 2 * (int)runner["numPmu"]!,
                ["dateRapport"] = OffOf(race).AddMinutes(-30).ToUnixTimeMilliseconds(),
            };
        }
        return answer.ToJsonString();
    }

    private static object Paid(string bet, string label, params (string Combination, int Cents)[] rows) =>
        new
        {
            typePari = bet,
            miseBase = 100,
            rembourse = false,
            dividendeUnite = "PourUnEuro",
            rapports = rows.Select(row => new
            {
                libelle = label,
                dividendePourUnEuro = row.Cents,
                combinaison = row.Combination,
            }),
        };
}
