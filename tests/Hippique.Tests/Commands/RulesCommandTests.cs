using Hippique.Gpi.Rules;

namespace Hippique.Tests.Commands;

public sealed class RulesCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-rules-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string FileOf(string text)
    {
        var path = Path.Combine(_folder.FullName, "mine.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public async Task List_NamesEveryRuleSet()
    {
        var cli = await Cli.RunAsync("rules", "list");
        foreach (var name in RuleSets.Names)
            cli.Out.ShouldContain(name);
        (await Cli.RunAsync("rules", "list", "--json")).Json.GetArrayLength().ShouldBe(RuleSets.Names.Count);
    }

    [Fact]
    public async Task Show_ShippedSet_IsItsFileWithTheComments() =>
        (await Cli.RunAsync("rules", "show", "gpi-edge")).Out.ShouldBe(RuleSets.Text("gpi-edge"));

    [Fact]
    public async Task Check_SoundFile_SaysSo()
    {
        var cli = await Cli.RunAsync("rules", "check", FileOf(RuleSets.Text("gpi-v5.2")));
        (cli.Code, cli.Error).ShouldBe((0, ""));
    }

    [Fact]
    public async Task Check_WrongFile_GivesEveryErrorAsFileLineKey()
    {
        var path = FileOf(
            RuleSets
                .Text("gpi-v5.1")
                .Replace("kelly_fraction: 0.50", "kelly_fraction: 7", StringComparison.Ordinal)
                .Replace("runners_min:", "runners_most:", StringComparison.Ordinal)
        );
        var cli = await Cli.RunAsync("rules", "check", path);
        cli.Code.ShouldBe(1);
        var lines = cli.Error.TrimEnd().Split('\n');
        lines.Length.ShouldBe(3); // A number out of range, a missing key, an unknown key.
        lines.ShouldAllBe(line => line.StartsWith(path + ":"));
        lines.ShouldContain(line => line.Contains(": kelly_fraction: "));
    }

    [Fact]
    public async Task Diff_TwoSets_ShowsWhatDiffersAndNothingElse()
    {
        var same = await Cli.RunAsync("rules", "diff", "gpi-v5.1", FileOf(RuleSets.Text("gpi-v5.1") + "\n# a remark\n"));
        same.Code.ShouldBe(0);
        same.Out.Split('\n').Length.ShouldBe(2);
        var cli = await Cli.RunAsync("rules", "diff", "gpi-v5.1", "gpi-edge", "--json");
        var keys = cli.Json.EnumerateArray().ToDictionary(line => line.GetProperty("key").GetString()!);
        keys["kelly_fraction"].GetProperty("left").GetString().ShouldBe("0.50");
        keys["kelly_fraction"].GetProperty("right").GetString().ShouldBe("0.25");
        keys["guards.ev_min_global"].GetProperty("right").GetString().ShouldBe("0.05");
        keys.ShouldNotContainKey("guards.runners_min");
    }

    [Fact]
    public async Task Diff_UnknownName_SaysWhichAreKnown() =>
        (await Cli.RunAsync("rules", "diff", "gpi-v5.1", "gpi-v6")).ShouldFailWith("gpi-v5.1, gpi-v5.1-strict, gpi-v5.2, gpi-edge");
}
