using System.Text.Json.Serialization;

namespace Hippique.Racing;

/// <summary>Which source some fields of a race come from, and when that source stated them.</summary>
public sealed record FieldOrigin
{
    /// <summary>Short code of the source, <c>zeturf</c>.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// The stamp of the prices, else the <c>Date</c> that the site gave its answer, else the moment of the answer; null where a recorded file does not say.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? At { get; init; }

    /// <summary>Names as in the artifact: <c>off</c>, <c>jockey</c>, and for prices <c>win.zeturf</c>, <c>place.zeturf</c>, <c>offers.zeturf</c>.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>The numbers of the runners of which this holds, ascending; absent: of all (for which the field is known).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? Runners { get; init; }
}
