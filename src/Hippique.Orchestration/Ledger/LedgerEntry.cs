using System.Text.Json.Serialization;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>One line of the ledger: a fact that was learnt, in the order in which it was. Lines are only added, and a key stands in the ledger once.</summary>
public sealed record LedgerEntry
{
    /// <summary>Counted from 1 in its file.</summary>
    public required int Entry { get; init; }

    /// <summary><c>2025-11-22/R1C3-1/proposed</c>, <c>…/said</c>, <c>…/paper</c>, <c>…/played</c>; <c>2025-11-22/R1C3/result</c>. A correction has a number behind it: <c>…/said/2</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The key of the entry whose place it takes; null if it corrects none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Corrects { get; init; }

    /// <summary>Null for a fact about a day, or about no day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RaceId? Race { get; init; }

    /// <summary><c>R1C3-1</c>; null for a fact about the race as a whole.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Ticket { get; init; }

    /// <summary>The race was invented by the simulator; left out for a real one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Simulated { get; init; }
    public required LedgerFact Fact { get; init; }

    /// <summary><see cref="Hash"/> of the entry before; of the first one in a file the SHA-256 of the file's path.</summary>
    public required string Previous { get; init; }

    /// <summary>SHA-256 of the bytes of the line before <c>,"hash"</c>, lower-case hex; null until it is written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hash { get; init; }
}
