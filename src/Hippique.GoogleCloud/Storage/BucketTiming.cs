namespace Hippique.GoogleCloud.Storage;

/// <summary>How long the store waits, by Google's retry strategy: after 408, 429, 5xx and broken connections, truncated exponential backoff with jitter.</summary>
internal sealed record BucketTiming
{
    /// <summary>Between two changes of one object: Cloud Storage answers 429 to more than one a second.</summary>
    public TimeSpan BetweenChanges { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Before the first retry, beside the jitter; doubles with each one.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(32);

    /// <summary>No retry begins later than this after the first try.</summary>
    public TimeSpan Retries { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For the answer to one request.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>For the whole of a large object, in one try.</summary>
    public TimeSpan LargeDeadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The wait before a retry.</summary>
    /// <param name="retry">From 0.</param>
    /// <param name="jitter">From 0 to 1 s.</param>
    public TimeSpan Wait(int retry, TimeSpan jitter)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(retry, 30)) + jitter;
        return wait < LongestWait ? wait : LongestWait;
    }
}
