using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Testing.Racing;

namespace Hippique.Tests.Commands;

public sealed class AnalyseCommandTests : IDisposable
{
    private readonly SnapshotFiles _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Analyse_TwoSnapshots_IsTheAnalysisOfTheService()
    {
        var cli = await Cli.RunAsync(["analyse", .. await _folder.BothAsync(), "--json"]);
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
        var files = await _folder.BothAsync();
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
        var cli = await Cli.RunAsync(["analyse", .. await _folder.BothAsync(), "--history", empty, "--json"]);
        cli.Code.ShouldBe(0);
        cli.Error.TrimEnd().Split('\n').ShouldHaveSingleItem().ShouldContain("later.jsonl");
        cli.Json.GetProperty("rules").GetString().ShouldBe("gpi-v5.1");
    }

    [Fact]
    public async Task Analyse_WithTheStoredAnalysis_TakesWhatHadBeenPlayedFromIt()
    {
        var files = await _folder.BothAsync();
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
        read.Guards.ShouldContain(guard =>
            guard.Code == GuardCode.Limits && guard.Note == (GuardNote)GuardRemark.RacesAtRacecourse && !guard.Passed
        );
    }

    [Fact]
    public async Task Analyse_PlayerOfAFileThatIsNoAnalysis_NamesIt()
    {
        var files = await _folder.BothAsync();
        (await Cli.RunAsync(["analyse", .. files, "--player", files[0]])).ShouldFailWith("h30.json");
    }

    [Fact]
    public async Task Analyse_OtherRules_AreUsed()
    {
        var cli = await Cli.RunAsync(["analyse", .. await _folder.BothAsync(), "--rules", "gpi-edge", "--json"]);
        cli.Json.GetProperty("rules").GetString().ShouldBe("gpi-edge");
    }

    [Fact]
    public async Task Analyse_WrongOrder_IsOneLine()
    {
        var files = await _folder.BothAsync();
        (await Cli.RunAsync("analyse", files[1], files[0])).ShouldFailWith("expected H30, then H5");
    }

    [Fact]
    public async Task Analyse_TwoRaces_IsOneLine()
    {
        var other = InventedRaces.Snapshot(Phase.H5) with { Card = InventedRaces.Card(new RaceId(InventedRaces.Day, new RaceCode(2, 1))) };
        var files = new[]
        {
            await _folder.FileAsync(InventedRaces.Snapshot(Phase.H30), "h30.json"),
            await _folder.FileAsync(other, "other.json"),
        };
        (await Cli.RunAsync(["analyse", .. files])).ShouldFailWith("2025-11-22/R2C1");
    }
}
