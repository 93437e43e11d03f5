using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Hippique.EndToEnd.Docs;

/// <summary>Every example of <c>docs/cli.md</c>, run in a shell in a copy of <c>samples/</c>, one after the other, prints what stands there.</summary>
public sealed partial class CommandLineExamplesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-docs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_the_docs_print_is_what_the_program_prints()
    {
        var root = Root();
        foreach (var sample in Directory.GetFiles(Path.Combine(root, "samples")))
            File.Copy(sample, Path.Combine(_folder.FullName, Path.GetFileName(sample)));
        var docs = await File.ReadAllTextAsync(Path.Combine(root, "docs", "cli.md"), TestContext.Current.CancellationToken);
        var examples = Example().Matches(docs);
        examples.Count.ShouldBeGreaterThan(10);
        foreach (Match example in examples)
        {
            var command = example.Groups["command"].Value;
            var printed = Lines(await RunAsync(command));
            var expected = Lines(example.Groups["output"].Value);
            if (expected is [.. var shown, "…"])
                (expected, printed) = (shown, [.. printed.Take(shown.Count)]);
            printed.ShouldBe(expected, command);
        }
    }

    private async Task<string> RunAsync(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"{{ {command}; }} 2>&1"])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
        };
        // The program as it is built beside these tests, and none of this process's configuration.
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var name in (string[])["DATA_DIR", "RULES", "OPERATORS", "COUNTRIES", "BANKROLL", "MODEL", "SHADOW_MODELS"])
            start.Environment.Remove(name);
        start.Environment["HIPPIQUE_LANG"] = "en";
        start.Environment["SOURCES__ORDER"] = "none";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }

    /// <summary>Without how long something took.</summary>
    private static List<string> Lines(string text) =>
        [.. Seconds().Replace(text, "N s").TrimEnd().Split('\n').Select(line => line.TrimEnd())];

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hippique.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"^```console\n\$ (?<command>.*)\n(?<output>(?:.*\n)*?)```$", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\d+\.\d+ s +")]
    private static partial Regex Seconds();
}
