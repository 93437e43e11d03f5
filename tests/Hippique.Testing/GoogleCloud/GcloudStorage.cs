namespace Hippique.Testing.GoogleCloud;

/// <summary><c>gcloud storage</c> against a loopback server, with a configuration folder of its own and without credentials.</summary>
public sealed class GcloudStorage(Uri address) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-gcloud-").FullName;

    /// <summary>For <c>Assert.SkipUnless</c>.</summary>
    public static bool Present { get; } = Tool.Find("gcloud") is not null;

    /// <summary>Why a test skips.</summary>
    public const string Absent = "gcloud is absent: it cannot check the loopback server";

    /// <summary>A folder for the files of a test.</summary>
    public string Folder => _folder;

    public Task<ToolRun> RunAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments) =>
        Tool.RunAsync(
            "gcloud",
            ["storage", .. arguments],
            _folder,
            cancellationToken,
            new Dictionary<string, string>
            {
                ["CLOUDSDK_CONFIG"] = Path.Combine(_folder, "config"),
                ["CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE"] = new Uri(address, "storage/v1/").AbsoluteUri,
                ["CLOUDSDK_AUTH_DISABLE_CREDENTIALS"] = "true",
                ["CLOUDSDK_CORE_DISABLE_PROMPTS"] = "true",
                ["CLOUDSDK_CORE_DISABLE_USAGE_REPORTING"] = "true",
                ["CLOUDSDK_CORE_PROJECT"] = "hippique-test",
                ["CLOUDSDK_STORAGE_MAX_RETRIES"] = "1",
            }
        );

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
