using System.Text.Json.Nodes;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.Testing.GoogleCloud.Scheduler;

/// <summary>A job. The server's lock guards it.</summary>
internal sealed class LoopbackJob
{
    public required string Name { get; init; }

    /// <summary>As <c>jobs.get</c> shows it, but what only the server knows.</summary>
    public required JsonObject Settings { get; set; }
    public required Cron Cron { get; set; }
    public required LoopbackCall Call { get; set; }
    public required DateTimeOffset Updated { get; set; }
    public bool Paused { get; set; }

    /// <summary>The next run, or the next attempt of a run that failed.</summary>
    public DateTimeOffset? Next { get; set; }

    /// <summary>The instant of the run that is being attempted.</summary>
    public DateTimeOffset? RunOf { get; set; }
    public int Failures { get; set; }
    public bool UnderWay { get; set; }
    public DateTimeOffset? LastAttempt { get; set; }
    public JsonObject? LastStatus { get; set; }

    public string Id => Name[(Name.LastIndexOf('/') + 1)..];

    public TimeSpan Deadline => Proto.Duration(Settings, "attemptDeadline")!.Value;

    public int MaxRetries => (int)(Proto.Number(Retry, "retryCount") ?? 0);

    public Backoff Backoff =>
        new(
            Proto.Duration(Retry, "minBackoffDuration")!.Value,
            Proto.Duration(Retry, "maxBackoffDuration")!.Value,
            (int)Proto.Number(Retry, "maxDoublings")!.Value
        );

    private JsonObject Retry => (JsonObject)Settings["retryConfig"]!;

    public JsonObject Write()
    {
        var job = (JsonObject)Settings.DeepClone();
        job["name"] = Name;
        job["state"] = Paused ? "PAUSED" : "ENABLED";
        job["userUpdateTime"] = Proto.Write(Updated);
        if (Next is { } next)
            job["scheduleTime"] = Proto.Write(next);
        if (LastAttempt is { } last)
            job["lastAttemptTime"] = Proto.Write(last);
        if (LastStatus is { } status)
            job["status"] = status.DeepClone();
        return job;
    }
}
