using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Calibration.Pools;
using Hippique.Sources;

namespace Hippique.Commands;

/// <summary>A fit as <c>hippique calibrate --json</c> gives it; the model itself is in its file.</summary>
internal sealed record CalibrationAnswer
{
    /// <summary>The model's file.</summary>
    public required string File { get; init; }
    public required string Model { get; init; }

    /// <summary>Races with a result.</summary>
    public required int Races { get; init; }

    /// <summary>What the model was fitted on, and from which day on races were held out.</summary>
    public required ModelData Data { get; init; }

    /// <summary>Races of the dividend files; null without such files.</summary>
    public required int? PlaceRaces { get; init; }

    /// <summary>Races of the dividend files that lack the odds of a starter; null without such files.</summary>
    public required int? PlaceRacesLeftOut { get; init; }

    /// <summary>Races with last stakes; null without such files.</summary>
    public required int? StakeRaces { get; init; }

    /// <summary>The program's own days that were read for the money in their pools; null if none were asked for.</summary>
    public required int? RecordedDays { get; init; }
    public required IReadOnlyList<Estimate> Estimates { get; init; }
    public required IReadOnlyList<WinScore> Scores { get; init; }

    /// <summary>Lines that could not be read, by file and line.</summary>
    public required IReadOnlyList<SourceError> Refused { get; init; }

    public static CalibrationAnswer Of(
        RaceFiles files,
        DividendFiles? places,
        PoolFiles? stakes,
        PoolRecording? recorded,
        FittedModel fitted,
        string output
    ) =>
        new()
        {
            File = output,
            Model = fitted.Model.Name,
            Races = files.History.Races,
            Data = fitted.Model.Data,
            PlaceRaces = places?.Races.Count,
            PlaceRacesLeftOut = places?.Incomplete,
            StakeRaces = stakes?.Races.Count,
            RecordedDays = recorded?.Days,
            Estimates = fitted.Estimates,
            Scores = fitted.Scores,
            Refused = [.. files.Refused, .. stakes?.Refused ?? places?.Refused ?? []],
        };
}
