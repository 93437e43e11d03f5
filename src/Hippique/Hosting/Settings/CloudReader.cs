using System.Text.RegularExpressions;
using Hippique.GoogleCloud;
using Hippique.Racing;

namespace Hippique.Hosting.Settings;

/// <summary>Reads what concerns Google Cloud: the queue there, and the bucket.</summary>
internal static partial class CloudReader
{
    private const string Embedded = "embedded";
    private const string Cloud = "cloud";

    /// <summary>The queue's longest lead; a call that came earlier would hold its place in the service for nothing.</summary>
    private const int LongestLead = 120;

    /// <summary>Whether the queue is Cloud Tasks: where <c>QUEUE</c> says so, or says nothing and a project calls a service by https.</summary>
    public static bool IsCloud(VariableReader reader) => (reader.Text("QUEUE") ?? (IsCloudByDefault(reader) ? Cloud : Embedded)) == Cloud;

    /// <summary>Null for the embedded queue; what is missing for the other is reported.</summary>
    public static CloudOptions? Read(VariableReader reader)
    {
        if (reader.Text("QUEUE") is { } queue and not (Embedded or Cloud or PostgresReader.Queue))
            reader.Refuse("QUEUE", Problem.Of($"'{Quoted.Short(queue)}' is no queue; expected embedded, postgres or cloud"));
        if (!IsCloud(reader))
            return null;
        var project = Project(reader);
        // Its form is checked where access is read.
        var account = reader.Text("SERVICE_ACCOUNT_EMAIL");
        if (account is null)
            Missing(reader, "SERVICE_ACCOUNT_EMAIL", "hippique@my-project-123.iam.gserviceaccount.com");
        var address = ServiceUrl(reader);
        return new CloudOptions
        {
            ProjectId = project ?? "",
            Region = reader.Parse("REGION", "europe-west1", text => Named(text, Region(), "europe-west1")),
            QueueId = reader.Parse("QUEUE_ID", "hippique-tasks", text => Named(text, QueueId(), "hippique-tasks")),
            ServiceUrl = address ?? new Uri("https://localhost"),
            ServiceAccountEmail = account ?? "",
            Lead = TimeSpan.FromSeconds(reader.Whole("CLOUD_TASKS_LEAD_SECONDS", 60, 0, LongestLead)),
            TasksEndpoint = reader.Address("CLOUD_TASKS_ENDPOINT") ?? CloudOptions.TasksAtGoogle,
            SchedulerEndpoint = reader.Address("CLOUD_SCHEDULER_ENDPOINT") ?? CloudOptions.SchedulerAtGoogle,
            RunEndpoint = reader.Address("CLOUD_RUN_ENDPOINT") ?? CloudOptions.RunAtGoogle,
            LoggingEndpoint = reader.Address("CLOUD_LOGGING_ENDPOINT") ?? CloudOptions.LoggingAtGoogle,
        };
    }

    /// <summary>Null where nothing is kept in a bucket.</summary>
    public static BucketOptions? ReadBucket(VariableReader reader)
    {
        var endpoint = reader.Address("GCS_ENDPOINT");
        var prefix = reader.Parse("GCS_PREFIX", "prod/snapshots", Prefix);
        var bucket = reader.Parse<string?>("GCS_BUCKET", null, text => Named(text, Bucket(), "my-project-hippique")!);
        return bucket is null
            ? null
            : new BucketOptions
            {
                Bucket = bucket,
                Prefix = prefix,
                Endpoint = endpoint,
            };
    }

    private static bool IsCloudByDefault(VariableReader reader) =>
        reader.Text("PROJECT_ID") is not null
        && Uri.TryCreate(reader.Text("SERVICE_URL"), UriKind.Absolute, out var url)
        && url.Scheme == Uri.UriSchemeHttps;

    private static string? Project(VariableReader reader)
    {
        const string name = "PROJECT_ID";
        if (reader.Text(name) is not null)
            return reader.Parse<string?>(name, null, text => Named(text, ProjectId(), "my-project-123")!);
        Missing(reader, name, "my-project-123");
        return null;
    }

    private static void Missing(VariableReader reader, string name, string example) =>
        reader.Refuse(name, Problem.Of($"is needed for QUEUE=cloud, such as {example}"));

    // The queue calls it over the internet with a token, so nothing but https will do; a loopback address is for trials on one machine.
    private static Uri? ServiceUrl(VariableReader reader)
    {
        // What is no address at all is reported where the server's settings are read.
        if (reader.Text("SERVICE_URL") is not { } text)
        {
            Missing(reader, "SERVICE_URL", "https://hippique-orchestrator-abc.a.run.app");
            return null;
        }
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return null;
        if (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback)
            reader.Refuse("SERVICE_URL", Problem.Of($"'{Quoted.Short(text)}' is no https address, which QUEUE=cloud needs"));
        return new Uri(url.GetLeftPart(UriPartial.Path).TrimEnd('/'));
    }

    private static ParseResult<string> Named(string text, Regex form, string example) =>
        form.IsMatch(text)
            ? ParseResult<string>.Ok(text)
            : ParseResult<string>.Fail($"'{Quoted.Short(text)}' is not written as Google Cloud writes it; expected such as {example}");

    private static ParseResult<string> Prefix(string text)
    {
        var prefix = text.Trim('/');
        return prefix.Length == 0 || Orchestration.Artifacts.ArtifactPaths.IsSound(prefix)
            ? ParseResult<string>.Ok(prefix)
            : ParseResult<string>.Fail($"'{Quoted.Short(text)}' is no folder of a bucket; expected such as {"prod/snapshots"}");
    }

    // Google's rules for ids; a project of an organisation has its domain in front.
    [GeneratedRegex(@"\A([a-z0-9.\-]+:)?[a-z][a-z0-9\-]{4,28}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex ProjectId();

    [GeneratedRegex(@"\A[a-z]+-[a-z]+[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Region();

    [GeneratedRegex(@"\A[A-Za-z0-9\-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex QueueId();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._\-]{1,220}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Bucket();
}
