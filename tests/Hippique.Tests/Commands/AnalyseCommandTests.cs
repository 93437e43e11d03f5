using System.Globalization;
using Hippique.Explaining;
using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Testing.Racing;

namespace Hippique.Tests.Commands;

public sealed class AnalyseCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-analyse-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> FileAsync(Snapshot snapshot, string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllBytesAsync(path, ArtifactJson.Write(snapshot), Cancel);
        return path;
    }

    private async Task<string[]> BothAsync() =>
        [await FileAsync(InventedRaces.Snapshot(Phase.H30), "h30.json"), await FileAsync(InventedRaces.Snapshot(Phase.H5), "h5.json")];

    [Fact]
    public async Task Analyse_TwoSnapshots_IsTheAnalysisOfTheService()
    {
        var cli = await Cli.RunAsync(["analyse", .. await BothAsync(), "--json"]);
        cli.Code.ShouldBe(0);
        var analysis = ArtifactJson.Read<RaceAnalysis>("stdout", System.Text.Encoding.UTF8.GetBytes(cli.Out));
        analysis.Race.ShouldBe(InventedRaces.Id);
        analysis.Rules.ShouldBe("gpi-v5.1");
        analysis.Pool.ShouldBe(Pool.PmuNational);
        analysis.Runners.Count.ShouldBe(InventedRaces.Runners);
        analysis.Inputs.Keys.ShouldBe(["snapshot_h30.json", "snapshot_h5.json"]);
        // The weights and the starting points that it names give its probabilities again.
        var weights = analysis.Formulas!.Weights;
        var raw = analysis.Runners.Select(runner =>
            Math.Pow(runner.ForecastProbability!.Value, weights.Beta)
            * Math.Pow(runner.Factors.Drift.Value, weights.Drift)
            * Math.Pow(runner.Factors.JockeyTrainer.Value, weights.JockeyTrainer)
            * Math.Pow(runner.Factors.Time.Value, weights.Time)
            * Math.Pow(runner.Factors.Form.Value, weights.Form)
            * Math.Pow(runner.Factors.Regularity.Value, weights.Regularity)
        );
        var sum = raw.Sum();
        foreach (var (again, runner) in raw.Zip(analysis.Runners))
            runner.FittedProbability!.Value.ShouldBe(again / sum, 1e-9);
    }

    /// <summary>Times of the day before count; those of the day itself, with the result it had, must not.</summary>
    [Fact]
    public async Task Analyse_WithHistoryFiles_UsesEarlierDaysOnly()
    {
        var files = await BothAsync();
        var before = Path.Combine(_folder.FullName, "before.jsonl");
        await File.WriteAllLinesAsync(before, [Past("2025-11-21", 73_000)], Cancel);
        var both = Path.Combine(_folder.FullName, "both.jsonl");
        await File.WriteAllLinesAsync(both, [Past("2025-11-21", 73_000), Past("2025-11-22", 62_000)], Cancel);

        var cli = await Cli.RunAsync(["analyse", .. files, "--history", both, "--json"]);

        cli.Code.ShouldBe(0);
        cli.Error.ShouldBeEmpty();
        var time = cli.Json.GetProperty("runners")[1].GetProperty("factors").GetProperty("time");
        time.GetProperty("known").GetBoolean().ShouldBeTrue();
        cli.Out.ShouldBe((await Cli.RunAsync(["analyse", .. files, "--history", before, "--json"])).Out);

        static string Past(string date, int time) =>
            $$"""
                {"date": "{{date}}", "race": "R1C1", "off_paris": "13:35", "pool": "pmu_national", "discipline": "harness", "official_order": true, "arrival": [[2], [1]], "runners": [{"number": 1, "horse": "LIGNE, DROITE", "reduction_ms_per_km": 75000}, {"number": 2, "horse": "RUBAN BLEU", "reduction_ms_per_km": {{time}} }]}
                """;
    }

    [Fact]
    public async Task Analyse_NoRecord_SaysSoBesideTheResult()
    {
        var empty = Path.Combine(_folder.FullName, "later.jsonl");
        await File.WriteAllTextAsync(
            empty,
            """{"date": "2025-11-23", "race": "R1C1", "off_paris": "13:35", "pool": "pmu_national", "discipline": "harness", "arrival": [[2]], "runners": [{"number": 2, "horse": "B"}]}""",
            Cancel
        );
        var cli = await Cli.RunAsync(["analyse", .. await BothAsync(), "--history", empty, "--json"]);
        cli.Code.ShouldBe(0);
        cli.Error.TrimEnd().Split('\n').ShouldHaveSingleItem().ShouldContain("later.jsonl");
        cli.Json.GetProperty("rules").GetString().ShouldBe("gpi-v5.1");
    }

    [Fact]
    public async Task Analyse_WithTheStoredAnalysis_TakesWhatHadBeenPlayedFromIt()
    {
        var files = await BothAsync();
        var plain = await Cli.RunAsync(["analyse", .. files, "--json"]);
        var analysis = ArtifactJson.Read<RaceAnalysis>("stdout", System.Text.Encoding.UTF8.GetBytes(plain.Out));
        var player = new PlayerState
        {
            PlayedAtRacecourse = 2,
            DayStaked = new Euro(7),
            WeekStaked = new Euro(20),
            WeeklyLimit = new Euro(22),
            ClosingLineValues = [-.1, .2],
        };
        var stored = Path.Combine(_folder.FullName, "analysis_h5.json");
        await File.WriteAllBytesAsync(stored, ArtifactJson.Write(analysis with { Player = player }), Cancel);

        var again = await Cli.RunAsync(["analyse", .. files, "--player", stored, "--json"]);

        plain.Json.GetProperty("player").GetProperty("played_at_racecourse").GetInt32().ShouldBe(0);
        var read = ArtifactJson.Read<RaceAnalysis>("stdout", System.Text.Encoding.UTF8.GetBytes(again.Out));
        read.Player.ClosingLineValues.ShouldBe(player.ClosingLineValues);
        (read.Player with { ClosingLineValues = player.ClosingLineValues }).ShouldBe(player);
        read.Guards.ShouldContain(guard => guard.Code == "limits" && guard.Note == "races at the racecourse" && !guard.Passed);
    }

    [Fact]
    public async Task Analyse_PlayerOfAFileThatIsNoAnalysis_NamesIt()
    {
        var files = await BothAsync();
        var error = await Should.ThrowAsync<ArtifactException>(() => Cli.RunAsync(["analyse", .. files, "--player", files[0]]));
        error.Message.ShouldContain("h30.json");
    }

    [Fact]
    public async Task Analyse_OtherRules_AreUsed()
    {
        var cli = await Cli.RunAsync(["analyse", .. await BothAsync(), "--rules", "gpi-edge", "--json"]);
        cli.Json.GetProperty("rules").GetString().ShouldBe("gpi-edge");
    }

    [Fact]
    public async Task Analyse_WrongOrder_IsOneLine()
    {
        var files = await BothAsync();
        (await Cli.RunAsync("analyse", files[1], files[0])).ShouldFailWith("expected H30, then H5");
    }

    [Fact]
    public async Task Analyse_TwoRaces_IsOneLine()
    {
        var other = InventedRaces.Snapshot(Phase.H5) with { Card = InventedRaces.Card(new RaceId(InventedRaces.Day, new RaceCode(2, 1))) };
        var files = new[] { await FileAsync(InventedRaces.Snapshot(Phase.H30), "h30.json"), await FileAsync(other, "other.json") };
        (await Cli.RunAsync(["analyse", .. files])).ShouldFailWith("2025-11-22/R2C1");
    }

    [Theory]
    [InlineData("en-GB", "The guards", "4.5")]
    [InlineData("fr-FR", "Les garde-fous", "4,5")]
    public async Task Account_BothLanguages_TellsEveryStepAndTheWarning(string culture, string heading, string odds)
    {
        var cli = await Cli.RunAsync(["analyse", .. await BothAsync(), "--json"]);
        var analysis = ArtifactJson.Read<RaceAnalysis>("stdout", System.Text.Encoding.UTF8.GetBytes(cli.Out));
        using var text = new StringWriter();
        AnalysisAccount.Write(text, analysis, InventedRaces.Snapshot(Phase.H5), CultureInfo.GetCultureInfo(culture));
        var account = text.ToString();
        account.ShouldContain(heading);
        account.ShouldContain(odds);
        account.ShouldContain("VALMOREL");
        account.ShouldContain("09 74 75 13 13");
        foreach (var guard in analysis.Guards)
            account.ShouldContain(guard.Code);
        foreach (var runner in analysis.Runners)
            account.ShouldContain(runner.Horse);
    }

    [Theory]
    [InlineData(
        "en-GB",
        "Played before: 7.00 € on the day, 20.00 € in seven days, 2 race(s)",
        "Your limits: – for a day, 22.00 € for seven days"
    )]
    [InlineData(
        "fr-FR",
        "Joué auparavant : 7,00 € dans la journée, 20,00 € en sept jours, 2 course(s)",
        "Vos limites : – par jour, 22,00 €"
    )]
    public async Task Account_TellsWhatHadBeenPlayed(string culture, string played, string limits)
    {
        var cli = await Cli.RunAsync(["analyse", .. await BothAsync(), "--json"]);
        var analysis = ArtifactJson.Read<RaceAnalysis>("stdout", System.Text.Encoding.UTF8.GetBytes(cli.Out));
        string Told(PlayerState player)
        {
            using var text = new StringWriter();
            AnalysisAccount.Write(text, analysis with { Player = player }, null, CultureInfo.GetCultureInfo(culture));
            return text.ToString();
        }
        var account = Told(
            new PlayerState
            {
                DayStaked = new Euro(7),
                WeekStaked = new Euro(20),
                WeeklyLimit = new Euro(22),
                PlayedAtRacecourse = 2,
            }
        );
        account.ShouldContain(played);
        account.ShouldContain(limits);
        Told(PlayerState.Empty).ShouldNotContain(limits[..9]);
    }

    [Theory]
    [InlineData("en-GB", "From zeturf, 13:30:02: race, odds of zeturf", "From pmu, 13:29:58: form (no. 3, 7)", "From recorded: the horses")]
    [InlineData(
        "fr-FR",
        "De zeturf, 13:30:02 : course, cotes zeturf",
        "De pmu, 13:29:58 : musiques (n° 3, 7)",
        "De recorded : les chevaux"
    )]
    public async Task Account_TellsWhichSourceShowedWhatAndWhen(string culture, params string[] lines)
    {
        var cli = await Cli.RunAsync(["analyse", .. await BothAsync(), "--json"]);
        var analysis = ArtifactJson.Read<RaceAnalysis>("stdout", System.Text.Encoding.UTF8.GetBytes(cli.Out));
        var at = ParisTime.At(InventedRaces.Day, new TimeOnly(13, 30, 2));
        var seen = InventedRaces.Snapshot(Phase.H5) with
        {
            Origins =
            [
                new()
                {
                    Source = "zeturf",
                    At = at,
                    Fields = ["off", "name", "win.zeturf"],
                },
                new()
                {
                    Source = "pmu",
                    At = at.AddSeconds(-4),
                    Fields = ["form"],
                    Runners = [3, 7],
                },
                new() { Source = "recorded", Fields = ["sex", "age"] },
            ],
            Notes = ["off 14:55 at zeturf, 14:58 at pmu: zeturf counts"],
        };
        using var text = new StringWriter();

        AnalysisAccount.Write(text, analysis, seen, CultureInfo.GetCultureInfo(culture));

        foreach (var line in lines)
            text.ToString().ShouldContain("  " + line + Environment.NewLine);
        // What the sources disagreed about, and which rule decided.
        text.ToString().ShouldContain(seen.Notes[0]);
    }

    [Fact]
    public async Task Explain_StoredRace_IsToldFromItsFiles()
    {
        var cli = await Cli.RunAsync(["analyse", .. await BothAsync(), "--json"]);
        var race = Directory.CreateDirectory(Path.Combine(_folder.FullName, "2025-11-22", "R1C3")).FullName;
        await File.WriteAllTextAsync(Path.Combine(race, "analysis_h5.json"), cli.Out, Cancel);
        var told = await Cli.RunAsync("explain", "--date", "2025-11-22", "--race", "r1c3", "--data", _folder.FullName);
        told.Code.ShouldBe(0);
        told.Out.ShouldContain("roi_min_sp");
        told.Out.ShouldContain("18+");
    }

    [Theory]
    [InlineData("no analysis of 2025-11-22/R9C9", "R9C9")]
    [InlineData("is no race code", "third")]
    public async Task Explain_NothingThere_IsOneLine(string line, string race) =>
        (await Cli.RunAsync("explain", "--date", "2025-11-22", "--race", race, "--data", _folder.FullName)).ShouldFailWith(line);
}
