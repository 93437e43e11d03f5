using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Planning;

/// <summary>The races of one programme day, merged from all sources, by off then name; <c>plan.json</c>.</summary>
public sealed record DayPlan
{
    public int Schema { get; init; } = 1;
    public required DateOnly Date { get; init; }
    public bool Simulated { get; init; }
    public required IReadOnlyList<PlannedRace> Races { get; init; }

    /// <summary>Sources or single races that could not be read.</summary>
    public required IReadOnlyList<SourceError> Refused { get; init; }

    /// <summary>What the merge could not decide, in words for the user.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>One race of the plan.</summary>
public sealed record PlannedRace
{
    public required RaceId Id { get; init; }
    public required string Meeting { get; init; }
    public required string Country { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset Off { get; init; }
    public Discipline Discipline { get; init; }
    public int? Runners { get; init; }
    public bool Cancelled { get; init; }

    /// <summary>How each source names this race, in the order in which they are asked.</summary>
    public required IReadOnlyList<RaceLink> Links { get; init; }

    /// <summary>What each source says of the off, where they do not agree; empty where they do.</summary>
    public required IReadOnlyList<OffClaim> OffClaims { get; init; }

    /// <summary>The page a user would open: the first link's.</summary>
    public string Url => Links[0].Url;
    public DateTimeOffset H30 => Off - Phase.H30.BeforeOff();
    public DateTimeOffset H5 => Off - Phase.H5.BeforeOff();
}

public sealed record OffClaim(string Source, DateTimeOffset Off);
