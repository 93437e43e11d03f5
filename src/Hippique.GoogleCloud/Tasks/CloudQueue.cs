namespace Hippique.GoogleCloud.Tasks;

/// <summary>A queue of Cloud Tasks (v2), as far as it is used here.</summary>
public sealed record CloudQueue
{
    public const string Running = "RUNNING";

    public required string Name { get; init; }

    /// <summary><c>RUNNING</c>, <c>PAUSED</c> or <c>DISABLED</c>.</summary>
    public string? State { get; init; }
    public CloudRateLimits? RateLimits { get; init; }
    public CloudRetryConfig? RetryConfig { get; init; }
}

/// <summary>How fast a queue calls.</summary>
public sealed record CloudRateLimits
{
    public double? MaxDispatchesPerSecond { get; init; }
    public int? MaxBurstSize { get; init; }
    public int? MaxConcurrentDispatches { get; init; }
}

/// <summary>When a queue tries a task again; durations such as <c>10s</c>.</summary>
public sealed record CloudRetryConfig
{
    public int? MaxAttempts { get; init; }
    public string? MaxRetryDuration { get; init; }
    public string? MinBackoff { get; init; }
    public string? MaxBackoff { get; init; }
    public int? MaxDoublings { get; init; }
}
