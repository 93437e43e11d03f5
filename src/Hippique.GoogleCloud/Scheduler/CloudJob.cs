using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud.Scheduler;

/// <summary>A job of Cloud Scheduler (v1), as far as it is used here.</summary>
public sealed record CloudJob
{
    public const string Paused = "PAUSED";

    /// <summary><c>projects/…/locations/…/jobs/…</c>.</summary>
    public required string Name { get; init; }
    public string? Description { get; init; }

    /// <summary>In cron's five fields.</summary>
    public string? Schedule { get; init; }

    /// <summary>In which they are read, such as <c>Europe/Paris</c>.</summary>
    public string? TimeZone { get; init; }
    public CloudJobTarget? HttpTarget { get; init; }
    public CloudJobRetry? RetryConfig { get; init; }

    /// <summary>Such as <c>900s</c>.</summary>
    public string? AttemptDeadline { get; init; }

    /// <summary><c>ENABLED</c>, <c>PAUSED</c>, <c>DISABLED</c> or <c>UPDATE_FAILED</c>; only read.</summary>
    public string? State { get; init; }

    /// <summary>When it runs next; only read.</summary>
    public DateTimeOffset? ScheduleTime { get; init; }

    /// <summary>When it ran last; only read.</summary>
    public DateTimeOffset? LastAttemptTime { get; init; }

    /// <summary>What came of the last run; null while it has not ended; only read.</summary>
    public CloudJobStatus? Status { get; init; }

    /// <summary>The last part of the name.</summary>
    public string Id => Name[(Name.LastIndexOf('/') + 1)..];
}

/// <summary>What a job calls.</summary>
public sealed record CloudJobTarget
{
    public required string Uri { get; init; }
    public string? HttpMethod { get; init; }
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
    public byte[]? Body { get; init; }
    public OidcToken? OidcToken { get; init; }
}

/// <summary>When a job is tried again; durations such as <c>10s</c>.</summary>
public sealed record CloudJobRetry
{
    /// <summary>At most five.</summary>
    public int RetryCount { get; init; }
    public string? MaxRetryDuration { get; init; }
    public string? MinBackoffDuration { get; init; }
    public string? MaxBackoffDuration { get; init; }
    public int? MaxDoublings { get; init; }
}

/// <summary>What came of a run (<c>google.rpc.Status</c>).</summary>
public sealed record CloudJobStatus
{
    /// <summary>0: it went well.</summary>
    public int Code { get; init; }
    public string? Message { get; init; }
}
