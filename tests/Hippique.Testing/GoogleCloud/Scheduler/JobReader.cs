using System.Text.Json.Nodes;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.Testing.GoogleCloud.Scheduler;

/// <summary>Checks jobs, fills in what Cloud Scheduler chooses and refuses what it refuses.</summary>
internal static class JobReader
{
    /// <summary>What <c>jobs.patch</c> may change.</summary>
    public static readonly string[] Changeable = ["description", "schedule", "timeZone", "httpTarget", "retryConfig", "attemptDeadline"];

    private const int MaxSize = 1_000_000;
    private static readonly string[] OutputOnly =
    [
        "name",
        "state",
        "status",
        "userUpdateTime",
        "scheduleTime",
        "lastAttemptTime",
        "satisfiesPzs",
    ];

    public static void Check(JsonObject job)
    {
        Proto.Fields(job, "job", [.. Changeable, .. OutputOnly, "pubsubTarget", "appEngineHttpTarget"]);
        if (job["pubsubTarget"] is not null || job["appEngineHttpTarget"] is not null)
            throw new GoogleStatusException(501, "UNIMPLEMENTED", "Only HTTP targets are answered here.");
        if (Proto.Message(job, "retryConfig") is { } retry)
        {
            Proto.Fields(
                retry,
                "job.retry_config",
                "retryCount",
                "maxRetryDuration",
                "minBackoffDuration",
                "maxBackoffDuration",
                "maxDoublings"
            );
        }
        if (job.ToJsonString().Length > MaxSize)
            throw GoogleStatusException.Invalid("The job is too large.");
    }

    /// <summary>With every setting that it has or that is chosen for it.</summary>
    public static (JsonObject Settings, Cron Cron, LoopbackCall Call) Complete(JsonObject job)
    {
        var schedule = Proto.Text(job, "schedule") ?? throw GoogleStatusException.Invalid("Schedule or time zone is invalid: ''.");
        var zone = Proto.Text(job, "timeZone") is { Length: > 0 } given ? given : "Etc/UTC";
        var target = Proto.Message(job, "httpTarget") ?? throw GoogleStatusException.Invalid("Job.target is required.");
        var deadline = Proto.Duration(job, "attemptDeadline") ?? TimeSpan.FromMinutes(3);
        if (deadline < TimeSpan.FromSeconds(15) || deadline > TimeSpan.FromMinutes(30))
            throw GoogleStatusException.Invalid("Job.attempt_deadline must be between [15s, 30m].");
        Proto.Fields(target, "job.http_target", "uri", "httpMethod", "headers", "body", "oidcToken", "oauthToken");
        var (written, call) = HttpTargetReader.Read(target, "uri", "job.http_target", "Google-Cloud-Scheduler");
        var complete = new JsonObject
        {
            ["schedule"] = schedule,
            ["timeZone"] = zone,
            ["httpTarget"] = written,
            ["attemptDeadline"] = Proto.Write(deadline),
            ["retryConfig"] = Retry(Proto.Message(job, "retryConfig") ?? []),
        };
        if (Proto.Text(job, "description") is { Length: > 0 } description)
        {
            complete["description"] =
                description.Length <= 500
                    ? description
                    : throw GoogleStatusException.Invalid("The description has more than 500 characters.");
        }
        return (complete, new Cron(schedule, zone), call);
    }

    private static JsonObject Retry(JsonObject given)
    {
        var count = Proto.Number(given, "retryCount") ?? 0;
        if (count is < 0 or > 5)
            throw GoogleStatusException.Invalid("RetryConfig.retry_count must be between 0 and 5.");
        var (min, max) = (Proto.Duration(given, "minBackoffDuration"), Proto.Duration(given, "maxBackoffDuration"));
        var retry = new JsonObject
        {
            ["maxRetryDuration"] = Proto.Write(Proto.Duration(given, "maxRetryDuration") ?? TimeSpan.Zero),
            ["minBackoffDuration"] = Proto.Write(min ?? TimeSpan.FromSeconds(5)),
            ["maxBackoffDuration"] = Proto.Write(max ?? TimeSpan.FromHours(1)),
            ["maxDoublings"] = (int)(Proto.Number(given, "maxDoublings") ?? 5),
        };
        if (count > 0)
            retry["retryCount"] = (int)count;
        return retry;
    }
}
