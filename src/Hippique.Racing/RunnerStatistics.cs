namespace Hippique.Racing;

/// <summary>
/// What is known before the race of a runner's people and times, from published figures or from the program's own record of days before the race's.
/// Null and empty: nothing known.
/// </summary>
public sealed record RunnerStatistics
{
    /// <summary>Saddlecloth number.</summary>
    public required int Number { get; init; }

    /// <summary>Jockey, or driver in trot.</summary>
    public WinRecord? Jockey { get; init; }
    public WinRecord? Trainer { get; init; }

    /// <summary>
    /// How much more than others the public came to back horses of this jockey, trainer and owner in the last half hour: mean of the log of the share gained, less what
    /// horses at such odds gain, drawn towards 0 by ten starts. Known from the program's own record only; 0 where nothing is known.
    /// </summary>
    public double JockeyMove { get; init; }
    public double TrainerMove { get; init; }
    public double OwnerMove { get; init; }

    /// <summary>Times of the horse's last races of the family, seconds per kilometre, the latest first, at most three.</summary>
    public IReadOnlyList<double> Times { get; init; } = [];

    /// <summary>Where the times come from.</summary>
    public StatisticsOrigin TimesOrigin { get; init; } = StatisticsOrigin.OwnRecord;
}

/// <summary>Starts and wins within one family of disciplines.</summary>
/// <param name="Starts">At least 0.</param>
/// <param name="Wins">From 0 to <paramref name="Starts"/>.</param>
/// <param name="FamilyRate">Wins per start of everybody in the family, towards which a short record is drawn.</param>
/// <param name="Origin">Where the figures come from.</param>
public sealed record WinRecord(int Starts, int Wins, double FamilyRate, StatisticsOrigin Origin)
{
    private const int KnownFrom = 5;
    private const int Shrinkage = 30;

    /// <summary>Short code of the source of published figures; null of the own record.</summary>
    public string? Source { get; init; }

    /// <summary>When that source answered.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Five starts or more.</summary>
    public bool Known => Starts >= KnownFrom;

    /// <summary>Wins per start, as if 30 more starts had been run at the family's rate; from 0 to 1.</summary>
    public double Rate => (Wins + Shrinkage * FamilyRate) / (Starts + Shrinkage);
}

public enum StatisticsOrigin
{
    /// <summary>A source publishes them.</summary>
    Published,

    /// <summary>Counted by the program on races of earlier days.</summary>
    OwnRecord,
}
