namespace Hippique.EndToEnd.Deploy;

public sealed class ShellSyntaxTests
{
    [Fact]
    public async Task Shellcheck_finds_nothing_in_any_shell_script()
    {
        var shellcheck = ShellRun.Find("shellcheck");
        Assert.SkipWhen(shellcheck is null, "shellcheck is not installed (.ci/run installs it)");
        string[] others = ["hippique", "test", ".ci/run", "tests/Hippique.EndToEnd/Deploy/gcloud"];

        var run = await ShellRun.OfAsync(
            shellcheck,
            ["-x", .. Directory.GetFiles(ScriptBench.Scripts, "*.sh").Order(), .. others],
            ScriptBench.Root,
            new Dictionary<string, string?>()
        );

        run.Out.ShouldBeEmpty();
        run.Code.ShouldBe(0);
    }
}
