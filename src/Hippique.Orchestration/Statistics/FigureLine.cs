using System.Text.Json.Serialization;
using Hippique.Racing;
using Hippique.Sources.Figures;

namespace Hippique.Orchestration.Statistics;

/// <summary>A line of the day's <c>figures.jsonl</c>: either the pages that a race's page links to, or the figures of one page.</summary>
public sealed record FigureLine
{
    /// <summary>From when on the line counts. A phase uses only lines that count at its instant, in a replay too.</summary>
    public required DateTimeOffset Since { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RaceId? Race { get; init; }

    /// <summary>Addresses of the race's figures.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Links { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PublishedFigure? Figure { get; init; }
}
