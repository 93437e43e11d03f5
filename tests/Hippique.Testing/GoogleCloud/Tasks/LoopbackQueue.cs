using System.Text.Json.Nodes;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.Testing.GoogleCloud.Tasks;

/// <summary>A queue. The server's lock guards it.</summary>
internal sealed class LoopbackQueue(JsonObject settings)
{
    /// <summary>Names that were used, and until when they are reserved.</summary>
    private readonly Dictionary<string, DateTimeOffset> _reserved = new(StringComparer.Ordinal);

    /// <summary>As <c>queues.get</c> shows it, but the state.</summary>
    public JsonObject Settings { get; set; } = settings;
    public bool Paused { get; set; }
    public SortedDictionary<string, LoopbackTask> Tasks { get; } = new(StringComparer.Ordinal);

    public string Name => Proto.Text(Settings, "name")!;

    /// <summary>So many deliveries at once.</summary>
    public int MaxConcurrent => (int)Proto.Number((JsonObject)Settings["rateLimits"]!, "maxConcurrentDispatches")!.Value;

    public Backoff Backoff =>
        new(
            Proto.Duration(Retry, "minBackoff")!.Value,
            Proto.Duration(Retry, "maxBackoff")!.Value,
            (int)Proto.Number(Retry, "maxDoublings")!.Value
        );

    private JsonObject Retry => (JsonObject)Settings["retryConfig"]!;

    public bool IsReserved(string name, DateTimeOffset now) => _reserved.TryGetValue(name, out var until) && now < until;

    /// <summary>Takes it out and keeps its name.</summary>
    public bool Remove(string name, DateTimeOffset reservedUntil)
    {
        if (!Tasks.Remove(name))
            return false;
        _reserved[name] = reservedUntil;
        return true;
    }

    /// <summary>Both limits must be reached: the number of attempts and, where there is one, the time since the first.</summary>
    public bool IsGivenUp(LoopbackTask task, DateTimeOffset now)
    {
        var attempts = (int)Proto.Number(Retry, "maxAttempts")!.Value;
        var limit = Proto.Duration(Retry, "maxRetryDuration") ?? TimeSpan.Zero;
        return attempts >= 0 && task.Dispatches >= attempts && (limit == TimeSpan.Zero || now - task.FirstDispatch >= limit);
    }

    public JsonObject Write()
    {
        var queue = (JsonObject)Settings.DeepClone();
        queue["state"] = Paused ? "PAUSED" : "RUNNING";
        return queue;
    }
}
