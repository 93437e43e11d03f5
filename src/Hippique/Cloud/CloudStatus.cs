using Hippique.GoogleCloud.Run;
using Hippique.GoogleCloud.Scheduler;
using Hippique.GoogleCloud.Tasks;

namespace Hippique.Cloud;

/// <summary>What <c>hippique cloud status</c> found; its JSON. What could not be had is null, and <see cref="Errors"/> says why.</summary>
internal sealed record CloudStatus
{
    public required string Project { get; init; }
    public required string Region { get; init; }
    public required CloudServiceState? Service { get; init; }
    public required CloudReadiness? Ready { get; init; }
    public required CloudQueueState? Queue { get; init; }
    public required IReadOnlyList<CloudJobState> Jobs { get; init; }
    public required IReadOnlyList<string> Errors { get; init; }
}

/// <summary>The Cloud Run service.</summary>
internal sealed record CloudServiceState
{
    public required string Name { get; init; }
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>The newest revision that can answer; null: none can.</summary>
    public required string? Revision { get; init; }

    /// <summary>The newest one, if it is another: it is being started, or it failed.</summary>
    public required string? NewerRevision { get; init; }
    public required IReadOnlyList<CloudTraffic> Traffic { get; init; }

    /// <summary>Everything that must hold for it to serve holds.</summary>
    public required bool Serves { get; init; }

    /// <summary>What does not hold, in Cloud Run's words.</summary>
    public required IReadOnlyList<string> Failing { get; init; }

    public static CloudServiceState Of(string name, RunService service)
    {
        var ready = Last(service.LatestReadyRevision);
        var created = Last(service.LatestCreatedRevision);
        var conditions = (service.Conditions ?? []).Append(service.TerminalCondition).OfType<RunCondition>();
        return new()
        {
            Name = name,
            Urls = service.Addresses,
            Revision = ready,
            NewerRevision = created == ready ? null : created,
            Traffic =
            [
                .. (service.TrafficStatuses ?? [])
                    .Where(share => share.Percent > 0)
                    .Select(share => new CloudTraffic(Last(share.Revision) ?? ready ?? "", share.Percent)),
            ],
            Serves = service.TerminalCondition is { Holds: true },
            Failing = [.. conditions.Where(one => !one.Holds).Select(one => $"{one.Type}: {one.Message ?? one.State}").Distinct()],
        };
    }

    private static string? Last(string? name) => name is { Length: > 0 } ? name[(name.LastIndexOf('/') + 1)..] : null;
}

/// <param name="Revision">Its name without the path.</param>
/// <param name="Percent">Of the requests.</param>
internal sealed record CloudTraffic(string Revision, int Percent);

/// <summary>What <c>GET /ready</c> of <c>SERVICE_URL</c> answers.</summary>
/// <param name="Status">HTTP.</param>
/// <param name="Ready">Today has a plan and the queue runs.</param>
/// <param name="Reason">Why not, as the service says it.</param>
/// <param name="Plan"><c>stands</c> and its like; null: not said.</param>
/// <param name="Races">Of the plan.</param>
/// <param name="Queue"><c>running</c> and its like; null: not said.</param>
internal sealed record CloudReadiness(int Status, bool Ready, string? Reason, string? Plan, int? Races, string? Queue);

/// <summary>The queue of Cloud Tasks.</summary>
/// <param name="Name">Its id.</param>
/// <param name="State"><c>RUNNING</c>, <c>PAUSED</c> or <c>DISABLED</c>.</param>
/// <param name="RateLimits">How fast it calls.</param>
/// <param name="RetryConfig">When it tries again.</param>
internal sealed record CloudQueueState(string Name, string? State, CloudRateLimits? RateLimits, CloudRetryConfig? RetryConfig);

/// <summary>A job of Cloud Scheduler.</summary>
internal sealed record CloudJobState
{
    public required string Name { get; init; }

    /// <summary><c>ENABLED</c>, <c>PAUSED</c> or another.</summary>
    public required string? State { get; init; }
    public required string? Schedule { get; init; }
    public required string? TimeZone { get; init; }
    public required DateTimeOffset? Next { get; init; }

    /// <summary>When it last called; null: never.</summary>
    public required DateTimeOffset? LastAttempt { get; init; }

    /// <summary>What came of it, a <c>google.rpc.Code</c>: 0 is well; null: never, or it has not ended.</summary>
    public required int? LastCode { get; init; }

    public static CloudJobState Of(CloudJob job) =>
        new()
        {
            Name = job.Id,
            State = job.State,
            Schedule = job.Schedule,
            TimeZone = job.TimeZone,
            Next = job.ScheduleTime,
            LastAttempt = job.LastAttemptTime,
            // -1 while it has not ended.
            LastCode = job is { LastAttemptTime: not null, Status.Code: >= 0 and var code } ? code : null,
        };
}
