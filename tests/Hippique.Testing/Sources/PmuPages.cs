using System.Text.Json;
using System.Text.Json.Nodes;
using Hippique.Racing;

namespace Hippique.Testing.Sources;

/// <summary>What PMU's API says of an invented day.</summary>
public static class PmuPages
{
    public static string Programme(DateOnly day, params IEnumerable<JsonObject> meetings) =>
        new JsonObject
        {
            ["programme"] = new JsonObject
            {
                ["date"] = ParisTime.At(day, TimeOnly.MinValue).ToUnixTimeMilliseconds(),
                ["reunions"] = new JsonArray([.. meetings]),
            },
        }.ToJsonString();

    /// <param name="number">Of the meeting.</param>
    /// <param name="racecourse">Its short name.</param>
    /// <param name="country">Three letters; null: PMU does not say.</param>
    /// <param name="races">Of the meeting.</param>
    public static JsonObject Meeting(int number, string racecourse, string? country, params IEnumerable<JsonObject> races)
    {
        var meeting = new JsonObject
        {
            ["numOfficiel"] = number,
            ["numExterne"] = number,
            ["statut"] = "PROGRAMMEE",
            ["hippodrome"] = new JsonObject { ["libelleCourt"] = racecourse },
            ["courses"] = new JsonArray([.. races]),
        };
        if (country is not null)
            meeting["pays"] = new JsonObject { ["code"] = country };
        return meeting;
    }

    /// <summary>A trot of 2,700 m that has not been run.</summary>
    public static JsonObject Race(int meeting, int number, string name, DateTimeOffset off, int runners) =>
        new()
        {
            ["numReunion"] = meeting,
            ["numOrdre"] = number,
            ["libelle"] = name,
            ["heureDepart"] = off.ToUnixTimeMilliseconds(),
            ["statut"] = "PROGRAMMEE",
            ["discipline"] = "ATTELE",
            ["distance"] = 2700,
            ["distanceUnit"] = "METRE",
            ["nombreDeclaresPartants"] = runners,
        };

    /// <summary>The same with its official arrival.</summary>
    public static JsonObject Run(JsonObject race, params IEnumerable<int> arrival)
    {
        race["statut"] = "FIN_COURSE";
        race["arriveeDefinitive"] = true;
        race["ordreArrivee"] = new JsonArray([.. arrival.Select(number => new JsonArray(number))]);
        return race;
    }

    /// <summary>The national dividend of the winner.</summary>
    public static string Dividends(decimal win, int winner) =>
        JsonSerializer.Serialize(
            new[]
            {
                new
                {
                    typePari = "SIMPLE_GAGNANT",
                    miseBase = 100,
                    rembourse = false,
                    dividendeUnite = "PourUnEuro",
                    rapports = new[]
                    {
                        new
                        {
                            libelle = "Simple gagnant",
                            dividendePourUnEuro = (int)(win * 100),
                            combinaison = winner.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        },
                    },
                },
            }
        );

    /// <param name="runners">How many.</param>
    /// <param name="at">When their odds were last computed.</param>
    /// <param name="bet">The single win bet of the pool.</param>
    public static string Participants(int runners, DateTimeOffset at, string bet = "SIMPLE_GAGNANT") =>
        JsonSerializer.Serialize(
            new
            {
                participants = Enumerable
                    .Range(1, runners)
                    .Select(number => new
                    {
                        numPmu = number,
                        nom = $"CHEVAL {number}",
                        statut = "PARTANT",
                        dernierRapportDirect = new
                        {
                            typePari = bet,
                            rapport = 2.5 + 2 * number,
                            dateRapport = at.ToUnixTimeMilliseconds(),
                        },
                    }),
            }
        );
}
