namespace Hippique.GoogleCloud.Scheduler;

/// <summary>How jobs are tried again: five times is the most that Cloud Scheduler does.</summary>
internal static class JobRetries
{
    /// <summary>Within the grace of a look.</summary>
    public static readonly CloudJobRetry OfTasks = new()
    {
        RetryCount = 5,
        MinBackoffDuration = "10s",
        MaxBackoffDuration = "60s",
        MaxDoublings = 2,
    };

    /// <summary>Over a quarter of an hour: the day's first races are an hour after the plan.</summary>
    public static readonly CloudJobRetry OfPlans = new()
    {
        RetryCount = 5,
        MinBackoffDuration = "60s",
        MaxBackoffDuration = "300s",
        MaxDoublings = 2,
    };
}
