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

    [Fact]
    public async Task Evaluate_RulesThatAreNeitherFileNorSet_AreRefusedByName()
    {
        var cli = await Cli.RunAsync(["evaluate", "nowhere.jsonl.gz", "--rules", "gpi-v9"]);
        cli.Code.ShouldBe(1);
        cli.Error.ShouldContain("'gpi-v9' is neither a file nor a rule set");
    }
}
