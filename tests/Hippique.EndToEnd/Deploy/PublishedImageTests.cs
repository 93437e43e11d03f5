using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Hippique.EndToEnd.Deploy;

/// <summary>
/// No engine builds the <c>Dockerfile</c> here. Its build steps are carried out as they stand in it, in another folder, and what they leave is started as its last lines say.
/// </summary>
public sealed partial class PublishedImageTests : IDisposable
{
    /// <summary>The user of Microsoft's images, <c>APP_UID</c>.</summary>
    private const string User = "1654";

    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-image-").FullName;
    private readonly string _file = File.ReadAllText(Path.Combine(ScriptBench.Root, "Dockerfile"))
        .Replace("\\\n", " ", StringComparison.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_its_steps_publish_starts_as_somebody_else_in_an_empty_environment_and_is_healthy()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the image is for Linux");
        await BuildAsync();
        var app = Path.Combine(_folder, "out", "app");
        File.ReadAllText(Path.Combine(app, "hippique.runtimeconfig.json")).ShouldNotContain("\"System.Globalization.Invariant\": true");
        File.Exists(Path.Combine(app, "fr", "hippique.resources.dll")).ShouldBeTrue();
        // Machine code beside the IL: three times as long as IL alone.
        new FileInfo(Path.Combine(app, "Quartz.dll")).Length.ShouldBeGreaterThan(5_000_000);

        using var serve = Start(app, Words("CMD"));
        var log = serve.StandardOutput.ReadToEndAsync(Token);
        // Printed when all is open.
        while (await serve.StandardError.ReadLineAsync(Token) is { } line && !line.Contains("/session?code=", StringComparison.Ordinal)) { }
        var said = serve.StandardError.ReadToEndAsync(Token);
        try
        {
            var health = await HealthyAsync(app, serve);
            health.StandardOutput.ReadToEnd().ShouldStartWith("hippique-orchestrator 3.");
        }
        finally
        {
            // SIGTERM, as docker stop and Cloud Run do.
            using var kill = Process.Start("kill", ["-TERM", $"{serve.Id}"]);
            await serve.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromMinutes(5), Token);
        }
        serve.ExitCode.ShouldBe(0, await said + await log);
        Directory.GetFiles(Path.Combine(_folder, "out", "data")).Select(Path.GetFileName).ShouldContain("token");
    }

    private async Task<Process> HealthyAsync(string app, Process serve)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(5) && !serve.HasExited; )
        {
            var health = Start(app, Words("HEALTHCHECK")[1..]);
            await health.WaitForExitAsync(Token);
            if (health.ExitCode == 0)
                return health;
            health.Dispose();
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Token);
        }
        throw new InvalidOperationException("the health check never passed");
    }

    private async Task BuildAsync()
    {
        var steps = Run().Matches(_file[.._file.LastIndexOf("FROM ", StringComparison.Ordinal)]);
        steps.Count.ShouldBe(2);
        foreach (Match step in steps)
        {
            var build = await ShellRun.OfAsync(
                "bash",
                ["-ec", step.Groups[1].Value.Replace("/out/", $"{_folder}/out/", StringComparison.Ordinal)],
                ScriptBench.Root,
                // Nothing that the build starts may outlive it: it would hold the pipe.
                new Dictionary<string, string?>
                {
                    ["MSBUILDDISABLENODEREUSE"] = "1",
                    ["UseSharedCompilation"] = "false",
                    ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
                }
            );
            build.Code.ShouldBe(0, build.Out + build.Error);
        }
    }

    /// <summary>The program with the variables of the image, as its user where this process may become another.</summary>
    private Process Start(string app, string[] arguments)
    {
        var data = Path.Combine(_folder, "out", "data");
        string[] command = [Path.Combine(app, "hippique"), .. arguments];
        if (Environment.IsPrivilegedProcess)
        {
            using var own = Process.Start("chown", [User, data]);
            own.WaitForExit();
            using var open = Process.Start("chmod", ["755", _folder, Path.Combine(_folder, "out")]);
            open.WaitForExit();
            command = ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", .. command];
        }
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = app,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var path = start.Environment["PATH"];
        var runtime = Environment.GetEnvironmentVariable("DOTNET_ROOT");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        // Where .NET is installed elsewhere than in the image.
        if (runtime is not null)
            start.Environment["DOTNET_ROOT"] = runtime;
        start.Environment["DOTNET_RUNNING_IN_CONTAINER"] = "true";
        foreach (
            Match variable in Variable()
                .Matches(_file[_file.IndexOf("\nENV ", StringComparison.Ordinal).._file.IndexOf("\nUSER", StringComparison.Ordinal)])
        )
            start.Environment[variable.Groups[1].Value] = variable.Groups[2].Value;
        start.Environment["DATA_DIR"] = data;
        // Any port that is free, and no site is asked.
        start.Environment["PORT"] = "0";
        start.Environment["SOURCES__ORDER"] = "none";
        return Process.Start(start)!;
    }

    /// <summary>The words of an instruction in its list form.</summary>
    private string[] Words(string instruction)
    {
        var list = Regex.Match(_file, $@"^{instruction} [^\[]*\[(.*)\]", RegexOptions.Multiline).Groups[1].Value;
        return [.. list.Split(',').Select(word => word.Trim().Trim('"'))];
    }

    [Fact]
    public void The_image_is_slim_with_ICU_and_time_zones_and_nobody_in_it_is_root()
    {
        var final = _file[_file.LastIndexOf("FROM ", StringComparison.Ordinal)..];

        final.ShouldContain("aspnet:10.0-noble-chiseled-extra\n");
        final.ShouldContain("\nUSER $APP_UID\n");
        final.ShouldContain("\nVOLUME /data\n");
        final.ShouldContain("\nSTOPSIGNAL SIGTERM\n");
        final.ShouldContain("\nEXPOSE 8080\n");
        // There is no shell that could carry it out, and the program itself must be process 1.
        final.ShouldNotMatch(@"(?m)^RUN ");
        Words("ENTRYPOINT").ShouldBe(["/app/hippique"]);
        Words("CMD").ShouldBe(["serve"]);
        Words("HEALTHCHECK").ShouldBe(["/app/hippique", "health"]);
    }

    [Fact]
    public void The_SDK_of_the_image_is_one_that_the_repository_accepts()
    {
        var sdk = Regex.Match(_file, @"^ARG SDK=(10\.0\.\d)(\d\d)$", RegexOptions.Multiline);
        var pinned = Regex.Match(File.ReadAllText(Path.Combine(ScriptBench.Root, "global.json")), @"""version"": ""(10\.0\.\d)(\d\d)""");

        sdk.Groups[1].Value.ShouldBe(pinned.Groups[1].Value);
        string.CompareOrdinal(sdk.Groups[2].Value, pinned.Groups[2].Value).ShouldBeGreaterThanOrEqualTo(0);
    }

    [GeneratedRegex("^RUN (.*)$", RegexOptions.Multiline)]
    private static partial Regex Run();

    [GeneratedRegex(@"([A-Za-z_]+)=(\S+)")]
    private static partial Regex Variable();
}
