using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hippique.Sources.Tests.Geny;

/// <summary>Pages of geny.com with invented meetings and horses, built as the site builds them: query state in a row of the payload, payload in pushed strings.</summary>
internal static class GenyPages
{
    public const string Url = "https://www.geny.com/course/777001-2026-10-24-val-doux-prix-de-la-glycine/cotes";

    /// <summary>An odds page: R2C3 of Val-Doux with four runners (number 3 withdrawn), and a programme of two meetings.</summary>
    public static string Odds(Action<Dictionary<string, object?>>? change = null, int pieces = 1)
    {
        var race = Race(777001, 3, "Prix de la Glycine", "2026-10-24T14:55:00", "val-doux-prix-de-la-glycine");
        var parts = new Dictionary<string, object?>
        {
            ["race"] = race,
            ["meeting"] = Meeting(2, "Val-Doux", "FR"),
            ["runners"] = new List<Dictionary<string, object?>>
            {
                Runner(1, "Ambre Claire", 4.2, 5.1),
                Runner(2, "Bois Joli", 2.9, 3.3),
                Absent(3, "Carnet Vert"),
                Runner(4, "Dune Haute", 0, 12.4),
            },
            ["cotesHours"] = new Dictionary<string, object?>
            {
                ["heureCoteReferencePmu"] = "14:25",
                ["heureDerniereCotePmu"] = "14:49",
                ["heureCoteReferenceGenybet"] = "$undefined",
                ["heureDerniereCoteGenybet"] = "14:48",
            },
            ["date"] = "2026-10-24",
        };
        change?.Invoke(parts);
        return Page(Payload(parts), pieces);
    }

    public static Dictionary<string, object?> Runner(int number, string horse, double pmu, double genybet) =>
        new()
        {
            ["etatParticipation"] = "PARTANT",
            ["numero"] = number,
            ["nomCheval"] = horse,
            ["idCheval"] = 900000 + number,
            ["deferre"] = "FF",
            ["oeilleres"] = number == 2 ? "A" : null,
            ["jockey"] = new
            {
                nom = "Tournefeuille",
                prenom = "Lise",
                initialePrenom = "L.",
            },
            ["cotesPmu"] = Prices(pmu),
            ["cotesGenybet"] = Prices(genybet),
        };

    public static Dictionary<string, object?> Absent(int number, string horse) =>
        new()
        {
            ["etatParticipation"] = "NON_PARTANT",
            ["numero"] = number,
            ["nomCheval"] = horse,
            ["jockey"] = null,
            ["cotesPmu"] = null,
            ["cotesGenybet"] = null,
        };

    public static Dictionary<string, object?> Race(long id, int number, string name, string off, string slug) =>
        new()
        {
            ["id"] = id,
            ["nomPrix"] = name,
            ["heureCourse"] = off[11..],
            ["dateHeureCourse"] = off,
            ["specialite"] = "ATTELE",
            ["discipline"] = "TROT",
            ["slug"] = $"{off[..10]}-{slug}",
            ["nombrePartants"] = 4,
            ["distance"] = 2700,
            ["numeroCourse"] = number,
            ["etatCourse"] = "PARTANT",
            ["typesPari"] = new[] { "SIMPLE", "COUPLE" },
            ["typesPariGeny"] = new[] { "GB_SIMPLE_GAGNANT", "GB_SIMPLE_PLACE" },
            ["arrivee"] = null,
        };

    public static Dictionary<string, object?> Meeting(int number, string name, string iso) =>
        new()
        {
            ["dateReunion"] = "2026-10-24",
            ["nomReunion"] = name,
            ["numeroPmu"] = number,
            ["hippodrome"] = new { nom = name, nationaliteIso = iso },
            ["etatReunion"] = "PARTANT",
        };

    private static Dictionary<string, object?> Prices(double last) =>
        new()
        {
            ["coteReference"] = 0,
            ["derniereCote"] = last,
            ["evolution"] = 0,
            ["pourcentDerniereCote"] = 0,
        };

    /// <summary>Rows as the site writes them, with a counted text row (accents take two bytes) that no line feed follows, and runners named by reference.</summary>
    private static string Payload(Dictionary<string, object?> parts)
    {
        var meeting = (Dictionary<string, object?>)parts["meeting"]!;
        var race = (Dictionary<string, object?>)parts["race"]!;
        var odds = new Dictionary<string, object?>((Dictionary<string, object?>)parts["cotesHours"]!) { ["cotes"] = "$1f" };
        var withMedias = new Dictionary<string, object?>(meeting) { ["course"] = race };
        var second = Race(776900, 4, "Prix du Sorbier", "2026-10-25T00:35:00", "val-doux-prix-du-sorbier");
        var abroad = Race(778000, 1, "Prix Long", "2026-10-24T11:05:00", "bords-prix-long");
        var programme = new object[]
        {
            new
            {
                reunion = meeting,
                courseInfos = new[] { race, second },
                nonPartants = new[] { new { numero = 303 }, new { numero = 411 } },
            },
            new
            {
                reunion = Meeting(5, "Bords [Belgique]", "$undefined"),
                courseInfos = new[] { abroad },
                nonPartants = Array.Empty<object>(),
            },
        };
        var state = new
        {
            state = new
            {
                mutations = Array.Empty<object>(),
                queries = new object[]
                {
                    Query(["course", race["id"], "cotes"], odds),
                    Query(["course", race["id"], "withMedias"], withMedias),
                    Query(["racecard-for-date", parts["date"], "orgaPari", "PMU"], programme),
                },
            },
        };
        const string Text = "Épreuve réservée: 7:[not a row]\n9:{nor this}";
        var text = new StringBuilder();
        text.Append("1:\"$Sreact.fragment\"\n2:I[99630,[],\"\"]\n:HL[\"/x.css\",\"style\"]\n");
        text.Append(CultureInfo.InvariantCulture, $"12:T{Encoding.UTF8.GetByteCount(Text):x},{Text}");
        text.Append(CultureInfo.InvariantCulture, $"7:{Json(new object?[] { "$", "$L28", null, state })}\n");
        text.Append(CultureInfo.InvariantCulture, $"1e:{Json(new object?[] { "$", "$L2c", null, new { list = parts["runners"] } })}\n");
        text.Append("1f:\"$1e:props:list\"\nb:C\n");
        return text.ToString();
    }

    private static object Query(object?[] key, object data) =>
        new
        {
            dehydratedAt = Fetched,
            state = new
            {
                data,
                dataUpdatedAt = Fetched,
                status = "success",
            },
            queryKey = key,
        };

    // 2026-10-24 14:49:30 in Paris.
    private static readonly long Fetched = new DateTimeOffset(2026, 10, 24, 12, 49, 30, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static string Json(object value) => JsonSerializer.Serialize(value);

    private static string Page(string payload, int pieces)
    {
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"fr\" data-geny-version=\"2\"><head><title>Cotes</title></head><body>");
        html.Append("<script>(self.__next_f=self.__next_f||[]).push([0])</script>");
        var length = (payload.Length + pieces - 1) / pieces;
        for (var at = 0; at < payload.Length; at += length)
        {
            var piece = payload.Substring(at, Math.Min(length, payload.Length - at));
            html.Append(CultureInfo.InvariantCulture, $"<script>self.__next_f.push([1,{JsonSerializer.Serialize(piece)}])</script>");
        }
        return html.Append("</body></html>").ToString();
    }
}
