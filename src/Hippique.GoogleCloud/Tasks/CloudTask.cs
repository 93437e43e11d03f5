using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Wakes;

namespace Hippique.GoogleCloud.Tasks;

/// <summary>A task of Cloud Tasks (v2), as far as it is used here.</summary>
public sealed record CloudTask
{
    /// <summary><c>projects/…/locations/…/queues/…/tasks/…</c>.</summary>
    public required string Name { get; init; }
    public CloudTaskRequest? HttpRequest { get; init; }

    /// <summary>When it is attempted or tried again; null in a new one: at once.</summary>
    public DateTimeOffset? ScheduleTime { get; init; }

    /// <summary>To the second.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>Such as <c>900s</c>.</summary>
    public string? DispatchDeadline { get; init; }

    /// <summary>Attempts, those included that have no response yet.</summary>
    public int DispatchCount { get; init; }

    /// <summary>Attempts that got a response.</summary>
    public int ResponseCount { get; init; }
    public CloudTaskAttempt? LastAttempt { get; init; }

    /// <summary>The last part of the name.</summary>
    public string Id => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>It is being delivered at this moment, or its last attempt ended without a response.</summary>
    public bool IsUnderWay => DispatchCount > ResponseCount;

    /// <summary>
    /// The instant of the wake, not of the call. A task that is tried again has its next call's; one that was made within the lead was scheduled at once, and its instant is not known
    /// to the second. Null if nothing tells.
    /// </summary>
    public DateTimeOffset? InstantOf(Wake wake, TimeSpan lead)
    {
        if (wake.At is { } at && DispatchCount == 0)
            return at;
        var schedule = ScheduleTime ?? CreateTime;
        var atOnce = CreateTime is { } created && schedule - created < TimeSpan.FromSeconds(2);
        return wake.At is not null || DispatchCount > 0 || atOnce ? schedule : schedule + lead;
    }
}

/// <summary>What a task calls.</summary>
public sealed record CloudTaskRequest
{
    public required string Url { get; init; }
    public string? HttpMethod { get; init; }
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Is not in the basic view.</summary>
    public byte[]? Body { get; init; }
    public OidcToken? OidcToken { get; init; }
}

/// <summary>One attempt of a task.</summary>
public sealed record CloudTaskAttempt
{
    public DateTimeOffset? ScheduleTime { get; init; }
    public DateTimeOffset? DispatchTime { get; init; }
    public DateTimeOffset? ResponseTime { get; init; }
    public CloudTaskStatus? ResponseStatus { get; init; }
}

/// <summary>What came of an attempt (<c>google.rpc.Status</c>).</summary>
public sealed record CloudTaskStatus
{
    public int Code { get; init; }
    public string? Message { get; init; }
}
