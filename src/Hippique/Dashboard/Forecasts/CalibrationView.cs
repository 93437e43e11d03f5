using Hippique.Gpi.Calibration;
using Hippique.Orchestration.Calibration.Forecasts;

namespace Hippique.Dashboard.Forecasts;

/// <summary>How the model in use did, as the page shows it.</summary>
public sealed record CalibrationView
{
    public required ForecastReport Report { get; init; }

    /// <summary>Of which the pictures are.</summary>
    public required ModelDiscipline Discipline { get; init; }

    /// <summary>Null: no race of it counts.</summary>
    public DisciplineForecasts? Chosen => Report.Disciplines.FirstOrDefault(one => one.Discipline == Discipline);

    /// <summary>The comparison at H-5 over all disciplines; null: no race has the prices.</summary>
    public LossComparison? Overall =>
        Report.Disciplines is [var all, ..] ? all.Losses.FirstOrDefault(loss => loss.Moment == PriceMoment.H5) : null;

    /// <summary>As addresses and texts name it: <c>flat</c>.</summary>
    public static string Code<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
