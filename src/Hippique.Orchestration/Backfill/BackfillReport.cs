using System.Text.Json.Serialization;
using Hippique.Sources;

namespace Hippique.Orchestration.Backfill;

/// <summary>Which past days are wanted.</summary>
/// <param name="From">Programme day.</param>
/// <param name="To">The last one, which is over.</param>
/// <param name="Countries">Of the races; empty: all.</param>
public sealed record BackfillOrder(DateOnly From, DateOnly To, IReadOnlyList<string> Countries)
{
    /// <summary>The newest first: it says most of what comes.</summary>
    public IEnumerable<DateOnly> Days
    {
        get
        {
            for (var day = To; day >= From; day = day.AddDays(-1))
                yield return day;
        }
    }
}

/// <summary>What a run brought.</summary>
public sealed record BackfillReport
{
    /// <summary>Days that this run asked for to their end, the newest first; one with races without a result is not whole yet.</summary>
    public required IReadOnlyList<BackfilledDay> Days { get; init; }

    /// <summary>Days that were whole before.</summary>
    public required int Known { get; init; }

    /// <summary>Days that are still to be fetched, those with races without a result among them.</summary>
    public required int Left { get; init; }

    /// <summary>Why nothing could be read of a day, by day.</summary>
    public required IReadOnlyList<SourceError> Refused { get; init; }

    /// <summary>Why the run ended before the last day; null: it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SourceError? Stopped { get; init; }
}
