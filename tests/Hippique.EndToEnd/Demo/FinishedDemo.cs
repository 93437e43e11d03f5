using Hippique.EndToEnd.Serving;

namespace Hippique.EndToEnd.Demo;

/// <summary>One whole run of <c>hippique demo</c>, in French, for several tests to look at.</summary>
public sealed class FinishedDemo : IAsyncLifetime
{
    // It takes half a minute; a busy machine may need many times that.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly string _below = Directory.CreateTempSubdirectory("hippique-demo-").FullName;

    private const string ProjectEnv = """
        PROJECT_ID=my-project
        SERVICE_URL=https://races.example.invalid
        SERVICE_ACCOUNT_EMAIL=hippique@my-project.iam.gserviceaccount.com
        GCS_BUCKET=my-bucket
        GCS_ENDPOINT=http://127.0.0.1:9/
        CLOUD_TASKS_ENDPOINT=http://127.0.0.1:9/

        """;

    public int ExitCode { get; private set; }
    public IReadOnlyList<string> Out { get; private set; } = [];
    public IReadOnlyList<string> Error { get; private set; } = [];

    /// <summary>Where it was started.</summary>
    public string Below => _below;

    /// <summary>The folder that it printed.</summary>
    public string Folder => Out.Single(Directory.Exists);

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_below, "notes.txt"), "the user's own");
        // Of a project that the demo must not touch.
        await File.WriteAllTextAsync(Path.Combine(_below, ".env"), ProjectEnv);
        using var demo = new HippiqueProcess(_below, "demo", ("HIPPIQUE_LANG", "fr"));
        ExitCode = await demo.ExitAsync(Limit);
        (Out, Error) = (demo.Out, demo.Error);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_below, recursive: true);
        return ValueTask.CompletedTask;
    }
}
