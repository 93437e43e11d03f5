using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration;

/// <summary>
/// A past race as the fits need it. Prices and statistics are what was known at their moments; order and dividends are what came of it, and only ever the target of a fit.
/// Arrays run over <see cref="Starters"/>.
/// </summary>
public sealed record CalibrationRace
{
    public required RaceId Id { get; init; }
    public required Pool Pool { get; init; }
    public required Discipline Discipline { get; init; }

    /// <summary>Those that took part, by number.</summary>
    public required IReadOnlyList<Runner> Starters { get; init; }

    /// <summary>By starter; null if nothing is known.</summary>
    public required IReadOnlyList<RunnerStatistics?> Statistics { get; init; }

    /// <summary>Win odds half an hour before the off; NaN if one has none.</summary>
    public required double[] H30 { get; init; }

    /// <summary>The prices of <see cref="H30"/> were in view then; else they stand in, and no score of that moment counts them.</summary>
    public bool IsH30Seen { get; init; }

    /// <summary>Win odds seen about five minutes before the off; null if none were seen or one is missing.</summary>
    public required double[]? H5 { get; init; }

    /// <summary>Closing win odds; null if one is missing.</summary>
    public required double[]? Close { get; init; }

    /// <summary>Closing win odds of the other PMU pool; null if they are not known. A race with both is used for the weights of the two pools only.</summary>
    public double[]? OtherClose { get; init; }

    /// <summary>Indices of the first four, as far as each place is held by one; empty without a single winner.</summary>
    public required IReadOnlyList<int> Order { get; init; }

    /// <summary>Indices of the classified at the places paid, dead heats with them; empty if the result is not known.</summary>
    public required IReadOnlyList<int> Placed { get; init; }

    /// <summary>Dividends of the operator that the file knows of, by bet.</summary>
    public IReadOnlyList<Dividend> Dividends { get; init; } = [];

    /// <summary>Runners of the official programme, those withdrawn later among them.</summary>
    public required int Declared { get; init; }

    /// <summary>Counted both ways.</summary>
    public FieldSize Field => new(Declared, Starters.Count);

    /// <summary>Places that Simple placé paid on that day in such a field.</summary>
    public int PlacesPaid => Regulated.Default.PlacesPaid(Id.Date, Field);
}
