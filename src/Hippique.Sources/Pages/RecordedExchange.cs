using System.Text.Json.Serialization;

namespace Hippique.Sources.Pages;

/// <summary>One request and what came of it, as it stands in a line of <c>pages/index.jsonl</c>.</summary>
public sealed record RecordedExchange
{
    internal const string CircuitOpen = "circuit_open";
    internal const string AskedToWait = "asked_to_wait";
    internal const string BudgetSpent = "budget_spent";

    /// <summary>When the answer's head arrived, or the request failed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Absolute address, as it was asked.</summary>
    public required string Url { get; init; }

    /// <summary>HTTP status; 0 where there was no answer.</summary>
    public int Status { get; init; }

    /// <summary>The site's words beside the status, where they are not the usual ones.</summary>
    public string? Phrase { get; init; }

    /// <summary>
    /// The named error where there was no whole answer (<c>unreachable</c>, <c>timeout</c>, <c>truncated</c> and their like), or where the program did not send the request
    /// (<see cref="IsUnsent"/>). With a status: what cut the body.
    /// </summary>
    public string? Failure { get; init; }

    /// <summary>What was wrong, in words; null where the name says it all.</summary>
    public string? Reason { get; init; }

    /// <summary>The site never saw this request.</summary>
    [JsonIgnore]
    public bool IsUnsent => Failure is CircuitOpen or AskedToWait or BudgetSpent;

    /// <summary>Headers of the answer, without cookies; several values of one name are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>SHA-256 of the body's bytes as they came (so compressed where the site compressed them), in lower-case hex; null where there was no body.</summary>
    public string? Body { get; init; }

    /// <summary>Bytes of the body.</summary>
    public long Length { get; init; }

    /// <summary>The body was not read to its end: it was too large, or the connection was cut.</summary>
    public bool Cut { get; init; }
}
