using System.Text.Json.Serialization;

namespace Hippique.Orchestration.Trials;

/// <summary>How far a trial has come, as the register and its files have it. Before it is read there is no money in it.</summary>
public sealed record TrialStanding
{
    public required string Id { get; init; }
    public required TrialState State { get; init; }

    /// <summary>What was frozen; null if its file is missing or was changed.</summary>
    public required Trial? Trial { get; init; }

    /// <summary>What of its files is not as it was frozen.</summary>
    public required IReadOnlyList<TrialReason> Faults { get; init; }

    /// <summary>Days that count and are over.</summary>
    public required int DaysOver { get; init; }

    /// <summary>Of them days on which enough of the races were seen.</summary>
    public required int Covered { get; init; }

    /// <summary>Tickets so far.</summary>
    public required int Tickets { get; init; }

    /// <summary>Legs of them, settled or not.</summary>
    public required int Bets { get; init; }

    /// <summary>Null until it is read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TrialVerdict? Verdict { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TrialAbandonment? Abandoned { get; init; }
}

/// <summary>Where a trial stands.</summary>
public enum TrialState
{
    /// <summary>Its day has not come.</summary>
    Running,

    /// <summary>It can be read now.</summary>
    Due,
    Read,
    Abandoned,

    /// <summary>A file of it is missing or was changed.</summary>
    Void,
}
