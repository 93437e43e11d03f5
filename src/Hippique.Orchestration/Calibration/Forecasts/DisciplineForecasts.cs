using Hippique.Gpi.Calibration;

namespace Hippique.Orchestration.Calibration.Forecasts;

/// <summary>How the model did in one discipline, or in all together.</summary>
public sealed record DisciplineForecasts
{
    public required ModelDiscipline Discipline { get; init; }

    /// <summary>Races with one winner.</summary>
    public required int Races { get; init; }

    /// <summary>Of them those whose places are known and whose field did not change after H-5.</summary>
    public required int PlaceRaces { get; init; }

    /// <summary>Chances to win as they were given at H-5, and how many won; a range without a horse is left out.</summary>
    public required IReadOnlyList<ReliabilityBin> Win { get; init; }

    /// <summary>The same of a place.</summary>
    public required IReadOnlyList<ReliabilityBin> Place { get; init; }

    /// <summary>Against the market at each moment of which a race has the prices.</summary>
    public required IReadOnlyList<LossComparison> Losses { get; init; }

    /// <summary>Null if no day has a race of it.</summary>
    internal static DisciplineForecasts? Of(ModelDiscipline discipline, IReadOnlyList<DayForecasts> days)
    {
        var own = days.Where(day => day.Sums.ContainsKey(discipline)).Select(day => (day.Date, Sums: day.Sums[discipline])).ToList();
        if (own.Count == 0)
            return null;
        var all = new ForecastSums();
        foreach (var (_, sums) in own)
            all.Add(sums);
        return new DisciplineForecasts
        {
            Discipline = discipline,
            Races = all.Races,
            PlaceRaces = all.PlaceRaces,
            Win = all.Win.Filled(),
            Place = all.Place.Filled(),
            Losses =
            [
                .. Enum.GetValues<PriceMoment>()
                    .Select(moment => LossComparison.Of(moment, [.. own.Select(day => (day.Date, day.Sums.At(moment)))]))
                    .OfType<LossComparison>(),
            ],
        };
    }
}
