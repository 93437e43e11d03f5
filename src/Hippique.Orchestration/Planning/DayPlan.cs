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

    /// <summary>Decisions that the merge left open, in words for the user.</summary>
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

    /// <summary>PMU's race of the day with the bet Quinté+; null if no source says, and in plans of versions that did not keep it.</summary>
    public bool? Quinte { get; init; }
    public int? Runners { get; init; }
    public bool Cancelled { get; init; }

    /// <summary>How each source names this race, in the order in which they are asked.</summary>
    public required IReadOnlyList<RaceLink> Links { get; init; }

    /// <summary>The off as each source states it, if they disagree; else empty.</summary>
    public required IReadOnlyList<OffClaim> OffClaims { get; init; }

    /// <summary>Where each field comes from; empty in plans of versions that did not keep it.</summary>
    public IReadOnlyList<FieldOrigin> Origins { get; init; } = [];

    /// <summary>The page a user would open: the first link's.</summary>
    public string Url => Links[0].Url;
    public DateTimeOffset H30 => Off - Phase.H30.BeforeOff();
    public DateTimeOffset H5 => Off - Phase.H5.BeforeOff();

    /// <summary>
    /// The race of the plan before, if only the moments of the answers are new and that plan was made on the day itself: planning a day again without news changes nothing.
    /// The plan of the evening before is replaced by that of the day, because the recording of the day holds only the day's answers.
    /// </summary>
    internal PlannedRace OrAsBefore(PlannedRace? before)
    {
        if (
            before is null
            || !Links.SequenceEqual(before.Links)
            || !OffClaims.SequenceEqual(before.OffClaims)
            || !Sources(this).SequenceEqual(Sources(before))
            || before.Origins.Any(origin => origin.At is { } at && ParisTime.ProgrammeOf(at) != Id.Date)
        )
            return this;
        var same = this with { Links = before.Links, OffClaims = before.OffClaims, Origins = before.Origins };
        return same == before ? before : this;
    }

    private static IEnumerable<(string Source, string Field)> Sources(PlannedRace race) =>
        race.Origins.SelectMany(origin => origin.Fields.Select(field => (origin.Source, field)));
}

public sealed record OffClaim(string Source, DateTimeOffset Off);
