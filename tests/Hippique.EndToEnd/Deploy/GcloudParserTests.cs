using System.Text.RegularExpressions;

namespace Hippique.EndToEnd.Deploy;

/// <summary>Every command line of the scripts and of <c>docs/cloud.md</c>, parsed by the real gcloud, which runs none of them.</summary>
public sealed partial class GcloudParserTests
{
    private static string Sdk()
    {
        var gcloud = ShellRun.Find("gcloud");
        Assert.SkipWhen(gcloud is null, "gcloud is not installed");
        var real = File.ResolveLinkTarget(gcloud!, returnFinalTarget: true)?.FullName ?? gcloud!;
        return Path.GetDirectoryName(Path.GetDirectoryName(real))!;
    }

    [Fact]
    public async Task A_wrong_option_is_found()
    {
        var run = await ParseAsync(
            Sdk(),
            ["gcloud run deploy x --image=y --max-instances=1", "gcloud run deploy x --image=y --max-instance=1"]
        );

        run.Code.ShouldBe(1);
        run.Out.ShouldContain("1 of 2 lines accepted");
        run.Error.ShouldContain("unrecognized arguments: --max-instance=1");
    }

    [Fact]
    public async Task The_scripts_speak_as_gcloud_expects()
    {
        var sdk = Sdk();
        using var bench = new ScriptBench("PROJECT_ID=my-project", "GCS_BUCKET=my-bucket", "OIDC_CLIENT_SECRET=x");
        string[] all = ["--grant", "cancel,tasks,pause,scheduler", "--operator", "me@example.org"];
        var dry = await bench.RunAsync("deploy_cloud_run", ["--dry-run", "--private", .. all]);
        for (var i = 0; i < 2; i++)
        {
            await bench.RunAsync("deploy_cloud_run", all);
            await bench.RunAsync("create_scheduler_0900");
            await bench.RunAsync("pause");
            await bench.RunAsync("resume");
        }
        await bench.RunAsync("teardown", "--yes", "--delete-data");
        string[] lines = [.. bench.Commands, .. dry.Out.Split('\n')];
        lines.Length.ShouldBeGreaterThan(100);

        (await ParseAsync(sdk, lines)).Out.ShouldMatch(@"^(\d+) of \1 lines accepted\n$");
    }

    [Fact]
    public async Task The_commands_of_the_docs_are_commands()
    {
        var sdk = Sdk();
        using var bench = new ScriptBench("PROJECT_ID=my-project", "GCS_BUCKET=my-bucket", "SERVICE_URL=https://races.example.org");
        var docs = await File.ReadAllTextAsync(Path.Combine(ScriptBench.Root, "docs", "cloud.md"), TestContext.Current.CancellationToken);
        // Whatever else they start does nothing here; gcloud is the stand-in, which records them and knows no answers either.
        const string quiet =
            "for one in cp curl docker git hippique; do eval \"$one() { :; }\"; done; gcloud() { command gcloud \"$@\" >&2 || true; }\n";
        Directory.CreateSymbolicLink(Path.Combine(bench.Folder, "scripts"), ScriptBench.Scripts);
        var blocks = ShellBlock().Matches(docs).Select(block => block.Groups[1].Value).ToList();
        blocks.Count.ShouldBeGreaterThan(10);
        var variables = bench.Variables();
        foreach (
            var name in (string[])
                ["PROJECT_ID=my-project", "REGION=europe-west1", "GCS_BUCKET=my-bucket", "SERVICE_URL=https://races.example.org"]
        )
            variables[name.Split('=')[0]] = name.Split('=')[1];
        foreach (var block in blocks)
        {
            var dry = Script().Replace(block, match => match.Value + " --dry-run");
            var run = await ShellRun.OfAsync("bash", ["-uc", quiet + dry], bench.Folder, variables);
            run.Error.ShouldNotContain("unbound variable", customMessage: block);
            run.Error.ShouldNotContain("command not found", customMessage: block);
            run.Error.ShouldNotContain("syntax error", customMessage: block);
        }

        bench.Commands.Count.ShouldBeGreaterThan(20);
        (await ParseAsync(sdk, bench.Commands)).Out.ShouldMatch(@"^(\d+) of \1 lines accepted\n$");
    }

    private static async Task<ShellRun> ParseAsync(string sdk, IEnumerable<string> lines)
    {
        var bundled = Path.Combine(sdk, "platform", "bundledpythonunix", "bin", "python3");
        var settings = Directory.CreateTempSubdirectory("hippique-gcloud-").FullName;
        try
        {
            return await ShellRun.OfAsync(
                File.Exists(bundled) ? bundled : "python3",
                ["-S", "-B", Path.Combine(ScriptBench.StandIn, "parse_gcloud.py"), sdk],
                settings,
                new Dictionary<string, string?>
                {
                    ["CLOUDSDK_CONFIG"] = settings,
                    ["CLOUDSDK_AUTH_DISABLE_CREDENTIALS"] = "true",
                    ["CLOUDSDK_CORE_DISABLE_PROMPTS"] = "1",
                    ["CLOUDSDK_CORE_DISABLE_USAGE_REPORTING"] = "true",
                },
                string.Join('\n', lines)
            );
        }
        finally
        {
            Directory.Delete(settings, recursive: true);
        }
    }

    [GeneratedRegex(@"^```sh\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"scripts/[a-z0-9_]+\.sh")]
    private static partial Regex Script();
}
