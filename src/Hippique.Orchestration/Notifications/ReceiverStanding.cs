using System.Text.Json.Serialization;

namespace Hippique.Orchestration.Notifications;

/// <summary>How a receiver of messages stands on a day.</summary>
public sealed record ReceiverStanding
{
    /// <summary><c>webhook</c>, <c>mail</c>, <c>push</c> and their like.</summary>
    public required string Name { get; init; }

    /// <summary>Messages of the day that it accepted.</summary>
    public required int Sent { get; init; }

    /// <summary>Messages of the day that wait for their hour, or for it to answer.</summary>
    public required int Waiting { get; init; }

    /// <summary>Messages of the day that it never got: it refused them, or answered too late.</summary>
    public required int Lost { get; init; }

    /// <summary>Tries in a row that failed, of any day; 0: the last one went well.</summary>
    public required int Failures { get; init; }

    /// <summary>The first of those failures.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Why the last one failed, in English.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Why { get; init; }

    /// <summary>It is not tried before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RetryAt { get; init; }
}
