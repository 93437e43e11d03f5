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
        outcomes.Sum(outcome => outcome.GetProperty("races").GetInt32()).ShouldBe(48);
        (await Cli.RunAsync(["evaluate", races, "--rules", rules])).Out.ShouldContain("outcomes and money");
    }

    [Fact]
    public async Task Evaluate_RulesThatAreNeitherFileNorSet_AreRefusedByName()
    {
        var cli = await Cli.RunAsync(["evaluate", "nowhere.jsonl.gz", "--rules", "gpi-v9"]);
        cli.Code.ShouldBe(1);
        cli.Error.ShouldContain("'gpi-v9' is neither a file nor a rule set");
    }
}
