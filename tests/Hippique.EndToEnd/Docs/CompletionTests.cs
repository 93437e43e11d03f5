using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Hippique.EndToEnd.Docs;

/// <summary>The completion that <c>docs/cli.md</c> gives for bash, sourced by bash (issue 10, point 11).</summary>
public sealed partial class CompletionTests
{
    public static TheoryData<string, string[]> Lines =>
        new()
        {
            { "hippique re", ["replay", "report", "restore"] },
            { "hippique rules ", ["--json", "check", "diff", "list", "show"] },
            { "hippique tickets --da", ["--data", "--date"] },
            { "hippique explain --fu", ["--full"] },
            { "hippique unknown --x", [] },
        };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Bash_offers_what_may_stand_there(string line, string[] expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "bash is not a part of Windows");
        var docs = await File.ReadAllTextAsync(
            Path.Combine(CommandLineExamplesTests.Root(), "docs", "cli.md"),
            TestContext.Current.CancellationToken
        );
        var snippet = Snippet().Match(docs).Groups[1].Value;
        var script =
            snippet
            + $"\nCOMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}; COMP_WORDS=({line}{(line.EndsWith(' ') ? " ''" : "")}); "
            + "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _hippique; printf '%s\\n' \"${COMPREPLY[@]}\"";

        var offered = (await RunAsync(script)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        offered.Where(word => !word.StartsWith('/') && word is not "-?" and not "-h" and not "--help").ShouldBe(expected);
    }

    private static async Task<string> RunAsync(string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }

    [GeneratedRegex("```bash\n(_hippique.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
