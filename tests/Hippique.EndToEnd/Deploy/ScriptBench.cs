using Hippique.EndToEnd.Docs;

namespace Hippique.EndToEnd.Deploy;

/// <summary>A folder with a <c>.env</c> and a project in which nothing exists yet, kept by the stand-in <c>gcloud</c> beside this file.</summary>
internal sealed class ScriptBench : IDisposable
{
    private readonly Dictionary<string, string?> _passed = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-deploy-").FullName;

    /// <param name="env">The lines of <c>.env</c>.</param>
    public ScriptBench(params string[] env)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "state"));
        File.WriteAllLines(EnvFile, env);
    }

    public static string Root { get; } = CommandLineExamplesTests.Root();
    public static string Scripts { get; } = Path.Combine(Root, "scripts");
    public static string StandIn { get; } = Path.Combine(Root, "tests", "Hippique.EndToEnd", "Deploy");

    public string EnvFile => Path.Combine(_folder, ".env");
    public string Folder => _folder;

    /// <summary>Every command line that reached gcloud, quoted for a shell.</summary>
    public IReadOnlyList<string> Commands =>
        File.Exists(Path.Combine(_folder, "state", "commands")) ? File.ReadAllLines(Path.Combine(_folder, "state", "commands")) : [];

    /// <summary>What exists in the project, by name.</summary>
    public SortedDictionary<string, string> Things
    {
        get
        {
            var folder = Path.Combine(_folder, "state", "things");
            var files = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
            return new(files.ToDictionary(file => Path.GetFileName(file), File.ReadAllText), StringComparer.Ordinal);
        }
    }

    /// <summary>From here on, the commands of these groups go to the real gcloud, and from it to <paramref name="google"/>.</summary>
    public void Pass(string gcloud, Uri google, params IEnumerable<string> groups)
    {
        _passed["GCLOUD_REAL"] = gcloud;
        _passed["GCLOUD_PASS"] = string.Join(' ', groups);
        _passed["CLOUDSDK_CONFIG"] = Path.Combine(_folder, "gcloud");
        _passed["CLOUDSDK_AUTH_DISABLE_CREDENTIALS"] = "true";
        _passed["CLOUDSDK_CORE_DISABLE_USAGE_REPORTING"] = "true";
        _passed["CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDTASKS"] = google.AbsoluteUri;
        _passed["CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDSCHEDULER"] = google.AbsoluteUri;
        _passed["CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE"] = new Uri(google, "storage/v1/").AbsoluteUri;
    }

    /// <summary>A script, which must end with exit code 0.</summary>
    public async Task<ShellRun> RunAsync(string script, params string[] arguments)
    {
        var run = await TryAsync(script, arguments);
        run.Code.ShouldBe(0, run.Error);
        return run;
    }

    public Task<ShellRun> TryAsync(string script, params string[] arguments) => AnsweringAsync("", script, arguments);

    /// <param name="input">What is typed.</param>
    /// <param name="script">Its name without the ending.</param>
    /// <param name="arguments">Its command line.</param>
    public Task<ShellRun> AnsweringAsync(string input, string script, params string[] arguments) =>
        ShellRun.OfAsync(Path.Combine(Scripts, script + ".sh"), arguments, _folder, Variables(), input);

    /// <summary>The environment in which <c>gcloud</c> is the stand-in and nothing of this process's configuration is seen.</summary>
    public Dictionary<string, string?> Variables() =>
        new(_passed)
        {
            ["PATH"] = $"{StandIn}:{Environment.GetEnvironmentVariable("PATH")}",
            ["GCLOUD_STATE"] = Path.Combine(_folder, "state"),
            ["ENV_FILE"] = EnvFile,
            ["PROJECT_ID"] = null,
            ["SERVICE_URL"] = null,
            ["SERVICE_NAME"] = null,
            ["SERVICE_ACCOUNT_EMAIL"] = null,
            ["GCS_BUCKET"] = null,
            ["REQUIRE_AUTH"] = null,
        };

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
