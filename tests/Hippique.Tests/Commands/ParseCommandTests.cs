using System.Text.Json;
using Hippique.Testing;
using Hippique.Testing.Sources;

namespace Hippique.Tests.Commands;

public sealed class ParseCommandTests : IDisposable
{
    private const string Participants = """
        {"participants": [
          {"numPmu": 1, "nom": "ALEZANE DU TEST", "statut": "PARTANT", "driver": "A. MENANT", "dernierRapportDirect": {"typePari": "E_SIMPLE_GAGNANT", "rapport": 2.2, "dateRapport": 1741956600000}},
          {"numPmu": 2, "nom": "BRISE D'ESSAI", "statut": "NON_PARTANT"}]}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-parse-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Parse_SavedAnswer_ShowsWhatIsInIt()
    {
        var cli = await Cli.RunAsync("parse", File("participants.json", Participants));

        cli.Code.ShouldBe(0);
        cli.Out.ShouldContain("participants.json");
        cli.Out.ShouldContain("ALEZANE DU TEST");
        cli.Out.ShouldContain("PMU internet");
        cli.Out.ShouldContain("2.2");
    }

    [Fact]
    public async Task Parse_AnswersOnPmusPools_ShowsTheMoneyAndThePrices()
    {
        var at = new DateTimeOffset(2026, 1, 14, 13, 44, 30, TimeSpan.Zero);
        var cli = await Cli.RunAsync(
            "parse",
            File("citations.json", PmuPoolPages.Citations(at, ("E_SIMPLE_PLACE", [312_345_678, 100_000_000]))),
            File("combinaisons.json", PmuPoolPages.Combinations(at, ("E_COUPLE_PLACE", null, [([5, 3], 70_000)]))),
            File("masse-enjeu.json", PmuPoolPages.Totals(("E_PICK5", 462_00))),
            File("places.json", PmuPoolPages.PlaceRanges("E_SIMPLE_PLACE", at, 9, (1.1, 1.4))),
            File("pairs.json", PmuPoolPages.Pairs("E_COUPLE_GAGNANT", at, (5, 3, 12.4)))
        );

        (cli.Code, cli.Error).ShouldBe((0, ""));
        foreach (
            var part in (string[])
                ["3,123,456.78", "75.7 %", "14/01 14:44:30", "3-5", "700.00", "not stated", "E_PICK5", "462.00", "1.1", "1.4", "12.4"]
        )
            cli.Out.ShouldContain(part);
        cli.Out.Split('\n').ShouldAllBe(line => line.Length <= 80);
    }

    [Fact]
    public async Task Parse_StakesThatCannotBeRight_AreNamed()
    {
        var at = new DateTimeOffset(2026, 1, 14, 13, 44, 30, TimeSpan.Zero);
        var page = PmuPoolPages
            .Citations(at, ("E_SIMPLE_PLACE", [60, 40]))
            .Replace("\"ratio\":60", "\"ratio\":90", StringComparison.Ordinal);

        var cli = await Cli.RunAsync("parse", "--json", File("citations.json", page));

        var file = cli.Json.GetProperty("files")[0];
        file.GetProperty("kind").GetString().ShouldBe("pmu_citations");
        file.GetProperty("money").GetProperty("notes")[0].GetString()!.ShouldContain("the shares (ratio) sum to 130 %, not 100");
        (await Cli.RunAsync("parse", File("citations.json", page))).Out.ShouldContain("No stakes on single bets or pairs are shown.");
    }

    [Fact]
    public async Task Parse_Json_OneFileAndSeveralHaveTheSameShape()
    {
        var saved = File("participants.json", Participants);

        var one = await Cli.RunAsync("parse", "--json", saved);
        var two = await Cli.RunAsync("parse", "--json", saved, File("weather.html", "<html>sun</html>"));

        (one.Code, two.Code).ShouldBe((0, 1));
        (one.Json.GetProperty("read").GetInt32(), one.Json.GetProperty("refused").GetInt32()).ShouldBe((1, 0));
        (two.Json.GetProperty("read").GetInt32(), two.Json.GetProperty("refused").GetInt32()).ShouldBe((1, 1));
        foreach (var page in (JsonElement[])[one.Json.GetProperty("files")[0], two.Json.GetProperty("files")[0]])
        {
            page.GetProperty("kind").GetString().ShouldBe("pmu_participants");
            page.GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
            page.GetProperty("participants").GetProperty("live").GetProperty("pool").GetString().ShouldBe("pmu_internet");
        }
        two.Json.GetProperty("files")[1].GetProperty("error").GetProperty("kind").GetString().ShouldBe("foreign");
        two.Error.ShouldContain("no page of this site");
    }

    [Fact]
    public async Task Parse_OneFileOfSeveralRefused_ShowsTheOthersAndFails()
    {
        var cli = await Cli.RunAsync(
            "parse",
            File("participants.json", Participants),
            File("weather.html", "<html>sun</html>"),
            "/nowhere/x.html"
        );

        cli.Code.ShouldBe(1);
        cli.Out.ShouldContain("ALEZANE DU TEST");
        cli.Error.TrimEnd().Split('\n').Select(line => line.Split(": ")[2]).ShouldBe(["no page of this site", "not found"]);
    }

    [Fact]
    public async Task Parse_RealPage_ShowsItsOddsStakesArrivalAndDividends()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);

        var cli = await Cli.RunAsync("parse", RealData.Path("captures/zeturf/course_2025-11-21_R4C1_resulted.html"));

        cli.Code.ShouldBe(0);
        foreach (
            var part in (string[])
                ["2025-11-21/R4C1", "SAINT GALMIER", "INDY VET", "2.2 (1.4-1.8)", "5 - 1 - 11 - 4 - 3 - 9 - 7", "23.40", "Ze4"]
        )
            cli.Out.ShouldContain(part);
    }

    private string File(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }
}
