using System.Text.Json.Serialization;
using Hippique.Gpi.Calibration;

namespace Hippique.Orchestration.Calibration.Forecasts;

/// <summary>How the model in use did in this installation, on races that it was not fitted on. Days count from the day after the last one that it was fitted on, or from its held-out days.</summary>
public sealed record ForecastReport
{
    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>First day that it was fitted on.</summary>
    public required DateOnly FittedFrom { get; init; }

    /// <summary>Last day that it was fitted on.</summary>
    public required DateOnly FittedTo { get; init; }

    /// <summary>Races that it was fitted on.</summary>
    public required int FittedRaces { get; init; }

    /// <summary>First day by pool that the fit left out (<c>pmu_national</c>); empty: it names none, and races after <see cref="FittedTo"/> count.</summary>
    public required IReadOnlyDictionary<string, DateOnly> HeldOut { get; init; }

    /// <summary>The races are invented.</summary>
    public required bool Simulated { get; init; }

    /// <summary>First day with a race that counts; null: there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? From { get; init; }

    /// <summary>Last such day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? To { get; init; }

    /// <summary>Days with a race that counts.</summary>
    public required int Days { get; init; }

    /// <summary>Races that count.</summary>
    public required int Races { get; init; }

    /// <summary>Days that are not read yet: they are being read, and a later call has them.</summary>
    public required int DaysToRead { get; init; }

    /// <summary>Days of which a file cannot be read, in no figure.</summary>
    public required IReadOnlyList<DateOnly> Unreadable { get; init; }

    /// <summary>Races of the days that say nothing, by the reason.</summary>
    public required IReadOnlyDictionary<ForecastGap, int> LeftOut { get; init; }

    /// <summary>All together first, then each discipline with a race.</summary>
    public required IReadOnlyList<DisciplineForecasts> Disciplines { get; init; }

    /// <param name="model">The model in use.</param>
    /// <param name="days">Days since it was fitted, ascending. Invented ones count only where there is no other.</param>
    /// <param name="daysToRead">Further days that are not read yet.</param>
    internal static ForecastReport Of(GpiModel model, IReadOnlyList<DayForecasts> days, int daysToRead)
    {
        var simulated = days.Any(day => day.Simulated) && days.All(day => day.Simulated || day is { Races: 0, LeftOut.Count: 0 });
        var own = days.Where(day => day.Simulated == simulated).ToList();
        var counted = own.Where(day => day.Races > 0).ToList();
        return new ForecastReport
        {
            Model = model.Name,
            FittedFrom = model.Data.From,
            FittedTo = model.Data.To,
            FittedRaces = model.Data.Races,
            HeldOut = model.Data.HeldOut,
            Simulated = simulated,
            From = counted.Count == 0 ? null : counted[0].Date,
            To = counted.Count == 0 ? null : counted[^1].Date,
            Days = counted.Count,
            Races = counted.Sum(day => day.Races),
            DaysToRead = daysToRead,
            Unreadable = [.. days.Where(day => day.IsUnreadable).Select(day => day.Date)],
            LeftOut = new SortedDictionary<ForecastGap, int>(
                own.SelectMany(day => day.LeftOut).GroupBy(gap => gap.Key).ToDictionary(gap => gap.Key, gap => gap.Sum(one => one.Value))
            ),
            Disciplines =
            [
                .. Enum.GetValues<ModelDiscipline>()
                    .Select(discipline => DisciplineForecasts.Of(discipline, counted))
                    .OfType<DisciplineForecasts>(),
            ],
        };
    }
}
