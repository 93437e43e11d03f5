using System.Text.Json.Serialization;

namespace Hippique.Sources.RaceArchive;

/// <summary>One line of a file of recorded races as it stands; only <see cref="RecordedRaces"/> reads it, and <see cref="PastRaceLines"/> and <see cref="SeenRaceLines"/> write it.</summary>
internal sealed class RaceLine
{
    public string? Date { get; set; }
    public string? Race { get; set; }
    public string? Meeting { get; set; }
    public string? Country { get; set; }
    public string? Name { get; set; }
    public string? Status { get; set; }
    public string? OffParis { get; set; }
    public long? OffEpochMs { get; set; }
    public string? Pool { get; set; }
    public bool? AfterClose { get; set; }
    public long? ReferenceEpochMs { get; set; }
    public string? Discipline { get; set; }
    public int? DistanceM { get; set; }
    public string? Going { get; set; }

    /// <summary>Runners declared, where the source counts more than it lists.</summary>
    public int? Declared { get; set; }
    public bool? OfficialOrder { get; set; }
    public int[][]? Arrival { get; set; }
    public string[]? Bets { get; set; }
    public RunnerLine[]? Runners { get; set; }
    public StateLine[]? Live { get; set; }

    /// <summary>What the service saw itself, in races of its own.</summary>
    public LookLine[]? Looks { get; set; }

    /// <summary>Closing win odds by pool and number, in races of the service's own.</summary>
    public Dictionary<string, SortedDictionary<int, double>>? Closes { get; set; }
    public DividendsLine? Dividends { get; set; }
}

internal sealed class RunnerLine
{
    public int? Number { get; set; }
    public string? Horse { get; set; }
    public string? Sex { get; set; }
    public int? Age { get; set; }
    public string? Jockey { get; set; }
    public string? Trainer { get; set; }
    public string? Owner { get; set; }
    public int? Draw { get; set; }
    public double? WeightKg { get; set; }
    public int? HandicapDistanceM { get; set; }
    public double? Rating { get; set; }
    public long? Earnings { get; set; }
    public string? Form { get; set; }
    public string? Shoes { get; set; }
    public string? Blinkers { get; set; }
    public string? Equipment { get; set; }
    public int? Starts { get; set; }
    public int? Wins { get; set; }
    public int? Places { get; set; }
    public string? TrainerOpinion { get; set; }
    public bool FirstTime { get; set; }
    public bool NonRunner { get; set; }
    public double? OddsReference { get; set; }
    public double? OddsClose { get; set; }
    public double? OddsReferenceInternet { get; set; }
    public double? OddsCloseInternet { get; set; }
    public int? Finish { get; set; }
    public int? ReductionMsPerKm { get; set; }
}

internal sealed class StateLine
{
    public long OddsStampEpochMs { get; set; }
    public Dictionary<string, double?>? Odds { get; set; }
}

internal sealed class DividendsLine
{
    public Dictionary<string, DividendLine[]>? Zeturf { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(RaceLine))]
internal sealed partial class RaceLineJson : JsonSerializerContext;
