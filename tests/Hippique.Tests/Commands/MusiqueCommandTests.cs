namespace Hippique.Tests.Commands;

public sealed class MusiqueCommandTests
{
    [Fact]
    public async Task Musique_HandMadeCase_GivesScoreAndFactors()
    {
        // A hand-made case of the method: places 1, 2, 4, D, 3: s = 6 + 1 − 3·1.5/9 − 2 = 4.5, form 1.09, and a D makes it volatile.
        var cli = await Cli.RunAsync("musique", "1a2a4aDa(25)3a", "--discipline", "harness", "--json");
        cli.Code.ShouldBe(0);
        cli.Json.GetProperty("score").GetDouble().ShouldBe(4.5, 1e-9);
        cli.Json.GetProperty("factors").GetProperty("form").GetDouble().ShouldBe(1.09, 1e-9);
        cli.Json.GetProperty("factors").GetProperty("regularity").GetDouble().ShouldBe(.90);
        var runs = cli.Json.GetProperty("performances");
        runs.GetArrayLength().ShouldBe(5);
        runs[3].GetProperty("incident").GetString().ShouldBe("D");
        runs[4].GetProperty("year").GetInt32().ShouldBe(2025);
    }

    [Fact]
    public async Task Musique_V52_CountsTheRunsOfItsRuleFile()
    {
        // Six runs of the family: three of the last five are among the first three (.60, 1.04), and three of six would be .5 (1).
        const string Text = "1a2a3a6a7a8a";
        var cli = await Cli.RunAsync("musique", Text, "--discipline", "harness", "--json");
        var runs = cli.Json.GetProperty("performances").EnumerateArray().ToList();
        runs.Select(run => run.GetProperty("counts").GetBoolean()).ShouldBe([true, true, true, true, true, true]);
        runs.Select(run => run.GetProperty("counts_v52").GetBoolean()).ShouldBe([true, true, true, true, true, false]);
        cli.Json.GetProperty("figures").GetProperty("runs").GetInt32().ShouldBe(6);
        cli.Json.GetProperty("figures_v52").GetProperty("runs").GetInt32().ShouldBe(5);
        cli.Json.GetProperty("factors").GetProperty("form_v52").GetDouble().ShouldBe(1.04);
        (await Cli.RunAsync("musique", Text, "--discipline", "harness")).Out.ShouldContain(
            Hippique.Hosting.Texts.Get("musique_v52", 5, 3, 1.04)
        );
    }

    [Fact]
    public async Task Musique_OtherFamily_DoesNotCount()
    {
        var cli = await Cli.RunAsync("musique", "1p2a", "--discipline", "harness", "--json");
        cli.Json.GetProperty("performances")[0].GetProperty("counts").GetBoolean().ShouldBeFalse();
        cli.Json.GetProperty("figures").GetProperty("runs").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Musique_NeverRaced_HasFactorsOfOne()
    {
        var cli = await Cli.RunAsync("musique", "Inédit", "--json");
        (cli.Code, cli.Json.GetProperty("factors").GetProperty("form").GetDouble()).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Musique_NoMusique_IsOneLine() => (await Cli.RunAsync("musique", "1a2!")).ShouldFailWith("is no musique");
}
