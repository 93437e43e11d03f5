using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud;

/// <summary>The project, its queue and the service that the queue calls.</summary>
public sealed record CloudOptions
{
    /// <summary>Cloud Tasks itself.</summary>
    public static readonly Uri TasksAtGoogle = new("https://cloudtasks.googleapis.com/");

    /// <summary>Cloud Scheduler itself.</summary>
    public static readonly Uri SchedulerAtGoogle = new("https://cloudscheduler.googleapis.com/");

    /// <summary>The Cloud Run Admin API itself.</summary>
    public static readonly Uri RunAtGoogle = new("https://run.googleapis.com/");

    /// <summary>Cloud Logging itself.</summary>
    public static readonly Uri LoggingAtGoogle = new("https://logging.googleapis.com/");

    /// <summary>The project's id (<c>PROJECT_ID</c>).</summary>
    public required string ProjectId { get; init; }

    /// <summary>Where queue and jobs live (<c>REGION</c>), such as <c>europe-west1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The queue's id (<c>QUEUE_ID</c>).</summary>
    public required string QueueId { get; init; }

    /// <summary>The https address that is called, and the audience of its tokens (<c>SERVICE_URL</c>), without a slash at its end.</summary>
    public required Uri ServiceUrl { get; init; }

    /// <summary>In whose name the calls are made (<c>SERVICE_ACCOUNT_EMAIL</c>).</summary>
    public required string ServiceAccountEmail { get; init; }

    /// <summary>How long before a task's instant its call is asked for (<c>CLOUD_TASKS_LEAD_SECONDS</c>): the queue may be late, and the service waits for the instant.</summary>
    public TimeSpan Lead { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where Cloud Tasks answers.</summary>
    public Uri TasksEndpoint { get; init; } = TasksAtGoogle;

    /// <summary>Where Cloud Scheduler answers.</summary>
    public Uri SchedulerEndpoint { get; init; } = SchedulerAtGoogle;

    /// <summary>Where the Cloud Run Admin API answers.</summary>
    public Uri RunEndpoint { get; init; } = RunAtGoogle;

    /// <summary>Where Cloud Logging answers.</summary>
    public Uri LoggingEndpoint { get; init; } = LoggingAtGoogle;

    /// <summary>The service's address as tokens are made out to it: without a slash at its end.</summary>
    public string Audience => ServiceUrl.AbsoluteUri.TrimEnd('/');

    /// <summary>Whose token goes with every call of the service.</summary>
    internal OidcToken Token => new() { ServiceAccountEmail = ServiceAccountEmail, Audience = Audience };

    /// <param name="path">Below the service's address, with its slash.</param>
    internal string Address(string path) => Audience + path;
}
