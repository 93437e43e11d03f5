using Hippique.Gpi.Rules;
using Hippique.Testing.Replay;

namespace Hippique.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-evaluate-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Evaluate_RulesOfAFile_AreReadFromThere()
    {
        var path = Path.Combine(_folder.FullName, "mine.yaml");
        await File.WriteAllTextAsync(path, "surprise: 1\n", TestContext.Current.CancellationToken);

        var cli = await Cli.RunAsync(["evaluate", "nowhere.jsonl.gz", "--rules", path]);

        cli.Code.ShouldBe(1);
        // One line an error, as `rules check` says it: file, line, key.
        cli.Error.Split('\n').ShouldContain(line => line.StartsWith($"{path}:1: surprise", StringComparison.Ordinal));
    }

    /// <summary>The model that ships was fitted on the national pool up to 31 December 2025; what is later, it may be judged on.</summary>
    [Theory]
    [InlineData("gpi-edge", false)]
    [InlineData("gpi-edge", true)]
    public async Task Evaluate_InventedRaces_SaysWhatCameOfEachRuleSet(string rules, bool asAFile)
    {
        var races = Path.Combine(_folder.FullName, "races.jsonl");
        InventedDay.Write(races, InventedDay.Lines(new DateOnly(2026, 1, 20), 24));
        var mine = Path.Combine(_folder.FullName, "mine.yaml");
        await File.WriteAllTextAsync(mine, RuleSets.Text(rules), TestContext.Current.CancellationToken);

        var cli = await Cli.RunAsync(["evaluate", races, "--rules", asAFile ? mine : rules, "--json"]);

        cli.Error.ShouldBeEmpty();
        cli.Code.ShouldBe(0);
        cli.Json.GetProperty("races").GetInt32().ShouldBe(24);
        var outcomes = cli.Json.GetProperty("outcomes").EnumerateArray().ToList();
        outcomes.ShouldAllBe(outcome => outcome.GetProperty("rules").GetString() == rules);
        // Fitted and declared weights; prices that were seen and modelled ones.
        outcomes.ShouldAllBe(outcome => outcome.GetProperty("prices").GetString() == "live");
        var modelled = cli.Json.GetProperty("modelled").EnumerateArray().ToList();
        modelled.ShouldAllBe(outcome => outcome.GetProperty("prices").GetString() == "modelled");
        outcomes.Concat(modelled).Sum(outcome => outcome.GetProperty("races").GetInt32()).ShouldBe(48);
        var text = (await Cli.RunAsync(["evaluate", races, "--rules", rules])).Out;
        text.IndexOf("outcomes and money on live prices", StringComparison.Ordinal)
            .ShouldBeLessThan(text.IndexOf("modelled prices, in no figure above", StringComparison.Ordinal));
    }

    /// <summary>Payouts that ship hold until they are replaced, however they were loaded; these races are six years later.</summary>
    [Fact]
    public async Task Evaluate_TheShippedModelAndItsOwnFile_GiveTheSameBytes()
    {
        var races = Path.Combine(_folder.FullName, "races.jsonl");
        InventedDay.Write(races, InventedDay.Lines(new DateOnly(2032, 1, 20), 24));
        var model = Path.Combine(_folder.FullName, "model.json");
        await File.WriteAllTextAsync(model, Resource("models/shipped.json"), TestContext.Current.CancellationToken);

        var shipped = await Cli.RunAsync(["evaluate", races, "--json"]);
        var file = await Cli.RunAsync(["evaluate", races, "--model", model, "--json"]);

        file.Code.ShouldBe(0);
        file.Out.ShouldBe(shipped.Out);
    }

    [Fact]
    public async Task Evaluate_WithDividends_SaysHowFarTheClosingPriceIsOff()
    {
        var races = Path.Combine(_folder.FullName, "races.jsonl");
        InventedDay.Write(races, InventedDay.Lines(new DateOnly(2026, 1, 20), 3));
        var paid = Path.Combine(_folder.FullName, "paid.jsonl");
        await File.WriteAllTextAsync(
            paid,
            """{"date":"2025-03-14","race":"R1C1","pool":"pmu_internet","win":{"1":4.0},"runners":[{"number":1,"odds_close":4.5},{"number":2,"odds_close":1.4}]}""",
            TestContext.Current.CancellationToken
        );
        var cli = await Cli.RunAsync(["evaluate", races, "--rules", "gpi-edge", "--dividends", paid]);
        cli.Out.ShouldContain("1 winners, 0 to the cent, 1 off by more than 5 % (100.0 %), mean +12.5 %");
    }

    [Fact]
    public async Task Evaluate_AModelThatIsNotThere_IsNamed() =>
        (await Cli.RunAsync(["evaluate", "nowhere.jsonl.gz", "--model", "/nowhere/model.json"])).ShouldFailWith(
            "/nowhere/model.json cannot be read"
        );

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(RuleSets).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [Fact]
    public async Task Evaluate_RulesThatAreNeitherFileNorSet_AreRefusedByName()
    {
        var cli = await Cli.RunAsync(["evaluate", "nowhere.jsonl.gz", "--rules", "gpi-v9"]);
        cli.Code.ShouldBe(1);
        cli.Error.ShouldContain("'gpi-v9' is neither a file nor a rule set");
    }
}
