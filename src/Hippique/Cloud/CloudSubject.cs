using Hippique.GoogleCloud;
using Hippique.GoogleCloud.Rest;
using Hippique.Hosting;

namespace Hippique.Cloud;

/// <summary>A thing at Google Cloud that is asked about or changed, and what a refusal of it means.</summary>
/// <param name="Kind">Of its words: <c>service</c>, <c>queue</c>, <c>job</c>, <c>jobs</c>, <c>logs</c>, <c>bucket</c>.</param>
/// <param name="Name">Its id.</param>
/// <param name="Role">Without which it is refused.</param>
/// <param name="Api">That must be enabled.</param>
internal sealed record CloudSubject(string Kind, string Name, string Role, string Api)
{
    public const string Viewer = "roles/cloudtasks.viewer";

    private const string Tasks = "cloudtasks.googleapis.com";
    private const string Scheduler = "cloudscheduler.googleapis.com";

    public static CloudSubject Service(string name) => new("service", name, "roles/run.viewer", "run.googleapis.com");

    public static CloudSubject Queue(CloudOptions options) => new("queue", options.QueueId, Viewer, Tasks);

    public static CloudSubject QueueSwitch(CloudOptions options) => new("queue", options.QueueId, "roles/cloudtasks.queueAdmin", Tasks);

    public static CloudSubject Job(string name) => new("job", name, "roles/cloudscheduler.admin", Scheduler);

    /// <summary>Those of single tasks (mode scheduler).</summary>
    public static CloudSubject Jobs(CloudOptions options) => new("jobs", options.Region, "roles/cloudscheduler.admin", Scheduler);

    public static CloudSubject Logs(CloudOptions options) =>
        new("logs", options.ProjectId, "roles/logging.viewer", "logging.googleapis.com");

    public static CloudSubject Bucket(BucketOptions bucket) =>
        new("bucket", bucket.Bucket, "roles/storage.objectAdmin", "storage.googleapis.com");

    /// <summary>Such as "the queue hippique-tasks".</summary>
    public string Words => Texts.Get($"cloud_subject_{Kind}", Name);

    /// <summary>Why it was refused and what to do, in one line.</summary>
    public string Why(RestError error) =>
        error switch
        {
            { Status: RestError.Unauthenticated, Code: 0 } => Texts.Get("cloud_no_credentials"),
            { Status: RestError.Unauthenticated } => Texts.Get("cloud_credentials_refused"),
            { Reason: "SERVICE_DISABLED" } => Texts.Get("cloud_api_off", Words, Api),
            { Status: RestError.PermissionDenied } => Texts.Get("cloud_denied", Words, Role),
            { Status: RestError.NotFound } => Texts.Get("cloud_absent", Words, MadeBy),
            { Code: 0 } => Texts.Get("cloud_unreachable", Words, error.Message),
            _ => Texts.Get("cloud_refused", Words, error),
        };

    /// <summary>The script that makes it.</summary>
    private string MadeBy => Kind is "job" or "jobs" ? "scripts/create_scheduler_0900.sh" : "scripts/deploy_cloud_run.sh";
}
