using System.Globalization;

namespace Hippique.Testing.GoogleCloud;

/// <summary>Google's command line, pointed at a loopback address, with a configuration of its own and no credentials.</summary>
public sealed class Gcloud : IDisposable
{
    private readonly string _config = Directory.CreateTempSubdirectory("gcloud-").FullName;
    private readonly Dictionary<string, string> _environment;

    /// <param name="google">With a slash at its end.</param>
    /// <param name="project">The project's id.</param>
    public Gcloud(Uri google, string project)
    {
        _environment = new Dictionary<string, string>
        {
            ["CLOUDSDK_CONFIG"] = _config,
            ["CLOUDSDK_CORE_PROJECT"] = project,
            ["CLOUDSDK_CORE_DISABLE_PROMPTS"] = "1",
            ["CLOUDSDK_CORE_DISABLE_USAGE_REPORTING"] = "true",
            ["CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK"] = "true",
            ["CLOUDSDK_AUTH_DISABLE_CREDENTIALS"] = "true",
            ["CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDTASKS"] = google.AbsoluteUri,
            ["CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDSCHEDULER"] = google.AbsoluteUri,
        };
    }

    /// <summary>For <c>Assert.SkipUnless</c>.</summary>
    public static bool Present { get; } = Tool.Find("gcloud") is not null;

    /// <summary>Why a test skips.</summary>
    public const string Absent = "gcloud is absent: Google's own command line cannot check the loopback server";

    /// <param name="command">Its words, with spaces between; a tilde is a space within a word.</param>
    /// <param name="cancellationToken">Of the test.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> RunAsync(string command, CancellationToken cancellationToken)
    {
        var run = await TryAsync(command, cancellationToken);
        return run.ExitCode == 0
            ? run.Output
            : throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"gcloud {command} ended with {run.ExitCode}:\n{run.Error}")
            );
    }

    /// <summary>The same, however it ends.</summary>
    public Task<ToolRun> TryAsync(string command, CancellationToken cancellationToken) =>
        Tool.RunAsync("gcloud", [.. command.Split(' ').Select(word => word.Replace('~', ' '))], _config, cancellationToken, _environment);

    public void Dispose() => Directory.Delete(_config, recursive: true);
}
