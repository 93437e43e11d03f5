using System.Text.Json.Serialization;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;

namespace Hippique.Orchestration.Backfill;

/// <summary>What came of one past race, kept until its day is whole.</summary>
public sealed record BackfilledRace
{
    public required RaceCode Race { get; init; }

    /// <summary>Null if the race is left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PastRaceLines? Lines { get; init; }

    /// <summary>Why it is left out, or what is missing of it, in words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }
}

/// <summary>A past day that was fetched: what is in its files, and what is not.</summary>
public sealed record BackfilledDay
{
    public required DateOnly Date { get; init; }

    /// <summary>Races that were asked for: those of the countries that are played.</summary>
    public required int Asked { get; init; }

    /// <summary>Lines of <c>races/</c>.</summary>
    public required int Races { get; init; }

    /// <summary>Lines of <c>dividends/</c>.</summary>
    public required int Dividends { get; init; }

    /// <summary>Lines of <c>pools/</c>.</summary>
    public required int Stakes { get; init; }

    /// <summary>Races that have no result yet; the day is whole when there are none.</summary>
    public required int Pending { get; init; }

    /// <summary>Races that are left out and parts that are missing, by name, and what the programme's reader refused.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Its files stand.</summary>
    [JsonIgnore]
    public bool IsWhole => Pending == 0;
}
