using System.Text.Json.Serialization;

namespace Hippique.Racing;

/// <summary>What is known of a race before it is run, as one source publishes it at one moment. No results: see <see cref="RaceResult"/>.</summary>
public sealed record RaceCard
{
    public required RaceId Id { get; init; }
    public required string Meeting { get; init; }

    /// <summary>ISO 3166 alpha-3 (<c>FRA</c>); empty where the source does not say.</summary>
    public required string Country { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset Off { get; init; }
    public required Discipline Discipline { get; init; }
    public int? DistanceMetres { get; init; }
    public string? Going { get; init; }

    /// <summary>The race was cancelled or moved to another day, as far as the source says.</summary>
    public bool Cancelled { get; init; }

    /// <summary>
    /// The source's own word for a state in which the race is not open for betting: under way, over, stopped, called off, or a state that the program does not know. Null: the
    /// race is open, or the source says nothing of the kind.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NotOpen { get; init; }

    /// <summary>By number, ascending, each number once; with those that were withdrawn after the declaration, where the source still lists them.</summary>
    public required IReadOnlyList<Runner> Runners { get; init; }

    /// <summary>Runners declared in the official programme, as the source counts them, those withdrawn later included; null where it does not say.</summary>
    public int? DeclaredRunners { get; init; }

    /// <summary>Runners declared: what the source says, and never fewer than it lists. A withdrawal does not change it, unlike the starters.</summary>
    [JsonIgnore]
    public int Declared => Math.Max(DeclaredRunners ?? 0, Runners.Count);
}

/// <summary>One horse of a card. Text is as published, white space trimmed; null where the source does not say.</summary>
public sealed record Runner
{
    /// <summary>Saddlecloth number, from 1.</summary>
    public required int Number { get; init; }
    public required string Horse { get; init; }
    public bool NonRunner { get; init; }

    /// <summary>Jockey; the driver in trot.</summary>
    public string? Jockey { get; init; }
    public string? Trainer { get; init; }
    public string? Owner { get; init; }
    public string? Sex { get; init; }
    public int? Age { get; init; }
    public int? Draw { get; init; }
    public double? WeightKg { get; init; }
    public int? HandicapDistanceMetres { get; init; }
    public double? Rating { get; init; }

    /// <summary>Career earnings in cents of a euro.</summary>
    public long? EarningsCents { get; init; }
    public int? Starts { get; init; }
    public int? Wins { get; init; }

    /// <summary>Career places as the source counts them (PMU: second to seventh, wins excluded).</summary>
    public int? Places { get; init; }

    /// <summary>The musique as published, read by <see cref="Form"/>.</summary>
    public string? Form { get; init; }

    /// <summary>Best time over the distance, seconds per kilometre, where the source publishes one.</summary>
    public double? RecordSecondsPerKm { get; init; }
    public string? TrainerOpinion { get; init; }
    public string? Shoes { get; init; }
    public string? Blinkers { get; init; }
    public bool FirstTime { get; init; }
}
