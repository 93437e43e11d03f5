using System.Text.Json.Nodes;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.Testing.GoogleCloud.Tasks;

/// <summary>A task in a queue. The server's lock guards it.</summary>
internal sealed class LoopbackTask
{
    public required string Name { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required TimeSpan Deadline { get; init; }

    /// <summary>As it was sent, with the defaults filled in.</summary>
    public required JsonObject Request { get; init; }
    public required LoopbackCall Call { get; init; }

    public required DateTimeOffset Schedule { get; set; }

    /// <summary>When it is dispatched next; null: it is being delivered.</summary>
    public DateTimeOffset? Next { get; set; }
    public int Dispatches { get; set; }
    public int Responses { get; set; }

    /// <summary>Attempts that failed other than by a 5xx: what the service is told as its execution count.</summary>
    public int Executions { get; set; }
    public int Failures { get; set; }

    /// <summary>The number of the last delivery that was put off.</summary>
    public int PutOff { get; set; }
    public int UnderWay { get; set; }
    public DateTimeOffset? FirstDispatch { get; set; }
    public JsonObject? LastAttempt { get; set; }
    public int? LastStatus { get; set; }

    public string Id => Name[(Name.LastIndexOf('/') + 1)..];

    public JsonObject Write(bool full)
    {
        var request = (JsonObject)Request.DeepClone();
        if (!full)
            request.Remove("body");
        var task = new JsonObject
        {
            ["name"] = Name,
            ["httpRequest"] = request,
            ["scheduleTime"] = Proto.Write(Schedule),
            ["createTime"] = Proto.Write(
                new DateTimeOffset(Created.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero)
            ),
            ["dispatchDeadline"] = Proto.Write(Deadline),
            ["view"] = full ? "FULL" : "BASIC",
        };
        if (Dispatches > 0)
            task["dispatchCount"] = Dispatches;
        if (Responses > 0)
            task["responseCount"] = Responses;
        if (FirstDispatch is { } first)
            task["firstAttempt"] = new JsonObject { ["dispatchTime"] = Proto.Write(first) };
        if (LastAttempt is { } last)
            task["lastAttempt"] = last.DeepClone();
        return task;
    }
}
