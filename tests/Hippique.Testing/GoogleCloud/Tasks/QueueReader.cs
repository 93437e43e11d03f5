using System.Text.Json.Nodes;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.Testing.GoogleCloud.Tasks;

/// <summary>Checks the settings of queues and fills in what Cloud Tasks chooses.</summary>
internal static class QueueReader
{
    /// <summary>What <c>queues.patch</c> may change.</summary>
    public static readonly string[] Changeable =
    [
        "rateLimits",
        "retryConfig",
        "stackdriverLoggingConfig",
        "appEngineRoutingOverride",
        "httpTarget",
    ];

    public static void Check(JsonObject queue)
    {
        Proto.Fields(queue, "queue", [.. Changeable, "name", "state", "purgeTime"]);
        if (Proto.Message(queue, "rateLimits") is { } rate)
            Proto.Fields(rate, "queue.rate_limits", "maxDispatchesPerSecond", "maxBurstSize", "maxConcurrentDispatches");
        if (Proto.Message(queue, "retryConfig") is { } retry)
            Proto.Fields(retry, "queue.retry_config", "maxAttempts", "maxRetryDuration", "minBackoff", "maxBackoff", "maxDoublings");
    }

    /// <summary>With every setting that it has or that is chosen for it.</summary>
    public static JsonObject Complete(string name, JsonObject queue)
    {
        var rate = Proto.Message(queue, "rateLimits") ?? [];
        var retry = Proto.Message(queue, "retryConfig") ?? [];
        var perSecond = Within(Proto.Number(rate, "maxDispatchesPerSecond") ?? 500, 0, 500, "RateLimits.max_dispatches_per_second");
        var complete = new JsonObject
        {
            ["name"] = name,
            ["rateLimits"] = new JsonObject
            {
                ["maxDispatchesPerSecond"] = perSecond,
                ["maxBurstSize"] = Math.Max(1, (int)Math.Ceiling(perSecond / 5)),
                ["maxConcurrentDispatches"] = (int)Within(
                    Proto.Number(rate, "maxConcurrentDispatches") ?? 1000,
                    1,
                    5000,
                    "RateLimits.max_concurrent_dispatches"
                ),
            },
            ["retryConfig"] = Retry(retry),
        };
        foreach (var other in new[] { "stackdriverLoggingConfig", "purgeTime" })
        {
            if (queue[other] is { } kept)
                complete[other] = kept.DeepClone();
        }
        return complete;
    }

    private static JsonObject Retry(JsonObject given)
    {
        var min = Proto.Duration(given, "minBackoff") ?? TimeSpan.FromMilliseconds(100);
        var max = Proto.Duration(given, "maxBackoff") ?? TimeSpan.FromHours(1);
        if (min > max)
            throw GoogleStatusException.Invalid("RetryConfig.min_backoff must not be greater than max_backoff.");
        var retry = new JsonObject
        {
            ["maxAttempts"] = (int)Within(Proto.Number(given, "maxAttempts") ?? 100, -1, int.MaxValue, "RetryConfig.max_attempts"),
            ["minBackoff"] = Proto.Write(min),
            ["maxBackoff"] = Proto.Write(max),
            ["maxDoublings"] = (int)Within(Proto.Number(given, "maxDoublings") ?? 16, 0, 1000, "RetryConfig.max_doublings"),
        };
        if (Proto.Duration(given, "maxRetryDuration") is { Ticks: > 0 } limit)
            retry["maxRetryDuration"] = Proto.Write(limit);
        return retry;
    }

    private static double Within(double value, double least, double most, string field) =>
        value >= least && value <= most ? value : throw GoogleStatusException.Invalid($"{field} must be between {least} and {most}.");
}
