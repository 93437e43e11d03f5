using Hippique.Racing;

namespace Hippique.Sources.ZoneTurf;

/// <summary>What Zone-Turf publishes of a horse. Null where the page does not say.</summary>
public sealed record HorseStatistics
{
    public required string Name { get; init; }
    public string? Sex { get; init; }
    public int? Age { get; init; }
    public string? Trainer { get; init; }
    public string? Owner { get; init; }

    /// <summary>Career starts and wins.</summary>
    public int? Starts { get; init; }
    public int? Wins { get; init; }

    /// <summary>Career earnings.</summary>
    public Euro? Earnings { get; init; }

    /// <summary>Best times in harness and in mounted trot, seconds per kilometre.</summary>
    public double? RecordHarness { get; init; }
    public double? RecordMounted { get; init; }

    /// <summary>The latest first, as far as the page lists them.</summary>
    public required IReadOnlyList<HorsePerformance> Performances { get; init; }
}

/// <summary>One past race of a horse. Known before any later race; the date says from when on.</summary>
public sealed record HorsePerformance
{
    public required DateOnly Date { get; init; }
    public required string Racecourse { get; init; }
    public required int DistanceMetres { get; init; }
    public required Discipline Discipline { get; init; }
    public int? Runners { get; init; }

    /// <summary>From 1; null where the horse was not placed (0 on the page) or an incident stands there.</summary>
    public int? Place { get; init; }

    /// <summary><c>D</c> disqualified and its like; null where there was none.</summary>
    public char? Incident { get; init; }
    public string? Jockey { get; init; }

    /// <summary>Closing win odds as the page gives them.</summary>
    public Odds? Odds { get; init; }

    /// <summary>Seconds per kilometre; null where the page has none ("0", "lire", empty).</summary>
    public double? SecondsPerKm { get; init; }
}

/// <summary>What Zone-Turf publishes of a jockey or driver: counts of the whole career.</summary>
public sealed record JockeyStatistics
{
    public required string Name { get; init; }
    public required int Starts { get; init; }
    public required int Wins { get; init; }
    public int? Places { get; init; }
}
